"""Who may move a registration, and for which side. Each refusal says in Chinese whose turn it is."""

from deputies.people.models import Deputy
from liaison.registration.enums import ALARM, REGISTRATION, Side
from liaison.registration.models import EligibilityAlarm, Registration
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied, reason_against


def has_keeper(community: Area | None) -> bool:
    """Whether somebody is appointed as keeper of `community` today."""
    return bool(
        community
        and Appointment.objects.in_force().filter(area=community, role=Role.POINT_KEEPER, user__is_active=True).exists()
    )


def sides_between(
    user: User, *, deputy: Deputy, origin: Area, residence: Area | None, community: Area | None
) -> list[str]:
    """Return the sides for which `user` may speak on what concerns `deputy`, by appointment or as the deputy, the nearest first."""
    scope = scope_of(user)
    held = (
        (Side.DEPUTY, bool(deputy.user_id) and deputy.user_id == user.pk),
        (Side.COMMUNITY, scope.is_staff_for(community, Role.POINT_KEEPER)),
        (Side.RESIDENCE, scope.is_staff_for(residence, Role.OFFICE_STAFF)),
        (Side.ORIGIN, scope.is_staff_for(origin, Role.OFFICE_STAFF)),
        (Side.COUNTY, scope.is_staff_for(origin, Role.COUNTY_OFFICE)),
    )
    return [side for side, is_held in held if is_held]


def sides_of(user: User, registration: Registration) -> list[str]:
    """Return the sides for which `user` may speak on `registration`, the nearest first."""
    this = registration
    return sides_between(
        user, deputy=this.deputy, origin=this.origin, residence=this.residence, community=this.community
    )


def _names(registration: Registration) -> dict[str, str]:
    """Return what the sides of `registration` are called: 浮云街道人大街道工委, 代表本人."""
    return {
        Side.ORIGIN: registration.origin.office_label,
        Side.RESIDENCE: registration.residence.office_label,
        Side.COMMUNITY: f"{registration.community.short_name}联络点" if registration.community else "接收社区",
        Side.DEPUTY: "代表本人",
        Side.COUNTY: "县人大机关",
    }


def acting_side(user: User, registration: Registration, verb: str) -> str:
    """Return the side for which `user` does `verb` on `registration` now. Raises IllegalMove or Denied.

    The residence office receives where the community has no keeper.
    """
    held = sides_of(user, registration)
    REGISTRATION.move(registration.state, verb)
    if verb == "receive" and held[:1] == [Side.RESIDENCE] and not has_keeper(registration.community):
        return Side.RESIDENCE
    return REGISTRATION.acting_side(registration.state, verb, held, _names(registration))


def can_edit_part(user: User, registration: Registration, part: str) -> None:
    """Raise Denied unless `user` may edit a part of the registration: "origin", "residence" or "community" (each only its own)."""
    own = sides_of(user, registration)
    if Side.COUNTY in own or part in own:
        return
    if part == Side.COMMUNITY and Side.RESIDENCE in own and not has_keeper(registration.community):
        return
    raise Denied(f"这一部分由{_names(registration)[part]}填写。")


def reason_not_to_register(user: User, deputy: Deputy) -> str:
    """Return why `user` can open no registration for `deputy` now (neither urge nor register), "" when one of both is possible."""
    unit = deputy.residence.unit if deputy.residence else None
    if unit is None or unit.pk == deputy.origin_id:
        return "代表不住在本县其他乡镇街道。"
    draft = Registration(deputy=deputy, origin=deputy.origin, residence=unit, state="")
    return reason_against(acting_side, user, draft, "urge") and reason_against(acting_side, user, draft, "submit")


def _office_names(origin: Area, residence: Area | None) -> str:
    names = [area.office_label for area in (origin, residence) if area]
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
    scope = scope_of(user)
    held = (
        (Side.COUNTY, scope.is_staff_for(alarm.origin, Role.COUNTY_OFFICE)),
        (Side.ORIGIN, scope.is_staff_for(alarm.origin, Role.OFFICE_STAFF)),
        (Side.RESIDENCE, scope.is_staff_for(alarm.residence, Role.OFFICE_STAFF)),
    )
    names = {Side.ORIGIN: alarm.origin.office_label, Side.COUNTY: "县人大机关"}
    if alarm.residence:
        names[Side.RESIDENCE] = alarm.residence.office_label
    return ALARM.acting_side(alarm.state, verb, [side for side, is_held in held if is_held], names)
