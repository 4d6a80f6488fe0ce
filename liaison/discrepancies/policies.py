"""Who may state what is so, who may settle a difference, who may see a value in full."""

from liaison.discrepancies.enums import DISCREPANCY, SETTLERS, SPEAKERS
from liaison.discrepancies.models import Discrepancy, Statement
from liaison.registration.enums import OPEN_STATES, Side
from liaison.registration.models import Registration
from liaison.registration.policies import sides_of
from yunhe.accounts.models import User
from yunhe.kit.refusals import Denied, IllegalMove


def speaking_side(user: User, registration: Registration) -> str:
    """Return the side for which `user` states facts on an open `registration`: the deputy before the community before the offices.

    Raises IllegalMove when the registration has ended, Denied for whoever stands on none of the four sides (the county among them:
    it settles, it does not testify).
    """
    if registration.state not in OPEN_STATES:
        raise IllegalMove("档案已结束，不再补充说明。")
    own = sides_of(user, registration)
    for side in reversed(SPEAKERS):
        if side in own:
            return side
    raise Denied("情况由流出地、流入地、所在社区和代表本人说明，县人大机关负责核定。")


def settling_side(user: User, discrepancy: Discrepancy) -> str:
    """Return the side for which `user` settles `discrepancy` now. Raises IllegalMove when it is not open, Denied otherwise."""
    DISCREPANCY.move(discrepancy.state, "settle")
    own = sides_of(user, discrepancy.registration)
    held = [side for side in (*SETTLERS[discrepancy.fact], Side.COUNTY) if side in own]
    if not held:
        raise Denied(f"“{discrepancy.get_fact_display()}”由{discrepancy.settlers_label}核定。")
    return DISCREPANCY.acting_side(discrepancy.state, "settle", held, {})


def can_reveal_statement(user: User, statement: Statement) -> None:
    """The four sides and the county see a stated phone or address in full; it is recorded."""
    if not sides_of(user, statement.registration):
        raise Denied("联系方式只供流出地、流入地、所在社区和代表本人查看。")
