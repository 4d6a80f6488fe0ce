"""Putting screens up and taking them down."""

from django.db import transaction
from django.utils import timezone

from stations.activities.models import Activity
from stations.codes import policies
from stations.codes.models import Screen, fingerprint, new_secret
from stations.codes.workflow.codes import issue_code
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.changes import made, rewritten
from yunhe.kit.refusals import required
from yunhe.kit.verbs import verb


@transaction.atomic
def put_up(place: Station | Activity, *, by: User, name: str) -> Screen:
    """Register a device that shows the screen code of `place`, and make the code where there is none. Returns the screen.

    Errors: Denied, Refused. Side effects: a Code when there was none; one Screen with a secret link; one audit event without it.
    """
    policies.can_put_up(by, place)
    name = required(name, "请写明设备名称，例如“大厅平板”。")
    issue_code(place, by=by)
    secret = new_secret()
    field = "activity" if isinstance(place, Activity) else "station"
    known = {"secret": secret, "digest": fingerprint(secret), field: place}
    screen = made(Screen(name=name[:40], created_by=by.display_name, **known))
    record("stations.put_up_screen", "登记屏幕", screen, by=by, areas=[place.organising_area])
    return screen


@verb(
    Screen.objects.select_related("station__organising_area", "activity__organising_area", "activity__team"),
    policies.can_revoke,
)
def take_down(screen: Screen, *, by: User, reason: str) -> Screen:
    """End a screen's link; the device says so at its next fetch. Errors: Denied. Side effects: the Screen, one audit event."""
    reason = required(reason, "停用屏幕须写明原因。", field="reason")
    rewritten(screen, revoked_at=timezone.now(), revoked_by=by.display_name, revoke_reason=reason)
    areas = [screen.place.organising_area]
    record("stations.take_down_screen", "停用屏幕", screen, by=by, reason=reason, areas=areas)
    return screen
