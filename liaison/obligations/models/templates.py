"""ObligationTemplate (任务规定)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.teams.enums import TeamKind
from deputies.teams.models import Team
from liaison.obligations.enums import EvidenceKind, Frequency, OwedBy
from liaison.obligations.periods import Period, due_on, periods_of
from liaison.obligations.querysets import ObligationTemplateQuerySet
from stations.activities.enums import ActivityKind
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, in_order, maybe, unique


def _number(label: str, least: int, most: int, **more: Any) -> models.PositiveSmallIntegerField:
    """Return the field of a whole number between `least` and `most`."""
    validators = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, validators=validators, **more)


class ObligationTemplate(Addressed, Entered):
    """One version of a rule (任务规定): who owes what how often, on which ground, and what shows that it was done.

    A version never changes once its period runs: a change ends it with the period and begins the next one
    (`liaison.obligations.workflow.revise_template`). `area` has set the rule: a county's rule binds the units of `unit_kinds`
    below it, a unit's rule itself; a team's rule binds that team.
    """

    page = "obligations:template-detail"

    key = models.SlugField("代号", max_length=40)
    version = models.PositiveSmallIntegerField("版本", default=1)
    area = models.ForeignKey(Area, models.PROTECT, related_name="obligation_templates", verbose_name="规定单位")
    title = models.CharField("任务", max_length=60)
    what = models.TextField("要求", max_length=500, blank=True)
    source = models.CharField("依据", max_length=120)
    owed_by = models.CharField("由谁完成", max_length=6, choices=OwedBy, default=OwedBy.UNIT)
    unit_kinds = ArrayField(
        models.CharField(max_length=12, choices=AreaKind), default=list, blank=True, verbose_name="适用单位"
    )
    team = maybe(Team, "团队", "obligation_templates")
    team_kinds = ArrayField(
        models.CharField(max_length=12, choices=TeamKind), default=list, blank=True, verbose_name="哪类团队"
    )
    frequency = models.CharField("频次", max_length=12, choices=Frequency, default=Frequency.YEARLY)
    times = _number("每年次数", 1, 12, default=1)
    due_month = _number("期限：期内第几个月", 1, 12, null=True, blank=True)
    due_day = _number("期限：几日", 1, 31, null=True, blank=True)
    lead_days = _number("提前几天提醒", 3, 120, default=14)
    evidence = models.CharField("佐证", max_length=16, choices=EvidenceKind, default=EvidenceKind.FILE)
    activity_kinds = ArrayField(
        models.CharField(max_length=16, choices=ActivityKind), default=list, blank=True, verbose_name="哪类活动算数"
    )
    since = models.DateField("起用日期", default=timezone.localdate)
    until = models.DateField("停用日期", null=True, blank=True)
    is_replaced = models.BooleanField("由新的规定代替", default=False)

    objects = ObligationTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务规定"
        ordering = ["area__order", "id"]
        constraints = [
            unique("obligation_template_version_once", "area", "key", "version"),
            unique("obligation_template_one_running", "area", "key", until="until", says="这条规定已有在用的版本。"),
            check(
                "obligation_template_team_or_units",
                Q(owed_by=OwedBy.TEAM, team__isnull=False) | ~Q(owed_by=OwedBy.TEAM) & Q(team__isnull=True),
                "由团队完成的，请选择团队；由单位完成的，不要选择团队。",
            ),
            check(
                "obligation_template_dates_in_order",
                in_order("since", "until", may_be_same=True),
                "停用日期不能早于起用日期。",
            ),
        ]

    def __str__(self):
        return self.title

    def periods(self, year: int) -> list[Period]:
        """Return the periods of `year` in which this version is owed."""
        return [
            period
            for period in periods_of(self.frequency, self.times, year)
            if period.last >= self.since and (self.until is None or period.first <= self.until)
        ]

    def due_on(self, period: Period):
        """Return the day until which the obligation of `period` is to be done."""
        return due_on(period, self.due_month, self.due_day)

    @property
    def frequency_label(self) -> str:
        """How often, for people: 每季度, 每年3次."""
        return f"每年{self.times}次" if self.frequency == Frequency.TIMES else self.get_frequency_display()

    @property
    def due_label(self) -> str:
        """Until when within the period, for people: 期内第1个月10日前, 期末前."""
        if self.due_month is None and self.due_day is None:
            return "期末前"
        month = f"第{self.due_month}个月" if self.due_month else "最后一个月"
        if self.frequency == Frequency.YEARLY and self.due_month:
            month = f"{self.due_month}月"
        elif self.frequency == Frequency.MONTHLY:
            month = "当月"
        return f"{month}{f'{self.due_day}日' if self.due_day else '底'}前"

    @property
    def owed_label(self) -> str:
        """Who owes it, for people (needs team and area loaded)."""
        if self.team is not None:
            return self.team.name
        if self.owed_by == OwedBy.PAIR:
            return "每一对流出地、流入地"
        if self.owed_by == OwedBy.TEAMS:
            return "、".join(f"每个{TeamKind(kind).label}" for kind in self.team_kinds) or "（未选）"
        if self.area.kind != AreaKind.COUNTY:
            return self.area.name
        return "、".join(str(AreaKind(kind).label) for kind in self.unit_kinds) or "（未选）"

    @property
    def areas(self) -> list[Area]:
        """The area that has set it, and the units of its team (needs area and team loaded)."""
        return [self.area, *(self.team.areas if self.team else [])]

    @property
    def is_running(self) -> bool:
        """Whether it has not been ended."""
        return self.until is None or self.until >= timezone.localdate()
