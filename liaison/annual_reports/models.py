"""AnnualReport (请示汇报), ReportSection (章节), Decision (批复事项)."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from liaison.annual_reports.enums import DecisionState, ReportState
from liaison.annual_reports.querysets import AnnualReportQuerySet, DecisionQuerySet
from yunhe.areas.enums import TOWNSHIPS
from yunhe.areas.models import Area
from yunhe.kit.dues import due_days
from yunhe.kit.models import Addressed, Entered, check, only_when, unique

#: the key of the county's rule that says until when the report is due
RULE = "party-report"


def committee_of(area: Area) -> str:
    """Return the Party committee that a unit's congress reports to: 中共赤石乡委员会, of streets and zones 党工委."""
    return f"中共{area.name}委员会" if area.kind in TOWNSHIPS else f"中共{area.name}工作委员会"


class AnnualReport(Entered, Addressed):
    """A unit's report of one year to its Party (working) committee on street–township co-governance (街乡人大共治)."""

    page = "annual_reports:report-detail"

    area = models.ForeignKey(Area, models.PROTECT, related_name="annual_reports", verbose_name="报告单位")
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2020), MaxValueValidator(2100)])
    title = models.CharField("标题", max_length=80)
    number = models.CharField("文号", max_length=40, blank=True)
    addressee = models.CharField("主送", max_length=60)
    signer = models.CharField("落款", max_length=60)
    state = models.CharField("状态", max_length=12, choices=ReportState, default=ReportState.DRAFTING)
    edition = models.PositiveSmallIntegerField("报送次数", default=0)
    handed_in_on = models.DateField("报送日期", null=True, blank=True)
    handed_in_by = models.CharField("报送人", max_length=80, blank=True)
    seal = models.CharField("校验码", max_length=12, blank=True)  # of the text that was handed in
    withdraw_reason = models.CharField("撤回原因", max_length=120, blank=True)
    reply_on = models.DateField("批复日期", null=True, blank=True)
    reply_number = models.CharField("批复文号", max_length=40, blank=True)
    reply = models.TextField("批复意见", max_length=4000, blank=True)
    replied_by = models.CharField("批复登记人", max_length=80, blank=True)

    objects = AnnualReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "请示汇报"
        ordering = ["-year", "area__order", "id"]
        constraints = [
            unique("report_one_a_unit_and_year", "area", "year", says="该单位这一年的请示汇报已经在起草。"),
            check(
                "report_handed_in_on",
                Q(state=ReportState.DRAFTING, handed_in_on__isnull=True)
                | ~Q(state=ReportState.DRAFTING) & Q(handed_in_on__isnull=False) & ~Q(seal=""),
                "报送须有日期。",
            ),
            check("report_replied_on", only_when(ReportState.REPLIED, "reply_on", "reply"), "批复须有日期和意见。"),
        ]

    def __str__(self):
        return f"{self.area.name}{self.year}年请示汇报"

    @property
    def due_on(self) -> date:
        """The day that the county's rule names for its year (needs `area` loaded)."""
        return due_days(RULE, date(self.year, 12, 31)).of(self.area)

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it has not been handed in."""
        return self.state == ReportState.DRAFTING and timezone.localdate() > self.due_on


class ReportSection(models.Model):
    """One section: what the data gave when it was drafted, and the text that people made of it."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="sections", verbose_name="请示汇报")
    key = models.SlugField("章节", max_length=24)
    order = models.PositiveSmallIntegerField("顺序")
    heading = models.CharField("标题", max_length=40)
    drafted = models.TextField("数据草稿", blank=True)
    text = models.TextField("正文", max_length=6000, blank=True)
    drafted_at = models.DateTimeField("取数时间", default=timezone.now)
    edited_by = models.CharField("修改人", max_length=80, blank=True)
    edited_at = models.DateTimeField("修改时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "章节"
        ordering = ["report", "order"]
        constraints = [unique("report_section_once", "report", "key")]

    def __str__(self):
        return self.heading

    @property
    def is_edited(self) -> bool:
        """Whether people have changed what the data gave."""
        return self.edited_at is not None


class Decision(models.Model):
    """Something the Party committee decided on a report (批复事项): who carries it out, until when, with what result."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="decisions", verbose_name="请示汇报")
    text = models.CharField("决定事项", max_length=300)
    owner = models.ForeignKey(Area, models.PROTECT, related_name="decisions_owned", verbose_name="落实单位")
    due_on = models.DateField("期限")
    state = models.CharField("状态", max_length=14, choices=DecisionState, default=DecisionState.OPEN)
    result = models.TextField("落实情况", max_length=1000, blank=True)
    done_on = models.DateField("落实日期", null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批复事项"
        ordering = ["due_on", "id"]
        constraints = [
            check(
                "decision_done_with_result",
                Q(state=DecisionState.DONE, done_on__isnull=False) & ~Q(result="")
                | Q(state=DecisionState.OPEN, done_on__isnull=True),
                "登记落实须写明落实情况。",
            )
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self) -> str:
        """Return the address of the report, where its decisions are kept."""
        return f"{self.report.get_absolute_url()}#decisions"

    @property
    def is_late(self) -> bool:
        """Whether it is open and past its day."""
        return self.state == DecisionState.OPEN and self.due_on < timezone.localdate()
