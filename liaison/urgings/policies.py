"""Who may urge, answer and accept. Each refusal says in Chinese why."""

from typing import Any

from liaison.urgings.enums import URGING, Side, UrgingKind
from liaison.urgings.models import Urging
from liaison.urgings.turns import Subject
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied, IllegalMove


def urging_office(user: User, subject: Subject, thing: Any) -> tuple[str, Area]:
    """Return how `user` urges on `thing` now, and for which office: the county supervises an office, an office urges who is to act.

    Raises IllegalMove when the day has not passed, Denied when it is the own turn or the thing is not of an own office.
    """
    if not subject.is_late(thing):
        raise IllegalMove("还没有超过期限，不用催办。")
    scope, turn, lead = scope_of(user), subject.turn(thing), subject.lead(thing)
    for office in subject.offices(thing):
        if not scope.is_staff_for(office, *OFFICES) or any(
            area.kind == AreaKind.COUNTY and area.pk != office.pk for area in scope.areas(Role.COUNTY_OFFICE)
        ):
            continue
        if turn.area is not None and turn.area.pk == office.pk:
            raise Denied("现在该本单位办理，办理后自动了结。")
        return UrgingKind.URGE, office
    for county in scope.areas(Role.COUNTY_OFFICE):
        if county.contains(lead) and county.pk != lead.pk:
            return UrgingKind.SUPERVISE, county
    raise Denied("由主管这件事的人大催办，由县人大督办。")


def can_urge(user: User, subject: Subject, thing: Any) -> None:
    """See `urging_office`."""
    urging_office(user, subject, thing)


def sides_of(user: User, urging: Urging) -> list[str]:
    """Return the sides for which `user` may speak."""
    scope = scope_of(user)
    is_sender = scope.is_staff_for(urging.sender, *OFFICES)
    if urging.unit:
        answers = scope.has_role(Role.HANDLING_UNIT) and urging.unit.members.filter(pk=user.pk).exists()
    elif urging.deputy:
        answers = urging.deputy.user_id == user.pk
    else:
        answers = any(area.pk == urging.addressee_id for area in scope.areas()) or scope.is_staff_for(
            urging.addressee, Role.OFFICE_STAFF, Role.POINT_KEEPER
        )
    held = ((Side.ADDRESSEE, answers), (Side.SENDER, is_sender))
    return [side for side, is_held in held if is_held]


def acting_side(user: User, urging: Urging, verb: str) -> str:
    """Return the side for which `user` does `verb` now. Raises IllegalMove or Denied."""
    names: dict[str, str] = {Side.SENDER: urging.from_label, Side.ADDRESSEE: urging.to_label}
    return URGING.acting_side(urging.state, verb, sides_of(user, urging), names)
