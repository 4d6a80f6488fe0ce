"""What sessions add to a deputy's record: both offices see how the deputy attends."""

from deputies.people.models import Deputy
from liaison.sessions import queries
from liaison.sessions.models import Summons
from yunhe.accounts.models import User
from yunhe.kit.panels import Panel

SHOWN = 4


def sessions_panel(deputy: Deputy, user: User) -> Panel | None:
    """Return the newest sessions of `deputy` with what was attended, and how many were missed without leave."""
    rows = queries.sessions_of(deputy).filter(
        pk__in=Summons.objects.visible_to(user).filter(deputy=deputy).values("pk")
    )
    shown = list(rows[:SHOWN])
    if not shown:
        return None
    missed = Summons.objects.counted_by_law().missed().filter(deputy=deputy, mandate__ended_on__isnull=True).count()
    context = {"deputy": deputy, "rows": shown, "missed": missed}
    return Panel("会议出席", "liaison/sessions/_deputy_panel.html", context)
