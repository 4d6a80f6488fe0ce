"""Who may found, change and look into a team."""

from deputies.people.policies import OFFICES
from deputies.teams.models import Team, TeamMember
from yunhe.accounts.enums import STAFF_ROLES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied


def can_list_teams(user: User) -> None:
    """Whoever works in an office or keeps a point sees the register of teams; a deputy has 我的团队."""
    if not scope_of(user).has_role(*STAFF_ROLES):
        raise Denied("代表团队名册供工作人员查看。")


def can_found_team(user: User, area: Area | None = None, partner: Area | None = None) -> None:
    """The congress office of a unit founds teams, a joint one either of its two. Without `area`: anywhere at all."""
    scope = scope_of(user)
    if not (scope.may_act_for(area, *OFFICES) or scope.is_staff_for(partner, *OFFICES)):
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
