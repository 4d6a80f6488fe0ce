"""What councils add to the page of a member."""

from deputies.associates.models import Associate
from liaison.councils.enums import SeatStatus
from liaison.councils.models import CouncilMeeting, Seat
from yunhe.accounts.models import User
from yunhe.kit.panels import Panel

SHOWN = 6


def councils_panel(associate: Associate, user: User) -> Panel | None:
    """Return the panel 议事会 of a member: how often called and there, the latest meetings; None without any in scope."""
    seen = CouncilMeeting.objects.visible_to(user).values("pk")
    seats = Seat.objects.filter(associate=associate, meeting__in=seen).exclude(status="")
    called = seats.count()
    if not called:
        return None
    context = {
        "called": called,
        "present": seats.filter(status=SeatStatus.PRESENT).count(),
        "latest": list(seats.select_related("meeting__area").order_by("-meeting__on", "-pk")[:SHOWN]),
    }
    return Panel("议事会", "liaison/councils/_member_panel.html", context)
