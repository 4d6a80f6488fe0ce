"""What higher nouns add to the page of a team, and what teams add to the record of a deputy or of somebody who is none."""

from deputies.associates.models import Associate
from deputies.people.models import Deputy
from deputies.teams.models import Team, TeamMember
from yunhe.accounts.models import User
from yunhe.kit.panels import Panel, Panels

panels: Panels[Team] = Panels("page of a team")


def memberships_panel(deputy: Deputy, user: User) -> Panel | None:
    """Return the panel 代表团队 of a deputy's file: where the deputy is a member, and was; None without any."""
    return _panel(user, deputy=deputy)


def associate_memberships_panel(associate: Associate, user: User) -> Panel | None:
    """Return the panel 代表团队 of somebody who is no deputy; None without any."""
    return _panel(user, associate=associate)


def _panel(user: User, **who: Deputy | Associate) -> Panel | None:
    rows = TeamMember.objects.filter(**who).select_related("team__area__unit", "team__partner__unit")
    members = list(rows.order_by("left_on", "team__name"))
    if not members:
        return None
    teams = [member.team_id for member in members]
    seen = set(Team.objects.visible_to(user).filter(pk__in=teams).values_list("pk", flat=True))
    standing = [member for member in members if not member.left_on and member.team.is_standing]
    former = [member for member in members if member not in standing]
    return Panel(
        "代表团队", "deputies/teams/_deputy_panel.html", {"standing": standing, "former": former, "seen": seen}
    )
