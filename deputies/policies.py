"""Who may change the register of deputies. In scope but not allowed is said in Chinese."""

from deputies.models import Deputy, Team, TeamMember
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area

OFFICES = (Role.COUNTY_OFFICE, Role.OFFICE_STAFF)


def can_create_deputy(user: User, origin: Area | None = None) -> None:
    """The congress office of the origin (and the county's) enters deputies. Without `origin`: anywhere at all."""
    scope = scope_of(user)
    if origin is None and scope.has_role(*OFFICES):
        return
    if origin is not None and scope.is_staff_for(origin, *OFFICES):
        return
    raise Denied("代表档案由原选区所在乡镇（街道）人大或县人大机关建立。")


def can_edit_deputy(user: User, deputy: Deputy) -> None:
    """The origin office (and the county's) keeps the basic file; the residence side works through the registration."""
    if not scope_of(user).is_staff_for(deputy.origin, *OFFICES):
        office = deputy.origin.office_name or deputy.origin.name
        raise Denied(f"基本信息由{office}维护。居住地发现有误，请在双向共管档案里提出。")


def can_reveal_contact(user: User, deputy: Deputy) -> None:
    """Both offices, the community where the deputy lives and the deputy see phone and address in full; it is recorded."""
    if deputy.user_id and deputy.user_id == user.pk:
        return
    scope = scope_of(user)
    if scope.is_staff_for(deputy.origin, *OFFICES) or scope.is_staff_for(deputy.residence):
        return
    raise Denied("联系方式只供流出地、流入地和所在社区查看。")


def can_end_mandate(user: User, deputy: Deputy) -> None:
    """Mandates are ended by the office that keeps the file."""
    can_edit_deputy(user, deputy)


def can_found_team(user: User, area: Area | None = None, partner: Area | None = None) -> None:
    """The congress office of a unit founds teams, a joint one either of its two. Without `area`: anywhere at all."""
    scope = scope_of(user)
    if area is None and scope.has_role(*OFFICES):
        return
    if area is not None and any(scope.is_staff_for(side, *OFFICES) for side in (area, partner)):
        return
    raise Denied("团队由牵头或联合的乡镇（街道）人大、县人大机关组建。")


def can_manage_team(user: User, team: Team) -> None:
    """The offices of both units of a team that stands change it, its members, its deeds and its plan."""
    if not any(scope_of(user).is_staff_for(area, *OFFICES) for area in team.areas):
        raise Denied(f"团队由{team.areas_label}管理。")
    if not team.is_standing:
        raise Denied(f"团队已于 {team.disbanded_on:%Y-%m-%d} 撤销，只供查阅。")


def can_reveal_member(user: User, team: Team) -> None:
    """The offices of both units of a team see the phones of its members without an account; it is recorded."""
    if not any(scope_of(user).is_staff_for(area, *OFFICES) for area in team.areas):
        raise Denied(f"成员的联系方式只供{team.areas_label}查看。")


def can_change_member(user: User, member: TeamMember) -> None:
    """A membership that has ended is history."""
    if member.left_on:
        raise Denied(f"{member.name}已退出团队，不能再改。")


def can_end_membership(user: User, member: TeamMember) -> None:
    """The team's offices, and a deputy's home offices when the deputy moves on or leaves office."""
    can_change_member(user, member)
    scope, deputy = scope_of(user), member.deputy
    if deputy and any(scope.is_staff_for(area, *OFFICES) for area in (deputy.origin, deputy.residence)):
        return
    can_manage_team(user, member.team)
