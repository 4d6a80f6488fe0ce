"""What deputies are told of great visits."""

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse

from liaison.households.models import HouseholdPair
from liaison.visits.enums import CampaignSide
from liaison.visits.models import VisitCampaign, households_in, visited_in
from yunhe.accounts.models import User
from yunhe.notices.telling import Message

KIND = "contacts"


def of_campaign(campaign: VisitCampaign) -> Iterator[Message]:
    """Tell the deputies with households in the campaign's area that it has been started."""
    place = "household__village" if campaign.side == CampaignSide.HOME else "household__community"
    pairs = HouseholdPair.objects.open().filter(**{f"{place}__path__startswith": campaign.area.path})
    body = (
        f"{campaign.begins_on:%Y年%m月%d日}至{campaign.ends_on:%m月%d日}，请上门走访您的联系户，目标 {campaign.goal}%。"
        f"{campaign.note}走访后在“我的选民”里点一下就能记下。"
    )
    yield Message(
        User.objects.filter(deputy__household_pairs__in=pairs, is_active=True).distinct().order_by("pk"),
        key=f"visit-campaign-{campaign.pk}",
        kind=KIND,
        title=campaign.title,
        body=body,
        url=reverse("households:my-households"),
    )


def of_campaign_end(campaign: VisitCampaign) -> Iterator[Message]:
    """Tell each deputy how many households are left before the campaign ends."""
    rest = households_in(campaign).exclude(pk__in=visited_in(campaign).values("household"))
    pairs = HouseholdPair.objects.open().filter(household__in=rest, deputy__user__is_active=True)
    left = Counter(pairs.values_list("deputy__user_id", flat=True))
    for person in User.objects.filter(pk__in=left).order_by("pk"):
        yield Message(
            [person],
            key=f"visit-campaign-{campaign.pk}-ends",
            kind=KIND,
            title=f"{campaign.title}快结束了",
            body=f"还有 {left[person.pk]} 户没有走访，{campaign.ends_on:%m月%d日}截止。",
            url=reverse("households:my-households"),
        )
