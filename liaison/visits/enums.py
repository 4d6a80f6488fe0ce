"""Ways and outcomes of a visit, sides of a campaign, states of a finding with their moves."""

from django.db import models


class ContactWay(models.TextChoices):
    """The four ways of contact (结对、走访、约请、网络)."""

    VISIT = "visit", "上门走访"
    PAIRING = "pairing", "结对帮扶"
    INVITE = "invite", "约请见面"
    ONLINE = "online", "电话网络"


class VisitOutcome(models.TextChoices):
    """Whether somebody was met."""

    MET = "met", "见到了"
    NOBODY = "nobody", "没人在家"


class CampaignSide(models.TextChoices):
    """Whose households a campaign visits."""

    HOME = "home", "户籍在本地的联系户"
    RESIDENCE = "residence", "搬到本地居住的联系户"


class FindingState(models.TextChoices):
    """Whether what a visit found has been dealt with."""

    FOUND = "found", "待处理"
    PASSED_ON = "passed_on", "已转群众诉求"
    SORTED = "sorted", "已处理"


FINDING_TRANSITIONS: dict[str, tuple[str, ...]] = {
    FindingState.FOUND: (FindingState.PASSED_ON, FindingState.SORTED),
    FindingState.PASSED_ON: (),
    FindingState.SORTED: (),
}
