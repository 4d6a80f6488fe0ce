"""Writing topics: study first, discuss, supervise what was agreed, close (先学习、后监督)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.teams.models import Team
from stations.activities import policies
from stations.activities.enums import TOPIC, ActivityState
from stations.activities.models import Activity, Topic
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import made, rewritten
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb


@transaction.atomic
def plan_topic(*, by: User, area: Area, month: date, team: Team | None = None, **facts: Any) -> Topic:
    """Put a topic on the list of `area` for a month and return it.

    facts: title, reason, activity (the one that will deal with it). Errors: Denied, ValidationError.
    Side effects: one Topic, one audit event.
    """
    policies.can_plan_topic(by, area, team)
    topic = made(Topic(area=area, month=month.replace(day=1), team=team, created_by=by.display_name, **facts))
    record("stations.plan_topic", "登记议题", topic, by=by, areas=topic.managing_areas)
    return topic


@verb(Topic.objects.with_sides(), policies.can_edit_topic)
def edit_topic(topic: Topic, *, by: User, **facts: Any) -> Topic:
    """Change title, month, team or reason until the topic is closed. Errors: Denied, ValidationError.

    Side effects: the Topic, one audit event when anything differs.
    """
    if "month" in facts:
        facts["month"] = facts["month"].replace(day=1)
    if facts.get("team", topic.team) != topic.team:
        policies.can_plan_for_team(by, facts["team"])
    if changes := rewritten(topic, **facts):
        record("stations.edit_topic", "修改议题", topic, by=by, changes=changes, areas=topic.managing_areas)
    return topic


@transaction.atomic
def _move(
    topic: Topic,
    verb: str,
    label: str,
    by: User,
    *,
    reason: str = "",
    look: Callable[[Topic], None] | None = None,
    **facts: Any,
) -> Topic:
    """Make one move of TOPIC with what is written down at it, and return the topic. Errors: Denied, ValidationError.

    look: looks at the locked topic before anything is written and raises what is wrong. Side effects: the Topic, one audit event.
    """
    topic = locked(Topic.objects.with_sides(), topic)
    policies.can_move_topic(by, topic, verb)
    if look:
        look(topic)
    told = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    before = topic.get_state_display()
    rewritten(topic, state=TOPIC.after(topic.state, verb), **told)
    changes = {"状态": [before, topic.get_state_display()]}
    record("stations.move_topic", label, topic, by=by, reason=reason, changes=changes, areas=topic.managing_areas)
    return topic


def study_topic(
    topic: Topic, *, by: User, studied_on: date, study_note: str, study_activity: Activity | None = None
) -> Topic:
    """Write down when and what was studied before the topic is dealt with. Errors: as _move, Refused for a day to come."""

    def look(this: Topic) -> None:
        if studied_on > timezone.localdate():
            raise Refused({"studied_on": "学习日期不能晚于今天，学习后再登记。"})

    facts: dict[str, Any] = {"studied_on": studied_on, "study_note": study_note, "study_activity": study_activity}
    return _move(topic, "study", "议题已学习", by, look=look, **facts)


def discuss_topic(topic: Topic, *, by: User, activity: Activity, outcome: str) -> Topic:
    """Write down at which activity the topic was dealt with, after it was studied, and with what outcome.

    Errors: as _move, Refused for an activity that was not held or came before the study.
    """
    held_on = timezone.localtime(activity.starts_at).date()

    def look(this: Topic) -> None:
        if activity.state == ActivityState.CANCELLED or activity.starts_at > timezone.now():
            raise Refused({"activity": "议事活动还没有举行，举行后再登记议事结果。"})
        if this.studied_on and held_on < this.studied_on:
            sentence = f"议事活动在 {held_on}，早于学习日期 {this.studied_on}。先学习、后监督，请核对日期或另选活动。"
            raise Refused({"activity": sentence})

    return _move(topic, "discuss", "议题已议", by, look=look, activity=activity, outcome=outcome)


def supervise_topic(topic: Topic, *, by: User) -> Topic:
    """Begin to supervise what was agreed; something must be written down for it. Errors and side effects: as _move."""
    return _move(topic, "supervise", "转入跟踪监督", by)


def close_topic(topic: Topic, *, by: User, conclusion: str) -> Topic:
    """Close the topic when everything is done, with what supervision has shown. Errors and side effects: as _move."""
    return _move(topic, "close", "议题办结", by, conclusion=conclusion, closed_on=timezone.localdate())


def drop_topic(topic: Topic, *, by: User, reason: str) -> Topic:
    """Take a topic that has not been dealt with off the list. Errors and side effects: as _move."""
    return _move(topic, "drop", "撤销议题", by, reason=reason, drop_reason=reason)
