"""What visits add to the page of a concern."""

from liaison.concerns.models import Concern
from liaison.visits.models import VisitFinding
from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.panels import Panel


def concern_panel(concern: Concern, user: User) -> Panel | None:
    """Return the panel 走访发现 of a concern's page: who found it, when, and the way back for who may see the household."""
    finding = VisitFinding.objects.filter(concern=concern).select_related("visit__deputy").first()
    if finding is None:
        return None
    may_look = scope_of(user).has_role(*STAFF_ROLES, Role.DEPUTY)
    sees = may_look and VisitFinding.objects.visible_to(user).filter(pk=finding.pk).exists()
    return Panel("走访发现", "liaison/visits/_concern_panel.html", {"finding": finding, "sees": sees})
