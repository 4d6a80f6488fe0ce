"""Visit (走访记录), VisitFinding (走访发现) and VisitCampaign (大走访)."""

import uuid
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.associates.models import Associate
from deputies.people.models import Deputy
from liaison.concerns.enums import ConcernCategory
from liaison.concerns.models import Concern
from liaison.households.models import Household
from liaison.visits.enums import CampaignSide, ContactWay, FindingState, VisitOutcome
from liaison.visits.querysets import VisitCampaignQuerySet, VisitFindingQuerySet, VisitQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, Undoable, check, only_when, unique
from yunhe.privacy import EncryptedTextField

AFTERWARDS = timedelta(days=90)  # how long after the day a visit may be written down


class Visit(Undoable):
    """A deputy has been in touch with a household in one of the four ways, or found nobody at home.

    `note` may speak of people, so it is encrypted like their names. The same `nonce` sent twice writes one visit.
    """

    household = models.ForeignKey(Household, models.PROTECT, related_name="visits", verbose_name="联系户")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="visits", verbose_name="代表")
    on = models.DateField("日期", default=timezone.localdate)
    way = models.CharField("方式", max_length=10, choices=ContactWay, default=ContactWay.VISIT)
    outcome = models.CharField("结果", max_length=10, choices=VisitOutcome, default=VisitOutcome.MET)
    note = EncryptedTextField("记事", blank=True)
    companions = models.ManyToManyField(Associate, blank=True, related_name="visits", verbose_name="同行人员")
    nonce = models.UUIDField("提交编号", default=uuid.uuid4)
    recorded_by = models.CharField("记录人", max_length=80)
    created_at = models.DateTimeField("记录时间", default=timezone.now)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "走访记录"
        ordering = ["-on", "-id"]
        constraints = [unique("visit_once_a_nonce", "nonce", "household")]
        indexes = [
            models.Index(fields=["household", "-on"], name="visit_of_household"),
            models.Index(fields=["deputy", "-on"], name="visit_of_deputy"),
        ]

    def __str__(self):
        return f"{self.on:%Y-%m-%d} {self.get_way_display()}"

    def clean(self):
        """No days to come, none longer ago than can be remembered."""
        if self.on and self.on > timezone.localdate():
            raise ValidationError({"on": "日期不能晚于今天。"})
        if self.on and self.on < timezone.localdate() - AFTERWARDS:
            raise ValidationError({"on": f"只能补记 {AFTERWARDS.days} 天以内的走访。"})


class VisitFinding(Addressed):
    """Something that a visit found and that somebody has to deal with (走访发现的问题).

    It is a voter's `concern` from the beginning; what comes of that is read here. Earlier ones were dealt with on the page.
    """

    page = "visits:finding-detail"

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="findings", verbose_name="走访")
    category = models.CharField("类别", max_length=16, choices=ConcernCategory)
    text = models.TextField("问题", max_length=1000)
    state = models.CharField("状态", max_length=10, choices=FindingState, default=FindingState.FOUND)
    result = models.TextField("处理结果", max_length=1000, blank=True)
    concern = models.OneToOneField(
        Concern, models.PROTECT, null=True, blank=True, related_name="finding", verbose_name="群众诉求"
    )
    found_by = models.CharField("登记人", max_length=80)
    found_at = models.DateTimeField("登记时间", default=timezone.now)
    sorted_at = models.DateTimeField("处理时间", null=True, blank=True)

    objects = VisitFindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "走访发现"
        ordering = ["-found_at", "-id"]
        constraints = [
            check(
                "finding_sorted_with_result",
                only_when(FindingState.SORTED, "sorted_at", "result"),
                "处理完须写明结果。",
            ),
            check(
                "finding_passed_on_to_a_concern", only_when(FindingState.PASSED_ON, "concern"), "转群众诉求须有诉求。"
            ),
        ]

    def __str__(self):
        return f"走访发现：{self.text[:20]}"


class VisitCampaign(Entered, Addressed):
    """A great visit (大走访): in a period, so many per cent of an area's households are to be visited at the door."""

    page = "visits:campaign-detail"

    title = models.CharField("名称", max_length=60)
    area = models.ForeignKey(Area, models.PROTECT, related_name="visit_campaigns", verbose_name="单位")
    side = models.CharField("走访对象", max_length=10, choices=CampaignSide, default=CampaignSide.HOME)
    begins_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    goal = models.PositiveSmallIntegerField(
        "目标（%）", default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    note = models.CharField("要求", max_length=200, blank=True)

    objects = VisitCampaignQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "大走访"
        ordering = ["-begins_on", "-id"]
        constraints = [check("campaign_dates_in_order", Q(ends_on__gte=F("begins_on")), "结束日期不能早于开始日期。")]

    def __str__(self):
        return self.title

    def phase(self, day: date) -> str:
        """Return where it stands on `day`: 未开始, 进行中, 已结束."""
        if day < self.begins_on:
            return "未开始"
        return "进行中" if day <= self.ends_on else "已结束"


def households_in(campaign: VisitCampaign) -> models.QuerySet[Household]:
    """Return the households that a campaign is about."""
    place = "village" if campaign.side == CampaignSide.HOME else "community"
    return Household.objects.current().filter(**{f"{place}__path__startswith": campaign.area.path})


def visited_in(campaign: VisitCampaign) -> models.QuerySet[Visit]:
    """Return the visits at the door in the campaign's period on which somebody was met."""
    return Visit.objects.standing().filter(
        way=ContactWay.VISIT,
        outcome=VisitOutcome.MET,
        on__range=(campaign.begins_on, campaign.ends_on),
        household__in=households_in(campaign),
    )
