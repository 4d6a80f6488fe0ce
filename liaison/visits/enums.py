"""Ways and outcomes of a visit, sides of a campaign, states of a finding with their moves."""

from django.db import models

from yunhe.kit.moves import START, Machine, Verb
from yunhe.kit.states import State, Tone


class ContactWay(models.TextChoices):
    """The four ways of contact (结对、走访、约请、网络)."""

    VISIT = "visit", "上门走访"
    PAIRING = "pairing", "结对帮扶"
    INVITE = "invite", "约请见面"
    ONLINE = "online", "电话网络"


class VisitOutcome(State):
    """Whether somebody was met."""

    MET = "met", "见到了", Tone.SUCCESS
    NOBODY = "nobody", "没人在家", Tone.MUTED


class CampaignSide(models.TextChoices):
    """Whose households a campaign visits."""

    HOME = "home", "户籍在本地的联系户"
    RESIDENCE = "residence", "搬到本地居住的联系户"


class FindingState(State):
    """Whether what a visit found has been dealt with."""

    FOUND = "found", "待处理", Tone.WARNING
    PASSED_ON = "passed_on", "已转群众诉求", Tone.INFO
    SORTED = "sorted", "已处理", Tone.SUCCESS


FINDING = Machine.named("visit-finding", "这个问题", FindingState).of(
    Verb("write_down", "登记", START, FindingState.FOUND),
    Verb("pass_on", "转群众诉求", FindingState.FOUND, FindingState.PASSED_ON),
    Verb("sort", "登记处理结果", FindingState.FOUND, FindingState.SORTED),
)
