"""What waits for whoever settles a discrepancy, and for the communities that say who is still here."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from liaison.discrepancies.models import Discrepancy
from liaison.discrepancies.queries import files_to_confirm
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting

FRESH = timedelta(days=30)


def waiting(user: User) -> list[Waiting]:
    """Return what the offices of `user` are to settle."""
    if not scope_of(user).has_role(*OFFICES):
        return []
    rows = Discrepancy.objects.open().settled_by_offices_of(user)
    url = f"{reverse('discrepancies:discrepancy-list')}?turn=mine"
    return [Waiting.of("信息不一致", "核实各方说法后核定", rows, url, due="due_on")]


def waiting_at_points(user: User) -> list[Waiting]:
    """Return the deputies of whom the communities that `user` keeps have not said lately that they are still here."""
    if not scope_of(user).has_role(Role.POINT_KEEPER):
        return []
    rows = files_to_confirm(user).exclude(confirmed_at__gte=timezone.now() - FRESH)
    url = reverse("discrepancies:still-here-list")
    return [Waiting.of("还在这里吗", "30天没有确认过的代表，见到了点一下", rows, url)]
