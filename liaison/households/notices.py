"""What deputies are told of their pairs."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse

from deputies.people.models import Deputy
from liaison.households.models import HouseholdPair, PairingProposal
from yunhe.notices.telling import Message


def _of_pairs(deputy: Deputy, number: int, key: str) -> Message:
    """Say that `deputy` has got `number` households, and with how many the deputy keeps in touch now."""
    total = HouseholdPair.objects.open().filter(deputy=deputy).count()
    return Message(
        [deputy.user],
        key=key,
        kind="contacts",
        title=f"新增 {number} 户联系户",
        body=f"您现在联系 {total} 户，点“我的选民”查看，最久没走访的排在前面。",
        url=reverse("households:my-households"),
    )


def of_pair(pair: HouseholdPair) -> Iterator[Message]:
    """Tell a deputy of one household paired by hand."""
    yield _of_pairs(pair.deputy, 1, f"household-pair-{pair.pk}")


def of_accepted(proposal: PairingProposal) -> Iterator[Message]:
    """Tell each deputy how many households an accepted proposal has brought so far."""
    taken = proposal.rows.filter(taken_at__isnull=False, household__isnull=False, deputy__user__is_active=True)
    counted = dict(taken.order_by().values_list("deputy_id").annotate(Count("pk")))
    for deputy in Deputy.objects.filter(pk__in=counted).select_related("user").order_by("pk"):
        number = counted[deputy.pk]
        yield _of_pairs(deputy, number, f"proposal-{proposal.pk}-{number}")
