"""Telling deputies of new households and great visits. Thin: one id in, notices out; safe to run twice."""

from celery import shared_task
from django.db.models import Count

from liaison.contacts import notifications
from liaison.contacts.models import HouseholdPair, PairingProposal, VisitCampaign
from yunhe.notices.tasks import deliver

MINE = "/contacts/mine/"


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


@shared_task
def tell_of_campaign(campaign_id: int) -> int:
    """Tell the deputies concerned that a great visit has been started; returns how many notices were new."""
    campaign = VisitCampaign.objects.select_related("area").filter(pk=campaign_id).first()
    if campaign is None:
        return 0
    people, title, body = notifications.of_campaign(campaign)
    key = f"visit-campaign-{campaign.pk}"
    return deliver(people, key=key, kind="contacts", title=title, body=body, url=MINE)


@shared_task
def remind_of_campaign(campaign_id: int) -> int:
    """Tell each deputy how many households are left before a great visit ends; returns how many notices were new."""
    campaign = VisitCampaign.objects.select_related("area").filter(pk=campaign_id).first()
    if campaign is None:
        return 0
    key = f"visit-campaign-{campaign.pk}-ends"
    return sum(
        deliver([person], key=key, kind="contacts", title=title, body=body, url=MINE)
        for person, title, body in notifications.of_campaign_end(campaign)
    )
