"""Writing topics: study first, discuss, supervise what was agreed, close (先学习、后监督)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.teams.models import Team
from stations.activities import policies
from stations.activities.enums import TOPIC_TRANSITIONS, ActivityState
from stations.activities.models import Activity, Topic
from stations.places.changes import changes_of
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.areas.models import Area
from yunhe.audit.record import record


def _areas(topic: Topic) -> list[Area]:
    return [topic.area, *(topic.team.areas if topic.team else [])]


def _locked(topic: Topic) -> Topic:
    rows = Topic.objects.select_for_update(of=("self",)).select_related(
        "area", "team__area", "team__partner", "activity"
    )
    return rows.get(pk=topic.pk)


@transaction.atomic
def plan_topic(*, by: User, area: Area, month: date, team: Team | None = None, **facts: Any) -> Topic:
    """Put a topic on the list of `area` for a month and return it.

    facts: title, reason, activity (the one that will deal with it). Errors: Denied, ValidationError.
    Side effects: one Topic, one audit event.
    """
    policies.can_plan_topic(by, area, team)
    topic = Topic(area=area, month=month.replace(day=1), team=team, created_by=by.display_name, **facts)
    topic.full_clean()
    topic.save()
    record("stations.plan_topic", "登记议题", topic, by=by, areas=_areas(topic))
    return topic


@transaction.atomic
def edit_topic(topic: Topic, *, by: User, **facts: Any) -> Topic:
    """Change title, month, team or reason until the topic is closed. Errors: Denied, ValidationError.

    Side effects: the Topic, one audit event when anything differs.
    """
    locked = _locked(topic)
    policies.can_edit_topic(by, locked)
    if "month" in facts:
        facts["month"] = facts["month"].replace(day=1)
    if facts.get("team", locked.team) != locked.team:
        policies.can_plan_for_team(by, facts["team"])
    before = {name: getattr(locked, name) for name in facts}
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.full_clean()
    if changes := changes_of(locked, before):
        locked.save(update_fields=list(facts))
        record("stations.edit_topic", "修改议题", locked, by=by, changes=changes, areas=_areas(locked))
    return locked


def _move(topic: Topic, verb: str, by: User) -> tuple[Topic, str]:
    """Return the locked topic in the state that `verb` leads to (not yet saved), and its state before. Errors: Denied."""
    locked = _locked(topic)
    policies.can_move_topic(by, locked, verb)
    before = locked.get_state_display()
    locked.state = TOPIC_TRANSITIONS[locked.state][verb]
    return locked, before


def _keep(topic: Topic, before: str, by: User, label: str, *fields: str, reason: str = "") -> Topic:
    topic.full_clean()
    topic.save(update_fields=["state", *fields])
    changes = {"状态": [before, topic.get_state_display()]}
    record("stations.move_topic", label, topic, by=by, reason=reason, changes=changes, areas=_areas(topic))
    return topic


@transaction.atomic
def study_topic(
    topic: Topic, *, by: User, studied_on: date, study_note: str, study_activity: Activity | None = None
) -> Topic:
    """Write down when and what was studied before the topic is dealt with. Errors: Denied, ValidationError.

    Side effects: the Topic, one audit event.
    """
    locked, before = _move(topic, "study", by)
    if studied_on > timezone.localdate():
        raise Denied("学习日期不能晚于今天，学习后再登记。")
    locked.studied_on, locked.study_note, locked.study_activity = studied_on, study_note.strip(), study_activity
    return _keep(locked, before, by, "议题已学习", "studied_on", "study_note", "study_activity")


@transaction.atomic
def discuss_topic(topic: Topic, *, by: User, activity: Activity, outcome: str) -> Topic:
    """Write down at which activity the topic was dealt with, after it was studied, and with what outcome.

    Errors: Denied, ValidationError. Side effects: the Topic, one audit event.
    """
    locked, before = _move(topic, "discuss", by)
    held_on = timezone.localtime(activity.starts_at).date()
    if activity.state == ActivityState.CANCELLED or activity.starts_at > timezone.now():
        raise Denied("议事活动还没有举行，举行后再登记议事结果。")
    if locked.studied_on and held_on < locked.studied_on:
        raise Denied(f"议事活动在 {held_on}，早于学习日期 {locked.studied_on}。先学习、后监督，请核对日期或另选活动。")
    locked.activity, locked.outcome = activity, outcome.strip()
    return _keep(locked, before, by, "议题已议", "activity", "outcome")


@transaction.atomic
def supervise_topic(topic: Topic, *, by: User) -> Topic:
    """Begin to supervise what was agreed; something must be written down for it. Errors: Denied. Side effects as above."""
    locked, before = _move(topic, "supervise", by)
    return _keep(locked, before, by, "转入跟踪监督")


@transaction.atomic
def close_topic(topic: Topic, *, by: User, conclusion: str) -> Topic:
    """Close the topic when everything is done, with what supervision has shown. Errors: Denied, ValidationError."""
    locked, before = _move(topic, "close", by)
    locked.conclusion, locked.closed_on = conclusion.strip(), timezone.localdate()
    return _keep(locked, before, by, "议题办结", "conclusion", "closed_on")


@transaction.atomic
def drop_topic(topic: Topic, *, by: User, reason: str) -> Topic:
    """Take a topic that has not been dealt with off the list. Errors: Denied, ValidationError."""
    locked, before = _move(topic, "drop", by)
    locked.drop_reason = reason.strip()
    return _keep(locked, before, by, "撤销议题", "drop_reason", reason=reason)
