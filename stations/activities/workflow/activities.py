"""Writing activities."""

from typing import Any

from django.db import transaction

from stations.activities import policies
from stations.activities.enums import ACTIVITY
from stations.activities.models import Activity
from stations.activities.tasks import tell_of_change
from stations.activities.workflow.invitations import fill_places
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.changes import changes_of, made, rewritten
from yunhe.kit.refusals import required
from yunhe.kit.verbs import verb

WHEN_AND_WHERE = ("title", "starts_at", "ends_at", "place", "station")  # what everybody invited must hear of


@transaction.atomic
def plan_activity(*, by: User, organising_area: Area, **facts: Any) -> Activity:
    """Create a planned activity of `organising_area` and return it.

    facts: title, kind, station, place, team, starts_at, ends_at, description, cost_note, capacity, sign_up_until, series.
    Errors: Denied, ValidationError. Side effects: one Activity, one audit event.
    """
    policies.can_plan_activity(by, organising_area)
    policies.can_plan_for_team(by, facts.get("team"))
    activity = made(Activity(organising_area=organising_area, created_by=by.display_name, **facts))
    record("stations.plan_activity", "登记活动", activity, by=by, areas=activity.areas)
    return activity


@verb(Activity.objects.with_sides(), policies.can_edit_activity)
def edit_activity(activity: Activity, *, by: User, **facts: Any) -> Activity:
    """Change the given facts and return the activity. Errors: Denied, ValidationError.

    Side effects: the Activity, one audit event; places that become free go to those who wait; on commit a notice to those
    invited when the name, time or place has changed.
    """
    before = {field: getattr(activity, field) for field in facts}
    changed = [field for field, value in facts.items() if before[field] != value]
    if not changed:
        return activity
    for field in changed:
        setattr(activity, field, facts[field])
    if "organising_area" in changed:
        policies.can_plan_activity(by, activity.organising_area)
    if "team" in changed:
        policies.can_plan_for_team(by, activity.team)
    if moved := any(field in WHEN_AND_WHERE for field in changed):
        activity.revision += 1
    activity.full_clean()
    activity.save(update_fields=[*changed, "revision"])
    changes = changes_of(activity, before)
    record("stations.edit_activity", "修改活动", activity, by=by, changes=changes, areas=activity.areas)
    if "capacity" in changed:
        fill_places(activity)
    if moved:
        later(tell_of_change, activity.pk)
    return activity


@verb(Activity.objects.with_sides(), policies.can_move_activity, "hold")
def hold_activity(activity: Activity, *, by: User) -> Activity:
    """Mark a planned activity as held. Errors: Denied. Side effects: the Activity, one audit event."""
    activity.state = ACTIVITY.after(activity.state, "hold")
    activity.save(update_fields=["state"])
    record("stations.hold_activity", "活动已举行", activity, by=by, areas=activity.areas)
    return activity


@verb(Activity.objects.with_sides(), policies.can_move_activity, "cancel")
def cancel_activity(activity: Activity, *, by: User, reason: str) -> Activity:
    """Cancel a planned activity with the reason that its code will show. Errors: Denied, Refused.

    Side effects: the Activity, one audit event, on commit a notice to those who were invited and have not declined.
    """
    reason = required(reason, "取消活动须写明原因。", field="reason")
    state = ACTIVITY.after(activity.state, "cancel")
    rewritten(activity, state=state, cancel_reason=reason, revision=activity.revision + 1)
    record("stations.cancel_activity", "取消活动", activity, by=by, reason=reason, areas=activity.areas)
    later(tell_of_change, activity.pk)
    return activity
