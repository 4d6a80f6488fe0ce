"""Writing follow-ups: given, changed, finished, dropped, taken up again."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from stations.activities import policies
from stations.activities.enums import FOLLOW_UP
from stations.activities.models import Activity, FollowUp, Topic
from stations.activities.tasks import tell_of_closed_follow_up, tell_of_follow_up
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.changes import made, rewritten
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused, required
from yunhe.kit.verbs import verb

ROWS = FollowUp.objects.with_sides()


def _check_day(due_on: date) -> None:
    if due_on < timezone.localdate():
        raise Refused({"due_on": "期限不能早于今天，请选一个办得到的日子。"})


@transaction.atomic
def add_follow_up(
    *, by: User, area: Area, activity: Activity | None = None, topic: Topic | None = None, **facts: Any
) -> FollowUp:
    """Write down that `area` has something followed up, and return it. The team is that of the activity or topic.

    facts: title, detail, owner_area, owner_deputy, owner_name, due_on. Errors: Denied, ValidationError.
    Side effects: one FollowUp, one audit event, on commit the notice to its owners.
    """
    policies.can_add_follow_up(by, area, activity, topic)
    _check_day(facts["due_on"])
    team = activity.team if activity else topic.team if topic else None
    same = FollowUp.objects.open().filter(activity=activity, topic=topic, area=area, title=facts["title"])
    if same.filter(due_on=facts["due_on"]).exists():
        raise Refused("这件事项已经登记过，没有重复登记。")
    follow_up = made(
        FollowUp(area=area, activity=activity, topic=topic, team=team, created_by=by.display_name, **facts)
    )
    record("stations.add_follow_up", "登记后续事项", follow_up, by=by, areas=follow_up.areas)
    later(tell_of_follow_up, follow_up.pk)
    return follow_up


@verb(ROWS, policies.can_edit_follow_up)
def edit_follow_up(follow_up: FollowUp, *, by: User, **facts: Any) -> FollowUp:
    """Change an open follow-up. New owners, and all when the day moves, are told. Errors: Denied, ValidationError.

    Side effects: the FollowUp, one audit event when anything differs, on commit the notices.
    """
    if facts.get("due_on", follow_up.due_on) != follow_up.due_on:
        _check_day(facts["due_on"])
    concerned = follow_up.areas
    if changes := rewritten(follow_up, **facts):
        areas = [*concerned, *follow_up.areas]
        record("stations.edit_follow_up", "修改后续事项", follow_up, by=by, changes=changes, areas=areas)
        later(tell_of_follow_up, follow_up.pk)
    return follow_up


def _tell_of_closing(follow_up: FollowUp, by: User) -> None:
    later(tell_of_closed_follow_up, follow_up.pk, by.pk)


@verb(ROWS, policies.can_move_follow_up, "finish")
def finish_follow_up(follow_up: FollowUp, *, by: User, result: str, closed_on: date | None = None) -> FollowUp:
    """Write down what was done, today or on an earlier day. Errors: Denied, Refused.

    Side effects: the FollowUp, one audit event, on commit the notice to those who had it done.
    """
    today = timezone.localdate()
    day = closed_on or today
    if day > today:
        raise Refused({"closed_on": "完成日期不能晚于今天。"})
    if day < timezone.localtime(follow_up.created_at).date():
        raise Refused({"closed_on": "完成日期不能早于登记这件事项的日子。"})
    result = required(result, "请写明完成情况：做了什么，结果怎样。", field="result")
    rewritten(follow_up, state=FOLLOW_UP.after(follow_up.state, "finish"), result=result, closed_on=day)
    changes = {"完成情况": ["", result]}
    record("stations.finish_follow_up", "后续事项已完成", follow_up, by=by, changes=changes, areas=follow_up.areas)
    _tell_of_closing(follow_up, by)
    return follow_up


@verb(ROWS, policies.can_move_follow_up, "drop")
def drop_follow_up(follow_up: FollowUp, *, by: User, reason: str) -> FollowUp:
    """Stop following it up. Errors: Denied, Refused. Side effects: the FollowUp, audit event, notice to its owners."""
    reason, today = required(reason, "请写明不再跟进的原因。", field="reason"), timezone.localdate()
    rewritten(follow_up, state=FOLLOW_UP.after(follow_up.state, "drop"), drop_reason=reason, closed_on=today)
    record("stations.drop_follow_up", "不再跟进", follow_up, by=by, reason=reason, areas=follow_up.areas)
    _tell_of_closing(follow_up, by)
    return follow_up


@verb(ROWS, policies.can_move_follow_up, "reopen")
def reopen_follow_up(this: FollowUp, *, by: User, reason: str, due_on: date) -> FollowUp:
    """Take a closed follow-up up again with a new day; what was written at closing stays in the trail.

    Errors: Denied, Refused. Side effects: the FollowUp, one audit event, on commit the notice to its owners.
    """
    reason = required(reason, "请写明重新跟进的原因。", field="reason")
    _check_day(due_on)
    changes = {"期限": [this.due_on, due_on], "上次结果": [this.result or this.drop_reason, ""]}
    again = {"state": FOLLOW_UP.after(this.state, "reopen"), "reopened": this.reopened + 1}
    rewritten(this, result="", drop_reason="", closed_on=None, due_on=due_on, **again)
    record("stations.reopen_follow_up", "重新跟进", this, by=by, reason=reason, changes=changes, areas=this.areas)
    later(tell_of_follow_up, this.pk)
    return this


@transaction.atomic
def give_back_follow_up(follow_up: FollowUp, *, by: User, reason: str) -> FollowUp:
    """Give an open follow-up of a deputy who leaves back to the unit that has it done. The caller has asked the policy.

    Errors: IllegalMove when it is closed. Side effects: the FollowUp, one audit event, on commit the notice to the unit.
    """
    this = locked(ROWS, follow_up)
    policies.can_give_back_follow_up(this)
    areas, before = this.areas, f"{this.owner_deputy.name}代表"
    rewritten(this, owner_deputy=None, owner_area=this.owner_area or this.area)
    changes = {"责任人": [before, this.owner_label]}
    record("stations.give_back_follow_up", "事项退回单位", this, by=by, reason=reason, changes=changes, areas=areas)
    later(tell_of_follow_up, this.pk)
    return this
