"""Who may handle an election."""

from deputies.mandates.policies import can_keep_term
from liaison.elections.enums import ELECTION, ElectionState
from liaison.elections.models import Election
from yunhe.accounts.models import User
from yunhe.kit.refusals import Denied


def can_handle(user: User, election: Election) -> None:
    """The office that keeps the term holds its election."""
    can_keep_term(user, election.area, election.old.level)


def can_decide(user: User, election: Election) -> None:
    """Who stays is decided before the election begins."""
    can_handle(user, election)
    if election.state != ElectionState.PREPARING:
        raise Denied("换届已经开始办理，代表去留不能再改。")


def can_take(user: User, election: Election, verb: str) -> None:
    """A step is taken where it is legal."""
    can_handle(user, election)
    ELECTION.check(election.state, verb)
