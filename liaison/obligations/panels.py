"""What duties add to a team's page."""

from deputies.people.panels import Panel
from deputies.teams.models import Team
from liaison.obligations import queries
from liaison.obligations.models import DutyOccurrence
from yunhe.accounts.models import User


def duties_panel(team: Team, user: User) -> Panel | None:
    """Return the panel 团队任务: the team's dated duties of this year; links only for the offices that keep them."""
    duties = queries.duties_of_team(team)
    if not duties:
        return None
    seen = DutyOccurrence.objects.visible_to(user).filter(pk__in=[duty.pk for duty in duties])
    return Panel(
        "团队任务",
        "liaison/obligations/_team_panel.html",
        {"duties": duties, "seen": set(seen.values_list("pk", flat=True))},
    )
