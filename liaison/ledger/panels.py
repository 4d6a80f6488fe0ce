"""What the ledger adds to a deputy's record."""

from deputies.people.models import Deputy
from liaison.ledger.models import LedgerEntry
from yunhe.accounts.models import User
from yunhe.kit.panels import Panel


def ledger_panel(deputy: Deputy, user: User) -> Panel | None:
    """Return the deputy's last four ledger lines."""
    lines = list(
        LedgerEntry.objects.visible_to(user).filter(deputy=deputy).select_related("round").order_by("-round__half")[:4]
    )
    return Panel("半年台账", "liaison/ledger/_deputy_panel.html", {"lines": lines}) if lines else None
