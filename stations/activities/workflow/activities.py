"""Writing activities."""

from typing import Any

from django.db import transaction

from stations.activities import policies
from stations.activities.enums import ActivityState
from stations.activities.models import Activity
from stations.activities.tasks import tell_of_change
from stations.activities.workflow.invitations import fill_places
from stations.places.changes import changes_of
from yunhe.accounts import policies as accounts_policies
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record

WHEN_AND_WHERE = ("title", "starts_at", "ends_at", "place", "station")  # what everybody invited must hear of

TRANSITIONS: dict[str, tuple[str, ...]] = {
    ActivityState.PLANNED: (ActivityState.HELD, ActivityState.CANCELLED),
    ActivityState.HELD: (),
    ActivityState.CANCELLED: (),
}


def _locked(activity: Activity) -> Activity:
    return (
        Activity.objects.select_for_update(of=("self",))
        .select_related("organising_area", "station__location_area", "team__area", "team__partner")
        .get(pk=activity.pk)
    )


def _areas(activity: Activity) -> list[Area]:
    host = [activity.station.location_area] if activity.station else []
    return [activity.organising_area, *host, *(activity.team.areas if activity.team else [])]


@transaction.atomic
def plan_activity(*, by: User, organising_area: Area, **facts: Any) -> Activity:
    """Create a planned activity of `organising_area` and return it.

    facts: title, kind, station, place, team, starts_at, ends_at, description, cost_note, capacity, sign_up_until, series.
    Errors: Denied, ValidationError. Side effects: one Activity, one audit event.
    """
    policies.can_plan_activity(by, organising_area)
    policies.can_plan_for_team(by, facts.get("team"))
    activity = Activity(organising_area=organising_area, created_by=by.display_name, **facts)
    activity.full_clean()
    activity.save()
    record("stations.plan_activity", "登记活动", activity, by=by, areas=_areas(activity))
    return activity


@transaction.atomic
def edit_activity(activity: Activity, *, by: User, **facts: Any) -> Activity:
    """Change the given facts and return the activity. Errors: Denied, ValidationError.

    Side effects: the Activity, one audit event; places that become free go to those who wait; on commit a notice to those
    invited when the name, time or place has changed.
    """
    locked = _locked(activity)
    policies.can_edit_activity(by, locked)
    before = {field: getattr(locked, field) for field in facts}
    changed = [field for field, value in facts.items() if before[field] != value]
    if not changed:
        return locked
    for field in changed:
        setattr(locked, field, facts[field])
    if "organising_area" in changed:
        policies.can_plan_activity(by, locked.organising_area)
    if "team" in changed:
        policies.can_plan_for_team(by, locked.team)
    if moved := any(field in WHEN_AND_WHERE for field in changed):
        locked.revision += 1
    locked.full_clean()
    locked.save(update_fields=[*changed, "revision"])
    changes = changes_of(locked, before)
    record("stations.edit_activity", "修改活动", locked, by=by, changes=changes, areas=_areas(locked))
    if "capacity" in changed:
        fill_places(locked)
    if moved:
        transaction.on_commit(lambda: tell_of_change.delay(locked.pk))
    return locked


def _move(activity: Activity, to: ActivityState) -> None:
    if to not in TRANSITIONS[activity.state]:
        before = ActivityState(activity.state).label
        raise accounts_policies.Denied(f"活动{before}，不能改为{to.label}。")
    activity.state = to


@transaction.atomic
def hold_activity(activity: Activity, *, by: User) -> Activity:
    """Mark a planned activity as held. Errors: Denied. Side effects: the Activity, one audit event."""
    locked = _locked(activity)
    policies.can_hold_activity(by, locked)
    _move(locked, ActivityState.HELD)
    locked.save(update_fields=["state"])
    record("stations.hold_activity", "活动已举行", locked, by=by, areas=_areas(locked))
    return locked


@transaction.atomic
def cancel_activity(activity: Activity, *, by: User, reason: str) -> Activity:
    """Cancel a planned activity with the reason that its code will show. Errors: Denied, ValidationError.

    Side effects: the Activity, one audit event, on commit a notice to those who were invited and have not declined.
    """
    locked = _locked(activity)
    policies.can_cancel_activity(by, locked)
    _move(locked, ActivityState.CANCELLED)
    locked.cancel_reason, locked.revision = reason.strip(), locked.revision + 1
    locked.full_clean()
    locked.save(update_fields=["state", "cancel_reason", "revision"])
    record("stations.cancel_activity", "取消活动", locked, by=by, reason=reason, areas=_areas(locked))
    transaction.on_commit(lambda: tell_of_change.delay(locked.pk))
    return locked
