"""Writing minutes: draft, publish, withdraw and publish again; each published text is kept."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from stations.activities import policies
from stations.activities.enums import MINUTES_TRANSITIONS
from stations.activities.models import Activity, Minutes, MinutesEdition
from stations.activities.tasks import tell_of_minutes
from stations.activities.workflow.locking import areas_of, locked_activity
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.audit.record import record

LABELS = {"chair": "主持人", "guests": "列席人员", "body": "纪要正文", "agreed": "议定事项", "recorder": "记录人"}
LONG = ("body", "agreed")  # the trail notes their length, the editions keep their text


@transaction.atomic
def write_minutes(activity: Activity, *, by: User, **facts: Any) -> Minutes:
    """Write or change the draft of an activity's minutes and return it.

    facts: chair, guests, body, agreed, recorder. Errors: Denied, ValidationError. Side effects: the Minutes, one audit event
    when anything differs.
    """
    locked = locked_activity(activity.pk)
    minutes = Minutes.objects.filter(activity=locked).first() or Minutes(activity=locked)
    policies.can_write_minutes(by, locked, minutes if minutes.pk else None)
    changes = {}
    for name, value in facts.items():
        old = getattr(minutes, name)
        if old != value:
            changes[LABELS[name]] = [f"{len(old)} 字", f"{len(value)} 字"] if name in LONG else [old, value]
        setattr(minutes, name, value)
    minutes.full_clean()
    if changes or not minutes.pk:
        is_new = not minutes.pk
        minutes.save()
        label = "起草纪要" if is_new else "修改纪要"
        record("stations.write_minutes", label, locked, by=by, changes=changes, areas=areas_of(locked))
    return minutes


def _locked(minutes: Minutes, verb: str, by: User) -> tuple[Minutes, str]:
    """Return the locked minutes and the state that `verb` leads to. Errors: Denied."""
    related = ("activity__organising_area", "activity__station__location_area", "activity__team__area")
    rows = Minutes.objects.select_for_update(of=("self",)).select_related(*related, "activity__team__partner")
    locked = rows.get(pk=minutes.pk)
    policies.can_move_minutes(by, locked, verb)
    return locked, MINUTES_TRANSITIONS[locked.state][verb]


@transaction.atomic
def publish_minutes(minutes: Minutes, *, by: User) -> Minutes:
    """Let everybody invited or present read the minutes. Errors: Denied.

    Side effects: the Minutes, one MinutesEdition, one audit event, on commit the notices.
    """
    locked, locked_state = _locked(minutes, "publish", by)
    locked.state, locked.edition = locked_state, locked.edition + 1
    locked.published_at, locked.published_by = timezone.now(), by.display_name
    locked.save(update_fields=["state", "edition", "published_at", "published_by", "updated_at"])
    MinutesEdition.objects.create(
        minutes=locked,
        number=locked.edition,
        body=locked.body,
        agreed=locked.agreed,
        published_at=locked.published_at,
        published_by=locked.published_by,
    )
    activity, changes = locked.activity, {"印发次数": [locked.edition - 1, locked.edition]}
    record("stations.publish_minutes", "印发纪要", activity, by=by, changes=changes, areas=areas_of(activity))
    transaction.on_commit(lambda: tell_of_minutes.delay(locked.pk))
    return locked


@transaction.atomic
def withdraw_minutes(minutes: Minutes, *, by: User, reason: str) -> Minutes:
    """Take published minutes back to be changed; nobody but the organisers reads them until they are published again.

    Errors: Denied. Side effects: the Minutes and its last MinutesEdition, one audit event.
    """
    reason = reason.strip()
    if not reason:
        raise Denied("撤回纪要须写明原因。")
    locked, locked_state = _locked(minutes, "withdraw", by)
    locked.state, locked.published_at, locked.published_by = locked_state, None, ""
    locked.save(update_fields=["state", "published_at", "published_by", "updated_at"])
    last = locked.editions.filter(number=locked.edition)
    last.update(withdrawn_at=timezone.now(), withdrawn_by=by.display_name, withdraw_reason=reason)
    areas = areas_of(locked.activity)
    record("stations.withdraw_minutes", "撤回纪要", locked.activity, by=by, reason=reason, areas=areas)
    return locked
