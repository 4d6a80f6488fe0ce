"""What obligations add to a team's page, and where other parts add to the page of an obligation."""

from deputies.teams.models import Team
from liaison.obligations import queries
from liaison.obligations.models import Obligation
from yunhe.accounts.models import User
from yunhe.kit.panels import Panel, Panels

pages: Panels[Obligation] = Panels("page of an obligation")


def obligations_panel(team: Team, user: User) -> Panel | None:
    """Return the panel 团队任务: the team's dated obligations of this year; links only for the offices that keep them."""
    obligations = queries.obligations_of_team(team)
    if not obligations:
        return None
    seen = Obligation.objects.visible_to(user).filter(pk__in=[obligation.pk for obligation in obligations])
    return Panel(
        "团队任务",
        "liaison/obligations/_team_panel.html",
        {"obligations": obligations, "seen": set(seen.values_list("pk", flat=True))},
    )
