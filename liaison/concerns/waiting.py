"""What waits for the offices that lead a concern, and for the points that handle one."""

from django.db.models import Q
from django.urls import reverse

from liaison.concerns.enums import ConcernState
from liaison.concerns.models import Concern
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting

STEPS = (
    (ConcernState.RECEIVED, "群众诉求待受理", "看清事项，受理、转出或说明不受理"),
    (ConcernState.ACCEPTED, "群众诉求待交办", "交给社区或承办单位"),
    (ConcernState.REPLIED, "群众诉求待反馈", "核对答复，反馈选民"),
)


def _line(state: str, here: Q, label: str, hint: str) -> Waiting:
    rows = Concern.objects.filter(here, state=state)
    return Waiting.of(label, hint, rows, f"{reverse('concerns:concern-list')}?state={state}", due="due_on")


def waiting(user: User) -> list[Waiting]:
    """Return each step that is of the offices of `user`."""
    scope = scope_of(user)
    if not scope.paths(*OFFICES):
        return []
    return [_line(state, scope.within("lead", *OFFICES), label, hint) for state, label, hint in STEPS]


def waiting_at_points(user: User) -> list[Waiting]:
    """Return what the points that `user` keeps are to answer."""
    scope = scope_of(user)
    if not scope.paths(Role.POINT_KEEPER):
        return []
    here = scope.within("handling_point", Role.POINT_KEEPER)
    return [_line(ConcernState.ASSIGNED, here, "群众诉求待答复", "办好后登记答复")]
