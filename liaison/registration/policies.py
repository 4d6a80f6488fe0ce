"""Who may move a registration, and for which side. Each refusal says in Chinese whose turn it is."""

from deputies.people.models import Deputy
from liaison.registration.enums import (
    ALARM_TRANSITIONS,
    ALARM_VERBS,
    TRANSITIONS,
    VERB_LABELS,
    AlarmState,
    RegistrationState,
    Side,
)
from liaison.registration.models import EligibilityAlarm, Registration
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.policies import Denied, reason_against
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area


class IllegalMove(Denied):
    """The registration is not in a state from which this move is possible (perhaps somebody else was faster)."""


def has_keeper(community: Area | None) -> bool:
    """Whether somebody is appointed as keeper of `community` today."""
    return bool(
        community
        and Appointment.objects.in_force().filter(area=community, role=Role.POINT_KEEPER, user__is_active=True).exists()
    )


def sides_of(user: User, registration: Registration) -> set[str]:
    """Return the sides for which `user` may speak on `registration`, by appointment or as the deputy."""
    scope = scope_of(user)
    sides: set[str] = set()
    if scope.is_staff_for(registration.origin, Role.COUNTY_OFFICE):
        sides.add(Side.COUNTY)
    if scope.is_staff_for(registration.origin, Role.OFFICE_STAFF):
        sides.add(Side.ORIGIN)
    if scope.is_staff_for(registration.residence, Role.OFFICE_STAFF):
        sides.add(Side.RESIDENCE)
    if scope.is_staff_for(registration.community, Role.POINT_KEEPER):
        sides.add(Side.COMMUNITY)
    if registration.deputy.user_id and registration.deputy.user_id == user.pk:
        sides.add(Side.DEPUTY)
    return sides


def _in_charge(registration: Registration, sides: frozenset[str]) -> str:
    """Return the names of those whose move it is: 浮云街道人大街道工委、代表本人."""
    names = {
        Side.ORIGIN: registration.origin.office_name or registration.origin.name,
        Side.RESIDENCE: registration.residence.office_name or registration.residence.name,
        Side.COMMUNITY: f"{registration.community.short_name}联络点" if registration.community else "接收社区",
        Side.DEPUTY: "代表本人",
        Side.COUNTY: "县人大机关",
    }
    return "、".join(names[side] for side in Side if side in sides)


def acting_side(user: User, registration: Registration, verb: str) -> str:
    """Return the side for which `user` does `verb` on `registration` now.

    Raises IllegalMove when the state does not allow the verb, Denied when it is somebody else's move. A county office may
    act for any side and is named as county; the residence office receives where the community has no keeper.
    """
    moves = TRANSITIONS[registration.state]
    label = VERB_LABELS[verb]
    if verb not in moves:
        state = RegistrationState(registration.state).label if registration.state else "未建档"
        raise IllegalMove(f"档案现在是“{state}”，不能{label}。可能有人刚刚办理过，请刷新页面查看。")
    allowed = moves[verb][1]
    own = sides_of(user, registration)
    for side in (Side.DEPUTY, Side.COMMUNITY, Side.RESIDENCE, Side.ORIGIN):
        if side in own and side in allowed:
            return side
    if Side.COUNTY in own and verb != "report_in":
        return Side.COUNTY
    if verb == "receive" and Side.RESIDENCE in own and not has_keeper(registration.community):
        return Side.RESIDENCE
    raise Denied(f"“{label}”由{_in_charge(registration, allowed)}办理。")


def can_move_registration(user: User, registration: Registration, verb: str) -> None:
    """Raise Denied (with the reason) unless `user` may do `verb` on `registration` now."""
    acting_side(user, registration, verb)


def can_edit_part(user: User, registration: Registration, part: str) -> None:
    """Raise Denied unless `user` may edit a part of the registration: "origin", "residence" or "community" (each only its own)."""
    own = sides_of(user, registration)
    if Side.COUNTY in own or part in own:
        return
    if part == Side.COMMUNITY and Side.RESIDENCE in own and not has_keeper(registration.community):
        return
    raise Denied(f"这一部分由{_in_charge(registration, frozenset({part}))}填写。")


def reason_not_to_register(user: User, deputy: Deputy) -> str:
    """Return why `user` can open no registration for `deputy` now (neither urge nor register), "" when one of both is possible."""
    unit = deputy.residence.unit if deputy.residence else None
    if unit is None or unit.pk == deputy.origin_id:
        return "代表不住在本县其他乡镇街道。"
    draft = Registration(deputy=deputy, origin=deputy.origin, residence=unit, state="")
    return reason_against(acting_side, user, draft, "urge") and reason_against(acting_side, user, draft, "submit")


def _office_names(origin: Area, residence: Area | None) -> str:
    names = [area.office_name or area.name for area in (origin, residence) if area]
    return "、".join([*names, "县人大机关"])


def can_raise_alarm(user: User, deputy: Deputy) -> None:
    """Both offices and the county may ask whether a mandate has ended."""
    scope = scope_of(user)
    unit = deputy.residence.unit if deputy.residence else None
    offices = (Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
    if scope.is_staff_for(deputy.origin, *offices) or scope.is_staff_for(unit, *offices):
        return
    raise Denied(f"资格提醒由{_office_names(deputy.origin, unit)}提出。")


def acting_side_on_alarm(user: User, alarm: EligibilityAlarm, verb: str) -> str:
    """Return the side for which `user` does `verb` on `alarm` now; IllegalMove or Denied otherwise."""
    moves = ALARM_TRANSITIONS[alarm.state]
    if verb not in moves:
        raise IllegalMove(f"资格提醒现在是“{AlarmState(alarm.state).label}”，不能{ALARM_VERBS[verb]}。请刷新页面查看。")
    scope = scope_of(user)
    own = (
        (Side.COUNTY, scope.is_staff_for(alarm.origin, Role.COUNTY_OFFICE)),
        (Side.ORIGIN, scope.is_staff_for(alarm.origin, Role.OFFICE_STAFF)),
        (Side.RESIDENCE, scope.is_staff_for(alarm.residence, Role.OFFICE_STAFF)),
    )
    for side, held in own:
        if held and side in moves[verb][1]:
            return side
    if moves[verb][1] == frozenset({Side.COUNTY}):
        raise Denied(f"“{ALARM_VERBS[verb]}”由县人大机关办理。")
    raise Denied(f"“{ALARM_VERBS[verb]}”由{_office_names(alarm.origin, alarm.residence)}办理。")
