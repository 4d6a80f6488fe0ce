"""Statement (一方的说明), Discrepancy (信息不一致) and DiscrepancyStep (核定过程)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from liaison.discrepancies.enums import (
    DISCREPANCY,
    PERSONAL,
    SETTLERS,
    CheckWay,
    DiscrepancyState,
    Fact,
    StatementSource,
)
from liaison.discrepancies.querysets import DiscrepancyQuerySet, StatementQuerySet
from liaison.registration.enums import Side
from liaison.registration.models import Registration
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, check, maybe, unique
from yunhe.kit.moves import Step
from yunhe.privacy import EncryptedTextField


class Statement(models.Model):
    """What one side has said about one fact of a registration, and when. Rows are added, never changed.

    `value` is encrypted; `fingerprint` tells whether two statements on the same registration say the same without decrypting;
    `shown` is what everybody in scope may read (masked). `area` is the unit or community spoken for: what a community
    said counts while the registration is with it.
    """

    PERSONAL_FIELDS = ("value",)

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="statements", verbose_name="双向共管档案"
    )
    fact = models.CharField("事项", max_length=12, choices=Fact)
    side = models.CharField("说明方", max_length=10, choices=Side)
    area = maybe(Area, "所代表的单位", "+")
    value = EncryptedTextField("内容")
    fingerprint = models.CharField("内容指纹", max_length=64, editable=False)
    shown = models.CharField("内容（脱敏）", max_length=80)
    source = models.CharField("来源", max_length=8, choices=StatementSource, default=StatementSource.SAID)
    note = models.CharField("补充说明", max_length=200, blank=True)
    by = models.CharField("说明人", max_length=80)
    by_user_id = models.BigIntegerField("说明人编号", null=True, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "情况说明"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["registration", "fact", "side", "-at"], name="statement_newest")]

    def __str__(self):
        return f"{self.get_side_display()}：{self.get_fact_display()}"

    @property
    def is_personal(self) -> bool:
        """Whether the full value is shown only by a recorded click."""
        return self.fact in PERSONAL


class Discrepancy(Addressed):
    """A fact of an open registration on which the sides differ. One per registration and fact; it opens, is settled, and may open again.

    `positions` is who says what, masked, as of the last comparison: [{"side", "shown", "at"}].
    """

    page = "discrepancies:discrepancy-detail"

    PERSONAL_FIELDS = ("settled_value",)

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="discrepancies", verbose_name="双向共管档案"
    )
    fact = models.CharField("事项", max_length=12, choices=Fact)
    state = models.CharField("状态", max_length=8, choices=DiscrepancyState, default=DiscrepancyState.OPEN)
    since = models.DateTimeField("不一致起始", default=timezone.now)
    due_on = models.DateField("核定期限")
    positions = models.JSONField("各方说法（脱敏）", default=list)
    settled_value = EncryptedTextField("核定内容", blank=True)
    settled_shown = models.CharField("核定内容（脱敏）", max_length=80, blank=True)
    checked = models.CharField("核实方式", max_length=12, choices=CheckWay, blank=True)
    settled_note = models.CharField("核定说明", max_length=200, blank=True)
    settled_by = models.CharField("核定人", max_length=80, blank=True)
    settled_side = models.CharField("核定方", max_length=10, choices=Side, blank=True)
    settled_at = models.DateTimeField("核定时间", null=True, blank=True)

    objects = DiscrepancyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "信息不一致"
        ordering = ["since", "id"]
        constraints = [
            unique("discrepancy_once_a_fact", "registration", "fact", says="这份档案的这一事项已在不一致清单里。"),
            check(
                "discrepancy_settled_by_a_person",
                ~Q(state=DiscrepancyState.SETTLED) | Q(settled_at__isnull=False) & ~Q(settled_by="") & ~Q(checked=""),
                "核定须写明核定人和核实方式。",
            ),
        ]
        indexes = [models.Index(fields=["state", "since"], name="discrepancy_waits")]

    def __str__(self):
        return f"{self.registration.deputy} {self.get_fact_display()}"

    @property
    def is_late(self) -> bool:
        """Whether it is open past the day by which it should be settled."""
        return self.state == DiscrepancyState.OPEN and self.due_on < timezone.localdate()

    @property
    def days(self) -> int:
        """How many days the sides have differed, or differed until it was settled."""
        last = self.settled_at if self.state == DiscrepancyState.SETTLED else timezone.now()
        return (timezone.localdate(last) - timezone.localdate(self.since)).days

    @property
    def days_label(self) -> str:
        """The same in words."""
        return f"{self.days} 天" if self.days > 0 else "不到 1 天"

    @property
    def settlers(self) -> tuple[str, ...]:
        """The sides that settle it."""
        return SETTLERS[self.fact]

    @property
    def settlers_label(self) -> str:
        """The units that settle it, by name: 浮云街道, or 浮云街道或赤石乡 (needs both loaded)."""
        registration = self.registration
        names = {Side.ORIGIN: registration.origin.name, Side.RESIDENCE: registration.residence.name}
        return "或".join(names[Side(side)] for side in self.settlers)

    @property
    def positions_label(self) -> str:
        """Who says what in one line: 流入地：还在这里；社区：已不在这里."""
        return "；".join(f"{said['side']}：{said['shown']}" for said in self.positions)


class DiscrepancyStep(Step):
    """One turn of a discrepancy: found, settled, opened again. `reason` is how the person who settled has checked."""

    machine, thing = DISCREPANCY, "discrepancy"

    discrepancy = models.ForeignKey(Discrepancy, models.CASCADE, related_name="steps", verbose_name="信息不一致")
    shown = models.CharField("内容（脱敏）", max_length=400, blank=True)

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "核定过程"

    @property
    def side_label(self) -> str:
        """The side that settled; what follows by itself from what somebody said is nobody's doing."""
        return super().side_label if self.side != Side.SYSTEM else ""

    @property
    def reason_label(self) -> str:
        """What was said or settled, and how that was checked."""
        return "。".join(part for part in (self.shown, CheckWay(self.reason).label if self.reason else "") if part)
