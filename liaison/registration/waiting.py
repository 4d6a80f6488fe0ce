"""What waits for the offices and communities of a registration."""

from django.db.models import Q
from django.urls import reverse

from deputies.people.models import Deputy
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting

STEPS = (
    (RegistrationState.RETURNED, "origin", "被流入地退回", "核对原因，补充后请代表重新提交"),
    (RegistrationState.SUBMITTED, "residence", "待核实", "核实身份和住址，通过或退回"),
    (RegistrationState.VERIFIED, "residence", "待社区接收", "提醒社区联络点接收"),
)


def _line(state: str, here: Q, label: str, hint: str) -> Waiting:
    rows = Registration.objects.filter(here, state=state)
    return Waiting.of(label, hint, rows, f"{reverse('registration:registration-list')}?state={state}", due="due_on")


def waiting(user: User) -> list[Waiting]:
    """Return what waits for the offices of `user`: deputies without a registration, and each step that is theirs."""
    scope = scope_of(user)
    if not scope.paths(*OFFICES):
        return []
    away = Deputy.objects.serving().living_elsewhere_in_county().filter(scope.within("origin", *OFFICES))
    missing = away.exclude(registrations__in=Registration.objects.open())
    url = reverse("registration:unregistered-list")
    return [
        Waiting.of("流出未登记", "督促代表到现居住地登记", missing, url),
        *(_line(state, scope.within(relation, *OFFICES), label, hint) for state, relation, label, hint in STEPS),
    ]


def waiting_at_points(user: User) -> list[Waiting]:
    """Return what waits for the communities that `user` keeps."""
    scope = scope_of(user)
    if not scope.paths(Role.POINT_KEEPER):
        return []
    here = scope.within("community", Role.POINT_KEEPER)
    return [_line(RegistrationState.VERIFIED, here, "待我社区接收", "代表扫码报到，或由您登记接收")]
