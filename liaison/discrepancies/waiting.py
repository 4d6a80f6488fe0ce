"""What waits for whoever settles a discrepancy, and for the communities that say who is still here."""

from django.urls import reverse

from liaison.discrepancies.queries import files_to_confirm
from liaison.discrepancies.tables import DiscrepancyListing
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return what the offices of `user` are to settle."""
    if not scope_of(user).has_role(*OFFICES):
        return []
    rows = DiscrepancyListing.at(user, "discrepancies:discrepancy-list", turn="mine")
    return [Waiting.of("信息不一致", "核实各方说法后核定", rows, due="due_on")]


def waiting_at_points(user: User) -> list[Waiting]:
    """Return the deputies of whom the communities that `user` keeps have not said lately that they are still here."""
    if not scope_of(user).has_role(Role.POINT_KEEPER):
        return []
    number, url = files_to_confirm(user, only_due=True).count(), reverse("discrepancies:still-here-list")
    return [Waiting("还在这里吗", "30天没有确认过的代表，见到了点一下", number, f"{url}?due=1")]
