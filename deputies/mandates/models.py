"""Mandate (代表资格) with its CongressTerm (届) and ElectoralDistrict (选区)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.mandates.enums import MandateEnd, Suspension
from deputies.mandates.querysets import MandateQuerySet, TermQuerySet
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, check, maybe, together, unique


class CongressTerm(Addressed):
    """One term of the congress of an area: 云和县第十七届."""

    page = "mandates:term-detail"

    level = models.CharField("层级", max_length=12, choices=CongressLevel)
    area = models.ForeignKey(Area, models.PROTECT, related_name="congress_terms", verbose_name="行政区域")
    number = models.PositiveSmallIntegerField("届数")
    begins_on = models.DateField("开始日期", null=True, blank=True)
    ends_on = models.DateField("结束日期", null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "届次"
        ordering = ["area", "-number"]
        constraints = [
            unique("term_number_once", "area", "number"),
            check(
                "term_dates_in_order",
                Q(ends_on__isnull=True) | Q(begins_on__isnull=True) | Q(ends_on__gt=F("begins_on")),
                "届次的结束日期应晚于开始日期。",
            ),
        ]

    def __str__(self):
        return f"{self.area.name}第{self.number}届"

    @property
    def is_coming(self) -> bool:
        """Whether the term is known to begin later than today."""
        return self.begins_on is not None and self.begins_on > timezone.localdate()


class ElectoralDistrict(models.Model):
    """An electoral district (选区) of one term: a number, a name, or both."""

    term = models.ForeignKey(CongressTerm, models.CASCADE, related_name="districts", verbose_name="届次")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="所在乡镇街道")
    number = models.PositiveSmallIntegerField("选区号", null=True, blank=True)
    name = models.CharField("选区名称", max_length=60)
    seats = models.PositiveSmallIntegerField("应选名额", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "选区"
        ordering = ["area", "number", "name"]
        constraints = [unique("district_name_once", "term", "area", "name")]

    def __str__(self):
        return self.name

    @property
    def removing(self) -> str:
        """What the button that deletes it says."""
        return f"删除{self.name}"


class Mandate(models.Model):
    """One seat of a deputy (代表资格). One in force per level; so never two townships at once (选举法 48)."""

    deputy = models.ForeignKey(Deputy, models.CASCADE, related_name="mandates", verbose_name="代表")
    level = models.CharField("层级", max_length=12, choices=CongressLevel)
    term = models.ForeignKey(CongressTerm, models.PROTECT, related_name="mandates", verbose_name="届次")
    district = maybe(ElectoralDistrict, "选区", "mandates")
    certificate_number = models.CharField("代表证号", max_length=30, blank=True)
    began_on = models.DateField("当选日期", null=True, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    end_reason = models.CharField("终止原因", max_length=16, choices=MandateEnd, blank=True)
    suspension = models.CharField("暂停执行职务原因", max_length=10, choices=Suspension, blank=True)
    suspended_on = models.DateField("暂停起始日期", null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表资格"
        ordering = ["deputy", "level", "-began_on"]
        constraints = [
            unique(
                "mandate_one_in_force_per_level",
                "deputy",
                "level",
                until="ended_on",
                says="该代表在这一层级已有未终止的代表资格。",
            ),
            check("mandate_end_with_reason", together("ended_on", "end_reason"), "终止代表资格须同时填写日期和原因。"),
            check(
                "mandate_suspension_with_reason",
                Q(suspended_on__isnull=True) | ~Q(suspension=""),
                "暂停执行代表职务须写明原因。",
            ),
        ]

    def __str__(self):
        return f"{self.get_level_display()}人大代表"

    @property
    def unit(self) -> Area:
        """The township-level unit that elected: of the district where it is known, else the deputy's origin."""
        if self.district_id and self.district.area.unit:
            return self.district.area.unit
        return self.deputy.origin
