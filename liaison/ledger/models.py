"""LedgerRound (台账轮次), LedgerEntry (台账条目) and RegisterKeeper (登记管理人)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.ledger.enums import UNFINISHED, EntryState
from liaison.ledger.querysets import LedgerEntryQuerySet, RegisterKeeperQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, check, in_order, maybe, unique
from yunhe.privacy import EncryptedJSONField


class LedgerRound(Addressed):
    """The ledger of one half-year, e.g. 2026-H2: opens two months before the half ends, closes on its last day."""

    page = "ledger:round-detail"
    page_key = "half"

    half = models.CharField("半年", max_length=7, unique=True)  # "2026-H2"
    opened_on = models.DateField("开启日期")
    closes_on = models.DateField("截止日期")
    opened_by = models.CharField("开启人", max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "台账轮次"
        ordering = ["-half"]

    def __str__(self):
        return f"{self.half[:4]}年{'上' if self.half.endswith('1') else '下'}半年台账"

    @property
    def has_closed(self) -> bool:
        """Whether its last day has passed."""
        return self.closes_on < timezone.localdate()

    @property
    def days_left(self) -> int:
        """Days to its last day, negative once it has closed."""
        return (self.closes_on - timezone.localdate()).days


class LedgerEntry(Addressed):
    """One deputy's line of a round. `facts` is what was known at opening, `confirmed` what the deputy confirmed.

    Both hold the fields of the 《流动代表登记册》 that may change; they contain phone and address and are encrypted.
    `number` is the sheet's number in the origin's register and stays the same from round to round. `has_changes` is
    unknown until the deputy confirms; `completeness` is that of the file with what the line states (deputies.people.completeness).
    """

    never_a_point: ClassVar = ("origin", "residence")

    page = "ledger:entry-detail"

    round = models.ForeignKey(LedgerRound, models.CASCADE, related_name="entries", verbose_name="轮次")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="ledger_entries", verbose_name="代表")
    origin = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="流出地")
    residence = maybe(Area, "流入地", "+")
    community = maybe(Area, "社区", "+")
    number = models.PositiveIntegerField("编号", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=EntryState, default=EntryState.OPEN)
    facts = EncryptedJSONField("开启时信息")
    confirmed = EncryptedJSONField("确认信息", null=True, blank=True)
    has_changes = models.BooleanField("代表有更正", null=True, blank=True)
    completeness = models.PositiveSmallIntegerField("填写完整度", default=0)
    role_played = models.TextField("本半年作用发挥情况", blank=True)
    household_at_home = models.BooleanField("户籍仍在流出地", null=True, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    confirmed_by = models.CharField("确认人", max_length=80, blank=True)
    on_behalf_reason = models.CharField("代为确认原因", max_length=120, blank=True)
    countersigned_at = models.DateTimeField("会签时间", null=True, blank=True)
    countersigned_by = models.CharField("会签人（登记管理人）", max_length=80, blank=True)
    send_back_note = models.CharField("退回补充说明", max_length=200, blank=True)
    residence_remark = models.CharField("流入地备注", max_length=200, blank=True)
    residence_remark_by = models.CharField("流入地备注人", max_length=80, blank=True)
    residence_remark_at = models.DateTimeField("流入地备注时间", null=True, blank=True)
    dropped_reason = models.CharField("移出原因", max_length=120, blank=True)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "台账条目"
        ordering = ["origin__order", "deputy__name_pinyin", "id"]
        constraints = [
            unique("ledger_entry_once_a_round", "round", "deputy"),
            unique("ledger_number_once_a_register", "round", "origin", "number"),
            check(
                "ledger_locked_is_signed",
                ~Q(state=EntryState.LOCKED) | Q(countersigned_at__isnull=False, confirmed_at__isnull=False),
                "锁定的条目须有确认和会签。",
            ),
        ]

    def __str__(self):
        return f"{self.round} {self.deputy}"

    @property
    def is_overdue(self) -> bool:
        """Whether work on it remains although the round has closed (needs `round` loaded)."""
        return self.state in UNFINISHED and self.round.has_closed

    @property
    def was_late(self) -> bool:
        """Whether the deputy confirmed after the round had closed (needs `round` loaded)."""
        return bool(self.confirmed_at) and timezone.localdate(self.confirmed_at) > self.round.closes_on

    @property
    def sheet_number(self) -> str:
        """The number printed on the sheet: 赤石乡第012号 (needs `origin` loaded)."""
        return f"{self.origin.name}第{self.number or 0:03d}号"


class RegisterKeeper(models.Model):
    """The person named to keep the register of a unit (登记管理人, 专人), from one day to another.

    At most one at a time. `accepted_at` is when the person took the register over, `sheets` how many sheets it held then.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="register_keepers", verbose_name="单位")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="registers_kept", verbose_name="登记管理人"
    )
    since = models.DateField("起始日期", default=timezone.localdate)
    until = models.DateField("结束日期", null=True, blank=True)
    named_by = models.CharField("指定人", max_length=80)
    accepted_at = models.DateTimeField("接收时间", null=True, blank=True)
    sheets = models.PositiveIntegerField("接收份数", null=True, blank=True)

    objects = RegisterKeeperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登记管理人"
        ordering = ["area__order", "-since", "-id"]
        constraints = [
            unique("register_one_keeper_at_a_time", "area", until="until", says="该单位已有登记管理人。"),
            check(
                "register_keeper_dates_in_order",
                in_order("since", "until", may_be_same=True),
                "结束日期不能早于起始日期。",
            ),
        ]

    def __str__(self):
        return f"{self.area.name} {self.user.name}"
