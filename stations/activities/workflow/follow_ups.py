"""Writing follow-ups: given, changed, finished, dropped, taken up again."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from stations.activities import policies
from stations.activities.enums import FOLLOW_UP_TRANSITIONS
from stations.activities.models import Activity, FollowUp, Topic
from stations.activities.tasks import tell_of_closed_follow_up, tell_of_follow_up
from stations.places.changes import changes_of
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.areas.models import Area
from yunhe.audit.record import record

RELATED = (
    "area",
    "owner_area",
    "owner_deputy__origin",
    "owner_deputy__residence",
    "team__area",
    "team__partner",
    "activity__organising_area",
    "activity__team__area",
    "activity__team__partner",
)


def _areas(follow_up: FollowUp) -> list[Area]:
    deputy = follow_up.owner_deputy
    homes = [deputy.origin, deputy.residence] if deputy else []
    return [area for area in (follow_up.area, follow_up.owner_area, *homes) if area]


def _locked(follow_up: FollowUp) -> FollowUp:
    return FollowUp.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=follow_up.pk)


def _check_day(due_on: date) -> None:
    if due_on < timezone.localdate():
        raise Denied("期限不能早于今天，请选一个办得到的日子。")


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
    follow_up = FollowUp(area=area, activity=activity, topic=topic, team=team, created_by=by.display_name, **facts)
    follow_up.full_clean()
    same = FollowUp.objects.open().filter(activity=activity, topic=topic, area=area, title=follow_up.title)
    if same.filter(due_on=follow_up.due_on).exists():
        raise Denied("这件事项已经登记过，没有重复登记。")
    follow_up.save()
    record("stations.add_follow_up", "登记后续事项", follow_up, by=by, areas=_areas(follow_up))
    transaction.on_commit(lambda: tell_of_follow_up.delay(follow_up.pk))
    return follow_up


@transaction.atomic
def edit_follow_up(follow_up: FollowUp, *, by: User, **facts: Any) -> FollowUp:
    """Change an open follow-up. New owners, and all when the day moves, are told. Errors: Denied, ValidationError.

    Side effects: the FollowUp, one audit event when anything differs, on commit the notices.
    """
    locked = _locked(follow_up)
    policies.can_edit_follow_up(by, locked)
    before = {name: getattr(locked, name) for name in facts}
    if facts.get("due_on", locked.due_on) != locked.due_on:
        _check_day(facts["due_on"])
    concerned = _areas(locked)
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.full_clean()
    if changes := changes_of(locked, before):
        locked.save(update_fields=list(facts))
        areas = [*concerned, *_areas(locked)]
        record("stations.edit_follow_up", "修改后续事项", locked, by=by, changes=changes, areas=areas)
        transaction.on_commit(lambda: tell_of_follow_up.delay(locked.pk))
    return locked


def _move(follow_up: FollowUp, verb: str, by: User) -> FollowUp:
    """Return the locked follow-up in the state that `verb` leads to, not yet saved. Errors: Denied."""
    locked = _locked(follow_up)
    policies.can_move_follow_up(by, locked, verb)
    locked.state = FOLLOW_UP_TRANSITIONS[locked.state][verb]
    return locked


def _tell_of_closing(follow_up: FollowUp, by: User) -> None:
    transaction.on_commit(partial(tell_of_closed_follow_up.delay, follow_up.pk, by.pk))


@transaction.atomic
def finish_follow_up(follow_up: FollowUp, *, by: User, result: str, closed_on: date | None = None) -> FollowUp:
    """Write down what was done, today or on an earlier day. Errors: Denied, ValidationError.

    Side effects: the FollowUp, one audit event, on commit the notice to those who had it done.
    """
    locked, today = _move(follow_up, "finish", by), timezone.localdate()
    day = closed_on or today
    if not result.strip():
        raise Denied("请写明完成情况：做了什么，结果怎样。")
    if day > today:
        raise Denied("完成日期不能晚于今天。")
    if day < timezone.localtime(locked.created_at).date():
        raise Denied("完成日期不能早于登记这件事项的日子。")
    locked.result, locked.closed_on = result.strip(), day
    locked.full_clean()
    locked.save(update_fields=["state", "result", "closed_on"])
    changes = {"完成情况": ["", locked.result]}
    record("stations.finish_follow_up", "后续事项已完成", locked, by=by, changes=changes, areas=_areas(locked))
    _tell_of_closing(locked, by)
    return locked


@transaction.atomic
def drop_follow_up(follow_up: FollowUp, *, by: User, reason: str) -> FollowUp:
    """Stop following it up. Errors: Denied, ValidationError. Side effects: the FollowUp, audit event, notice to its owners."""
    locked = _move(follow_up, "drop", by)
    if not reason.strip():
        raise Denied("请写明不再跟进的原因。")
    locked.drop_reason, locked.closed_on = reason.strip(), timezone.localdate()
    locked.full_clean()
    locked.save(update_fields=["state", "drop_reason", "closed_on"])
    record("stations.drop_follow_up", "不再跟进", locked, by=by, reason=reason, areas=_areas(locked))
    _tell_of_closing(locked, by)
    return locked


@transaction.atomic
def reopen_follow_up(follow_up: FollowUp, *, by: User, reason: str, due_on: date) -> FollowUp:
    """Take a closed follow-up up again with a new day; what was written at closing stays in the trail.

    Errors: Denied, ValidationError. Side effects: the FollowUp, one audit event, on commit the notice to its owners.
    """
    locked = _move(follow_up, "reopen", by)
    if not reason.strip():
        raise Denied("请写明重新跟进的原因。")
    _check_day(due_on)
    changes = {"期限": [locked.due_on, due_on], "上次结果": [locked.result or locked.drop_reason, ""]}
    locked.result = locked.drop_reason = ""
    locked.closed_on, locked.due_on, locked.reopened = None, due_on, locked.reopened + 1
    locked.full_clean()
    locked.save(update_fields=["state", "result", "drop_reason", "closed_on", "due_on", "reopened"])
    record("stations.reopen_follow_up", "重新跟进", locked, by=by, reason=reason, changes=changes, areas=_areas(locked))
    transaction.on_commit(lambda: tell_of_follow_up.delay(locked.pk))
    return locked


@transaction.atomic
def give_back_follow_up(follow_up: FollowUp, *, by: User, reason: str) -> FollowUp:
    """Give an open follow-up of a deputy who leaves back to the unit that has it done. The caller has asked the policy.

    Errors: Denied when it is closed. Side effects: the FollowUp, one audit event, on commit the notice to the unit.
    """
    locked = _locked(follow_up)
    deputy = locked.owner_deputy
    if deputy is None or not FollowUp.objects.open().filter(pk=locked.pk).exists():
        raise Denied(f"“{locked.title}”已经办结或转走。")
    areas = _areas(locked)
    locked.owner_deputy, locked.owner_area = None, locked.owner_area or locked.area
    locked.full_clean()
    locked.save(update_fields=["owner_deputy", "owner_area"])
    changes = {"责任人": [f"{deputy.name}代表", locked.owner_label]}
    record("stations.give_back_follow_up", "事项退回单位", locked, by=by, reason=reason, changes=changes, areas=areas)
    transaction.on_commit(lambda: tell_of_follow_up.delay(locked.pk))
    return locked
