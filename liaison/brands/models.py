"""Brand (特色模式)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.teams.models import Team
from liaison.brands.catalogue import BY_KEY, CHOICES, BrandPlan
from liaison.brands.querysets import BrandQuerySet
from liaison.obligations.models import ObligationTemplate
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, maybe, together, unique


class Brand(Addressed, Entered):
    """A model that a unit runs (特色模式): one of the plans, with the teams and rules that it has set up."""

    page = "brands:brand-detail"

    plan_key = models.CharField("模式", max_length=20, choices=CHOICES)
    unit = models.ForeignKey(Area, models.PROTECT, related_name="brands", verbose_name="牵头单位")
    partner = maybe(Area, "联合单位", "brands_shared")
    promise = models.TextField("承诺", max_length=500)
    teams = models.ManyToManyField(Team, related_name="brands", verbose_name="团队")
    rules = models.ManyToManyField(ObligationTemplate, related_name="brands", verbose_name="任务规定")
    started_on = models.DateField("启动日期", default=timezone.localdate)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=120, blank=True)

    objects = BrandQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "特色模式"
        ordering = ["unit__order", "id"]
        constraints = [
            unique("brand_once_a_unit", "plan_key", "unit", until="ended_on", says="这个单位已在运行这个模式。"),
            check(
                "brand_partner_is_another",
                Q(partner__isnull=True) | ~Q(partner=F("unit")),
                "联合单位不能与牵头单位相同。",
            ),
            check("brand_ended_with_reason", together("ended_on", "end_reason"), "结束须写明日期和原因。"),
        ]

    def __str__(self):
        return f"{self.unit.name}{self.plan.name}"

    @property
    def plan(self) -> BrandPlan:
        return BY_KEY[self.plan_key]

    @property
    def areas(self) -> list[Area]:
        """The one or two units that run it (needs unit and partner loaded)."""
        return [self.unit, *([self.partner] if self.partner is not None else [])]

    @property
    def areas_label(self) -> str:
        """The units for people."""
        return "、".join(area.name for area in self.areas)

    @property
    def is_running(self) -> bool:
        """Whether it has not been ended."""
        return self.ended_on is None
