"""Telling deputies of campaigns. Each returns how many notices were new."""

from celery import shared_task

from liaison.visits import notices
from liaison.visits.models import VisitCampaign
from yunhe.notices.telling import tell_about

CAMPAIGNS = VisitCampaign.objects.select_related("area")


@shared_task
def tell_of_campaign(campaign_id: int) -> int:
    """Tell the deputies concerned that a great visit has been started."""
    return tell_about(CAMPAIGNS, campaign_id, notices.of_campaign)


@shared_task
def remind_of_campaign(campaign_id: int) -> int:
    """Tell each deputy how many households are left before a great visit ends."""
    return tell_about(CAMPAIGNS, campaign_id, notices.of_campaign_end)
