"""Telling deputies of campaigns."""

from celery import shared_task

from liaison.households.tasks import MINE
from liaison.visits import notifications
from liaison.visits.models import VisitCampaign
from yunhe.notices.tasks import deliver


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
