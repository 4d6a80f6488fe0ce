"""What higher apps add to a team's page, and what teams add to a deputy's file.

team_panels.makers.add(activities_panel, order=10)     # in AppConfig.ready, as deputies.people.panels

def activities_panel(team, user) -> Panel | None: ...
"""

from collections.abc import Callable

from deputies.people.models import Deputy
from deputies.people.panels import Panel
from deputies.teams.models import Team, TeamMember
from yunhe.accounts.models import User
from yunhe.kit.registry import Registry

Maker = Callable[[Team, User], Panel | None]
makers: Registry[Maker] = Registry("panels of a team")


def panels_of(team: Team, user: User) -> list[Panel]:
    """Return the panels of `team` that `user` gets to see, in order."""
    return [panel for maker in makers if (panel := maker(team, user))]


def memberships_panel(deputy: Deputy, user: User) -> Panel | None:
    """Return the panel 代表团队 of a deputy's file: where the deputy is a member, and was; None without any."""
    rows = TeamMember.objects.filter(deputy=deputy).select_related("team__area__unit", "team__partner__unit")
    members = list(rows.order_by("left_on", "team__name"))
    if not members:
        return None
    seen = set(Team.objects.visible_to(user).filter(members__deputy=deputy).values_list("pk", flat=True))
    standing = [member for member in members if not member.left_on and member.team.is_standing]
    former = [member for member in members if member not in standing]
    return Panel(
        "代表团队", "deputies/teams/_deputy_panel.html", {"standing": standing, "former": former, "seen": seen}
    )
