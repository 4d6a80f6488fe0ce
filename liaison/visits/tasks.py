"""Telling deputies of campaigns: that one has begun, and how many households are left before it ends."""

from liaison.visits import notices
from liaison.visits.models import VisitCampaign
from yunhe.notices.telling import teller

_campaigns = VisitCampaign.objects.select_related("area")

tell_of_campaign = teller(f"{__name__}.tell_of_campaign", _campaigns, notices.of_campaign)
remind_of_campaign = teller(f"{__name__}.remind_of_campaign", _campaigns, notices.of_campaign_end)
