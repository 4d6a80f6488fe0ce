"""Writing minutes: draft, publish, withdraw and publish again; each published text is kept."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from stations.activities import policies
from stations.activities.enums import MINUTES
from stations.activities.models import Activity, Minutes, MinutesEdition
from stations.activities.tasks import tell_of_minutes
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.moves import locked
from yunhe.kit.refusals import required
from yunhe.kit.verbs import verb

LABELS = {"chair": "主持人", "guests": "列席人员", "body": "纪要正文", "agreed": "议定事项", "recorder": "记录人"}
LONG = ("body", "agreed")  # the trail notes their length, the editions keep their text


@transaction.atomic
def write_minutes(activity: Activity, *, by: User, **facts: Any) -> Minutes:
    """Write or change the draft of an activity's minutes and return it.

    facts: chair, guests, body, agreed, recorder. Errors: Denied, ValidationError. Side effects: the Minutes, one audit event
    when anything differs.
    """
    activity = locked(Activity.objects.with_sides(), activity)
    minutes = Minutes.objects.filter(activity=activity).first() or Minutes(activity=activity)
    policies.can_write_minutes(by, activity, minutes if minutes.pk else None)
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
        record("stations.write_minutes", label, activity, by=by, changes=changes, areas=activity.areas)
    return minutes


@verb(Minutes.objects.with_sides(), policies.can_move_minutes, "publish")
def publish_minutes(minutes: Minutes, *, by: User) -> Minutes:
    """Let everybody invited or present read the minutes. Errors: Denied.

    Side effects: the Minutes, one MinutesEdition, one audit event, on commit the notices.
    """
    minutes.state, minutes.edition = MINUTES.after(minutes.state, "publish"), minutes.edition + 1
    minutes.published_at, minutes.published_by = timezone.now(), by.display_name
    minutes.save(update_fields=["state", "edition", "published_at", "published_by", "updated_at"])
    MinutesEdition.objects.create(
        minutes=minutes,
        number=minutes.edition,
        body=minutes.body,
        agreed=minutes.agreed,
        published_at=minutes.published_at,
        published_by=minutes.published_by,
    )
    activity, changes = minutes.activity, {"印发次数": [minutes.edition - 1, minutes.edition]}
    record("stations.publish_minutes", "印发纪要", activity, by=by, changes=changes, areas=activity.areas)
    later(tell_of_minutes, minutes.pk)
    return minutes


@verb(Minutes.objects.with_sides(), policies.can_move_minutes, "withdraw")
def withdraw_minutes(minutes: Minutes, *, by: User, reason: str) -> Minutes:
    """Take published minutes back to be changed; nobody but the organisers reads them until they are published again.

    Errors: Denied, Refused. Side effects: the Minutes and its last MinutesEdition, one audit event.
    """
    reason = required(reason, "撤回纪要须写明原因。", field="reason")
    minutes.state = MINUTES.after(minutes.state, "withdraw")
    minutes.published_at, minutes.published_by = None, ""
    minutes.save(update_fields=["state", "published_at", "published_by", "updated_at"])
    last = minutes.editions.filter(number=minutes.edition)
    last.update(withdrawn_at=timezone.now(), withdrawn_by=by.display_name, withdraw_reason=reason)
    activity = minutes.activity
    record("stations.withdraw_minutes", "撤回纪要", activity, by=by, reason=reason, areas=activity.areas)
    return minutes
