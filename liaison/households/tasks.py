"""Telling deputies of pairs."""

from celery import shared_task
from django.db.models import Count

from liaison.households import notifications
from liaison.households.models import HouseholdPair, PairingProposal
from yunhe.notices.tasks import deliver

MINE = "/households/mine/"


def _tell(user_id: int, deputy_id: int, number: int, key: str) -> int:
    total = HouseholdPair.objects.open().filter(deputy=deputy_id).count()
    title, body = notifications.of_pairs(number, total)
    return deliver([user_id], key=key, kind="contacts", title=title, body=body, url=MINE)


@shared_task
def tell_of_pair(pair_id: int) -> int:
    """Tell a deputy of one household paired by hand; returns how many notices were new."""
    pair = HouseholdPair.objects.open().select_related("deputy").filter(pk=pair_id).first()
    if pair is None or pair.deputy.user_id is None:
        return 0
    return _tell(pair.deputy.user_id, pair.deputy_id, 1, f"household-pair-{pair.pk}")


@shared_task
def tell_of_accepted(proposal_id: int) -> int:
    """Tell each deputy how many households an accepted proposal has brought so far; returns how many notices were new."""
    proposal = PairingProposal.objects.filter(pk=proposal_id).first()
    if proposal is None:
        return 0
    taken = proposal.rows.filter(taken_at__isnull=False, household__isnull=False, deputy__user__is_active=True)
    counted = taken.order_by().values_list("deputy__user_id", "deputy_id").annotate(number=Count("pk"))
    return sum(
        _tell(user, deputy, number, f"proposal-{proposal.pk}-{number}")
        for user, deputy, number in counted.order_by("deputy_id")
    )
