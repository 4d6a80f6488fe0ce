"""PairingProposal (结对方案) and ProposalRow: what the solver suggests, line by line, and what was accepted."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.households.enums import ACCEPTABLE, ProposalState, RowChange
from liaison.households.models.households import Household
from liaison.households.querysets import ProposalQuerySet, ProposalRowQuerySet
from yunhe.areas.models import Area
from yunhe.jobs.models import Job
from yunhe.kit.models import Addressed, check, maybe, unique


class PairingProposal(Addressed):
    """A proposal for one township: both links of 1+M+N, with the targets it was asked to meet."""

    page = "households:proposal-detail"

    unit = models.ForeignKey(Area, models.PROTECT, related_name="pairing_proposals", verbose_name="乡镇")
    low = models.PositiveSmallIntegerField(
        "每名乡镇代表至少", validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    high = models.PositiveSmallIntegerField(
        "每名乡镇代表至多", validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    keep = models.BooleanField("保留现有结对", default=True)
    over = models.BooleanField("全部联系", default=True)
    state = models.CharField("状态", max_length=10, choices=ProposalState, default=ProposalState.COMPUTING)
    summary = models.JSONField("说明", default=dict, blank=True)
    job = maybe(Job, "任务", "+", models.SET_NULL)
    made_by = models.CharField("发起人", max_length=80)
    made_at = models.DateTimeField("发起时间", default=timezone.now)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "结对方案"
        ordering = ["-made_at", "-id"]
        constraints = [
            check("proposal_targets_in_order", Q(low__lte=F("high")), "“至少”不能大于“至多”。"),
            unique(
                "proposal_one_open_a_unit",
                "unit",
                where=~Q(state=ProposalState.CLOSED),
                says="这个乡镇已有一份方案待采纳，请先采纳或放弃。",
            ),
        ]

    def __str__(self):
        return f"{self.unit}结对方案（{timezone.localtime(self.made_at):%Y-%m-%d %H:%M}）"


class ProposalRow(models.Model):
    """One household (or one township deputy, for the link above) with the deputy proposed; `current`: ids of today's."""

    proposal = models.ForeignKey(PairingProposal, models.CASCADE, related_name="rows", verbose_name="方案")
    household = maybe(Household, "联系户", "proposal_rows", models.CASCADE)
    member = maybe(Deputy, "乡镇代表", "+", models.CASCADE)
    deputy = maybe(Deputy, "拟联系代表", "+", models.CASCADE)
    current = models.JSONField("现联系代表", default=list, blank=True)
    current_names = models.CharField("现联系代表姓名", max_length=120, blank=True)
    change = models.CharField("变动", max_length=10, choices=RowChange)
    distance = models.PositiveSmallIntegerField("远近", default=4)
    taken_at = models.DateTimeField("采纳时间", null=True, blank=True)
    is_stale = models.BooleanField("情况已变", default=False)

    objects = ProposalRowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "结对方案明细"
        ordering = ["id"]
        constraints = [
            check("proposal_row_of_one_thing", Q(household__isnull=True) ^ Q(member__isnull=True)),
            check("proposal_row_taken_changes", Q(change__in=ACCEPTABLE) | Q(taken_at__isnull=True)),
        ]
        indexes = [models.Index(fields=["proposal", "change"], name="proposal_row_change")]

    def __str__(self):
        return str(self.household or self.member)

    @property
    def may_be_taken(self) -> bool:
        """Whether it would change something and has not been accepted yet."""
        return self.change in ACCEPTABLE and self.taken_at is None and not self.is_stale
