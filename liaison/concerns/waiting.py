"""What waits for the offices that lead a concern, and for the points that handle one."""

from django.urls import reverse

from liaison.concerns.enums import ConcernState
from liaison.concerns.models import Concern
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.querysets import within_q
from yunhe.kit.waiting import Waiting

STEPS = (
    (ConcernState.RECEIVED, "群众诉求待受理", "看清事项，受理、转出或说明不受理"),
    (ConcernState.ACCEPTED, "群众诉求待交办", "交给社区或承办单位"),
    (ConcernState.REPLIED, "群众诉求待反馈", "核对答复，反馈选民"),
)


def _line(state: str, relation: str, paths: list[str], label: str, hint: str) -> Waiting:
    rows = Concern.objects.filter(within_q(relation, paths), state=state)
    return Waiting.of(label, hint, rows, f"{reverse('concerns:concern-list')}?state={state}", due="due_on")


def waiting(user: User) -> list[Waiting]:
    """Return each step that is of the offices of `user`."""
    paths = scope_of(user).paths(*OFFICES)
    return [_line(state, "lead", paths, label, hint) for state, label, hint in STEPS] if paths else []


def waiting_at_points(user: User) -> list[Waiting]:
    """Return what the points that `user` keeps are to answer."""
    paths = scope_of(user).paths(Role.POINT_KEEPER)
    line = (ConcernState.ASSIGNED, "handling_point", paths, "群众诉求待答复", "办好后登记答复")
    return [_line(*line)] if paths else []
