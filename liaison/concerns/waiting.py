"""What waits for the offices that lead a concern, and for the points that handle one."""

from liaison.concerns.enums import ConcernState
from liaison.concerns.tables import ConcernListing
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting

STEPS = (
    (ConcernState.RECEIVED, "群众诉求待受理", "看清事项，受理、转出或说明不受理"),
    (ConcernState.ACCEPTED, "群众诉求待交办", "交给社区或承办单位"),
    (ConcernState.REPLIED, "群众诉求待反馈", "核对答复，反馈选民"),
)


def _line(user: User, state: str, label: str, hint: str) -> Waiting:
    return Waiting.of(label, hint, ConcernListing.at(user, "concerns:concern-list", state=state, turn=1), due="due_on")


def waiting(user: User) -> list[Waiting]:
    """Return each step that is of the offices of `user`."""
    return [_line(user, *step) for step in STEPS] if scope_of(user).has_role(*OFFICES) else []


def waiting_at_points(user: User) -> list[Waiting]:
    """Return what the points that `user` keeps are to answer."""
    if not scope_of(user).has_role(Role.POINT_KEEPER):
        return []
    return [_line(user, ConcernState.ASSIGNED, "群众诉求待答复", "办好后登记答复")]
