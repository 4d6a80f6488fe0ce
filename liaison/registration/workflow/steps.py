"""What every move of a registration has in common: the lock, the step with its audit event and notices, and checks of input."""

from django.db import transaction
from django.utils import timezone

from liaison.registration import statements, tasks
from liaison.registration.deadlines import due_on
from liaison.registration.enums import TRANSITIONS, VERB_LABELS, RegistrationState
from liaison.registration.models import Registration, RegistrationStep
from liaison.registration.policies import IllegalMove, acting_side
from stations.places.enums import StationKind
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record

State = RegistrationState
#: What a move says of the deputy beside moving the registration; the side that makes it has stated it.
SAYS = {
    "submit": ("community", "address"),
    "verify": ("community", "address"),
    "redirect": ("community",),
    "relocate": ("community", "address"),
    "receive": ("community", "still_here"),
    "report_in": ("community", "still_here"),
}


class RegistrationRefused(Exception):  # noqa: N818 said to people
    """Input that a registration cannot take; `str()` says in Chinese what is wrong and what to do."""


def lock(registration: Registration, expected: str | None) -> Registration:
    """Return the registration locked; IllegalMove when it is no longer in the state the person saw."""
    locked = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("deputy", "origin", "residence", "community")
        .get(pk=registration.pk)
    )
    if expected and locked.state != expected:
        raise IllegalMove(f"档案已变为“{locked.get_state_display()}”，有人刚刚办理过。请查看最新情况后再办。")
    return locked


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
    registration.state = TRANSITIONS[before][verb][0]
    registration.state_since = now
    registration.due_on = due_on(registration.state, timezone.localdate(now))
    registration.save()
    move = RegistrationStep.objects.create(
        registration=registration,
        verb=verb,
        label=label or VERB_LABELS[verb],
        from_state=before,
        to_state=registration.state,
        side=side,
        by=by.name,
        by_user_id=by.pk,
        reason=reason,
        note=note,
        at=now,
        due_on=registration.due_on,
    )
    record(
        f"registration.{verb}",
        move.label,
        registration,
        by=by,
        areas=[registration.origin, registration.residence],
        changes={"状态": [State(before).label if before else "", State(registration.state).label]},
        reason=note or move.reason_label,
    )
    transaction.on_commit(lambda: tasks.tell_of_step.delay(move.pk))
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


def required(text: str, refusal: str) -> str:
    text = text.strip()
    if not text:
        raise RegistrationRefused(refusal)
    return text


def point_of(area: Area | None) -> Area | None:
    return area if area and not area.is_unit else None


def check_community(community: Area | None, residence: Area) -> Area:
    if community is None or community.is_unit or not residence.contains(community):
        raise RegistrationRefused(f"请选择{residence.name}的社区或村。")
    return community


def station_of(community: Area | None) -> Station | None:
    return Station.objects.active().filter(kind=StationKind.POINT, location_area=community).first()
