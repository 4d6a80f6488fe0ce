"""Obligation (任务) and ObligationEvidence (佐证)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.teams.models import Team
from liaison.obligations.enums import UNDONE, ObligationState, Standing
from liaison.obligations.models.templates import ObligationTemplate
from liaison.obligations.querysets import ObligationQuerySet
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.kit.files import PrivateFolder
from yunhe.kit.models import Addressed, check, maybe, unique


class Obligation(Addressed):
    """One obligation of one period (任务): who owes it until when, whether it was done, on what evidence.

    `unit` owes it; with `partner` both do (a pair, or the two units of a joint team). Title, day and lead are copied from
    the rule's version, so what has been told to people stays. `done_on` is the day of the deed, not of its entry.
    """

    page = "obligations:obligation-detail"

    template = models.ForeignKey(ObligationTemplate, models.PROTECT, related_name="obligations", verbose_name="规定")
    title = models.CharField("任务", max_length=60)
    unit = models.ForeignKey(Area, models.PROTECT, related_name="obligations_owed", verbose_name="单位")
    partner = maybe(Area, "另一单位", "obligations_shared")
    team = maybe(Team, "团队", "obligations")
    period = models.CharField("期", max_length=12)
    period_label = models.CharField("期次", max_length=20)
    index = models.PositiveSmallIntegerField("期内序号", default=1)
    period_from = models.DateField("期初")
    period_to = models.DateField("期末")
    due_on = models.DateField("期限")
    lead_days = models.PositiveSmallIntegerField("提前几天提醒")
    owner = maybe(User, "负责人", "obligations", models.SET_NULL)
    state = models.CharField("状态", max_length=16, choices=ObligationState, default=ObligationState.OPEN)
    done_on = models.DateField("完成日期", null=True, blank=True)
    note = models.TextField("完成情况", max_length=1000, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)  # why it is skipped, or was reopened
    closed_by = models.CharField("登记人", max_length=80, blank=True)
    closed_at = models.DateTimeField("登记时间", null=True, blank=True)
    created_at = models.DateTimeField("生成时间", default=timezone.now)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作任务"
        ordering = ["due_on", "unit__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "unit", "partner", "team", "period"],
                name="obligation_once_a_period",
                nulls_distinct=False,
            ),
            check(
                "obligation_done_with_day",
                Q(state=ObligationState.DONE, done_on__isnull=False) | ~Q(state=ObligationState.DONE) & Q(done_on=None),
                "完成须写明日期。",
            ),
            check(
                "obligation_skipped_with_reason",
                ~Q(state__in=[ObligationState.SKIPPED, ObligationState.REOPENED]) | ~Q(reason=""),
                "免办或退回须写明原因。",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="obligation_state_due"),
            models.Index(fields=["unit", "due_on"], name="obligation_unit_due"),
        ]

    def __str__(self):
        return f"{self.title}（{self.period_label}）"

    @property
    def areas(self) -> list[Area]:
        """The one or two units that owe it (needs unit and partner loaded)."""
        return [self.unit, *([self.partner] if self.partner is not None else [])]

    @property
    def owed_label(self) -> str:
        """Who owes it, for people: 安援服务队, 赤石乡 ↔ 浮云街道, 赤石乡 (needs unit, partner, team loaded)."""
        if self.team is not None:
            return self.team.name
        return " ↔ ".join(area.name for area in self.areas)

    def standing_on(self, day) -> Standing:
        """Return how it stands against its day as of `day`, as `with_standing` says it in the database."""
        if self.state == ObligationState.SKIPPED:
            return Standing.SKIPPED
        if self.state == ObligationState.DONE:
            is_in_time = self.done_on is not None and self.done_on <= self.due_on
            return Standing.ON_TIME if is_in_time else Standing.DONE_LATE
        return Standing.OVERDUE if self.due_on < day else Standing.COMING

    @property
    def standing_today(self) -> Standing:
        return self.standing_on(timezone.localdate())

    def get_standing_today_display(self) -> str:
        return str(self.standing_today.label)

    @property
    def is_undone(self) -> bool:
        """Whether it is still to be done."""
        return self.state in UNDONE


class ObligationEvidence(Addressed):
    """What shows that an obligation was done: a record of the program, named by `key` (activity-12), or a file."""

    page, page_key = "obligations:obligation-detail", "obligation_id"

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="evidence", verbose_name="任务")
    key = models.CharField("代号", max_length=60)
    label = models.CharField("名称", max_length=160)
    url = models.CharField("地址", max_length=200, blank=True)
    on = models.DateField("日期")
    file = models.FileField("文件", upload_to=PrivateFolder("obligations"), blank=True)
    added_by = models.CharField("登记人", max_length=80)
    added_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "任务佐证"
        ordering = ["on", "id"]
        constraints = [unique("obligation_evidence_once", "obligation", "key", says="这条佐证已经登记。")]

    def __str__(self):
        return self.label
