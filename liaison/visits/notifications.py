"""What is said about campaigns."""

from liaison.households.models import HouseholdPair
from liaison.visits.enums import CampaignSide
from liaison.visits.models import VisitCampaign, households_in, visited_in
from yunhe.accounts.models import User


def of_campaign(campaign: VisitCampaign) -> tuple[list[User], str, str]:
    """Return the deputies with households in the campaign's area, the title and the body of their notice."""
    place = "household__village" if campaign.side == CampaignSide.HOME else "household__community"
    pairs = HouseholdPair.objects.open().filter(**{f"{place}__path__startswith": campaign.area.path})
    people = User.objects.filter(deputy__household_pairs__in=pairs, is_active=True).distinct().order_by("pk")
    body = (
        f"{campaign.begins_on:%Y年%m月%d日}至{campaign.ends_on:%m月%d日}，请上门走访您的联系户，目标 {campaign.goal}%。"
        f"{campaign.note}走访后在“我的选民”里点一下就能记下。"
    )
    return list(people), campaign.title, body


def of_campaign_end(campaign: VisitCampaign) -> list[tuple[User, str, str]]:
    """Return each deputy with households left, with title and body of the reminder before the campaign ends."""
    left: dict[int, int] = {}
    rest = households_in(campaign).exclude(pk__in=visited_in(campaign).values("household"))
    pairs = HouseholdPair.objects.open().filter(household__in=rest, deputy__user__is_active=True)
    for user_id in pairs.values_list("deputy__user_id", flat=True):
        left[user_id] = left.get(user_id, 0) + 1
    people = User.objects.in_bulk(left)
    title = f"{campaign.title}快结束了"
    return [
        (people[pk], title, f"还有 {number} 户没有走访，{campaign.ends_on:%m月%d日}截止。")
        for pk, number in sorted(left.items())
    ]
