"""Telling deputies of pairs. Each returns how many notices were new."""

from celery import shared_task

from liaison.households import notices
from liaison.households.models import HouseholdPair, PairingProposal
from yunhe.notices.telling import tell_about


@shared_task
def tell_of_pair(pair_id: int) -> int:
    """Tell a deputy of one household paired by hand."""
    return tell_about(HouseholdPair.objects.open().select_related("deputy__user"), pair_id, notices.of_pair)


@shared_task
def tell_of_accepted(proposal_id: int) -> int:
    """Tell each deputy how many households an accepted proposal has brought so far."""
    return tell_about(PairingProposal.objects.all(), proposal_id, notices.of_accepted)
