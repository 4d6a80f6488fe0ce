"""Who may handle a change of term."""

from deputies.mandates.policies import can_keep_term
from liaison.elections.enums import ELECTION, ElectionState
from liaison.elections.models import Election
from yunhe.accounts.models import User
from yunhe.kit.refusals import Denied


def can_handle(user: User, change: Election) -> None:
    """The office that keeps the term changes it."""
    can_keep_term(user, change.area, change.old.level)


def can_decide(user: User, change: Election) -> None:
    """Who stays is decided before the change begins."""
    can_handle(user, change)
    if change.state != ElectionState.PREPARING:
        raise Denied("换届已经开始办理，代表去留不能再改。")


def can_take(user: User, change: Election, verb: str) -> None:
    """A step is taken where it is legal."""
    can_handle(user, change)
    ELECTION.check(change.state, verb)
