"""What every move of a registration has in common: the lock, the step with its audit event and notices, and checks of input."""

from typing import Any

from django.utils import timezone

from deputies.people.workflow.facts import change_residence
from liaison.registration import statements, tasks
from liaison.registration.deadlines import due_on
from liaison.registration.enums import REGISTRATION
from liaison.registration.models import Registration, RegistrationStep
from liaison.registration.policies import acting_side
from stations.places.enums import StationKind
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused

#: What a move says of the deputy beside moving the registration; the side that makes it has stated it.
SAYS = {
    "submit": ("community", "address"),
    "verify": ("community", "address"),
    "redirect": ("community",),
    "relocate": ("community", "address"),
    "receive": ("community", "still_here"),
    "report_in": ("community", "still_here"),
}


def lock(registration: Registration, expected: str | None) -> Registration:
    """Return the registration locked; IllegalMove when it is no longer in the state the person saw."""
    rows = Registration.objects.select_related("deputy", "origin", "residence", "community")
    return locked(rows, registration, expected)


def take(
    registration: Registration,
    verb: str,
    *,
    by: User,
    reason: str = "",
    note: str = "",
    label: str = "",
    side: str = "",
) -> Registration:
    """Put `registration` (changed, not saved) into the state after `verb`, write the step, the audit event and the notices."""
    before = registration.state
    side = side or acting_side(by, registration, verb)
    now = timezone.now()
    registration.state = REGISTRATION.after(before, verb)
    registration.state_since = now
    registration.due_on = due_on(registration.state, timezone.localdate(now))
    registration.save()
    facts: dict[str, Any] = {"side": side, "reason": reason, "note": note, "label": label}
    step = RegistrationStep.write(registration, verb, before=before, by=by, at=now, due_on=registration.due_on, **facts)
    said = note or step.reason_label
    record(f"registration.{verb}", step.label, registration, by=by, changes=step.changes, reason=said)
    later(tasks.tell_of_step, step.pk)
    _pass_on(registration, verb, side=side, by=by)
    return registration


def _pass_on(registration: Registration, verb: str, *, side: str, by: User) -> None:
    """Let those who compare hear what the move says; every move, because one that says nothing may end the registration."""
    says = SAYS.get(verb, ())
    statements.pass_on(
        statements.Said(
            deputy_id=registration.deputy_id,
            by=by,
            source="file",
            side=side,
            community=registration.community if "community" in says else None,
            address=registration.address if "address" in says else "",
            still_here=True if "still_here" in says else None,
        )
    )


def settle(registration: Registration, *, source: str, by: User) -> None:
    """Write into the register that the deputy lives in the community and at the address of `registration`."""
    place, address = registration.community, registration.address
    change_residence(registration.deputy, residence=place, address=address, source=source, by=by)


def point_of(area: Area | None) -> Area | None:
    return area if area and not area.is_unit else None


def check_community(community: Area | None, residence: Area) -> Area:
    if community is None or community.is_unit or not residence.contains(community):
        raise Refused(f"请选择{residence.name}的社区或村。")
    return community


def station_of(community: Area | None) -> Station | None:
    return Station.objects.active().filter(kind=StationKind.POINT, location_area=community).first()
