"""Putting screens up and taking them down."""

from django.db import transaction
from django.utils import timezone

from stations.activities.models import Activity
from stations.codes import policies
from stations.codes.models import Screen, fingerprint, new_secret
from stations.codes.workflow.codes import issue_code
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.audit.record import record


@transaction.atomic
def put_up(place: Station | Activity, *, by: User, name: str) -> Screen:
    """Register a device that shows the screen code of `place`, and make the code where there is none. Returns the screen.

    Errors: Denied. Side effects: a Code when there was none; one Screen with a secret link; one audit event without it.
    """
    policies.can_put_up(by, place)
    name = name.strip()
    if not name:
        raise Denied("请写明设备名称，例如“大厅平板”。")
    issue_code(place, by=by)
    secret = new_secret()
    field = "activity" if isinstance(place, Activity) else "station"
    screen = Screen(
        name=name[:40], secret=secret, digest=fingerprint(secret), created_by=by.display_name, **{field: place}
    )
    screen.full_clean()
    screen.save()
    record("stations.put_up_screen", "登记屏幕", screen, by=by, areas=[place.organising_area])
    return screen


@transaction.atomic
def take_down(screen: Screen, *, by: User, reason: str) -> Screen:
    """End a screen's link; the device says so at its next fetch. Errors: Denied. Side effects: the Screen, one audit event."""
    related = ("station__organising_area", "activity__organising_area", "activity__team")
    locked = Screen.objects.select_for_update(of=("self",)).select_related(*related).get(pk=screen.pk)
    policies.can_revoke(by, locked)
    if not reason.strip():
        raise Denied("停用屏幕须写明原因。")
    locked.revoked_at, locked.revoked_by, locked.revoke_reason = timezone.now(), by.display_name, reason.strip()
    locked.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    areas = [locked.place.organising_area]
    record("stations.take_down_screen", "停用屏幕", locked, by=by, reason=reason, areas=areas)
    return locked
