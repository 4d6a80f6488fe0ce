"""LedgerRound (台账轮次), LedgerEntry (台账条目) and LedgerReminder (提醒记录)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from liaison.ledger.enums import EntryState, ReminderKind
from liaison.ledger.querysets import LedgerEntryQuerySet
from yunhe.areas.models import Area
from yunhe.privacy import EncryptedJSONField


class LedgerRound(models.Model):
    """The ledger of one half-year, e.g. 2026-H2: opens two months before the half ends, closes on its last day."""

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

    def get_absolute_url(self):
        """Return the address of the round."""
        return reverse("ledger:round-detail", args=[self.half])


class LedgerEntry(models.Model):
    """One deputy's line of a round. `facts` is what was known at opening, `confirmed` what the deputy confirmed.

    Both hold the fields of the 《流动代表登记册》 that may change; they contain phone and address and are encrypted.
    """

    round = models.ForeignKey(LedgerRound, models.CASCADE, related_name="entries", verbose_name="轮次")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="ledger_entries", verbose_name="代表")
    origin = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="流出地")
    residence = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="流入地")
    community = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="社区")
    state = models.CharField("状态", max_length=10, choices=EntryState, default=EntryState.OPEN)
    facts = EncryptedJSONField("开启时信息")
    confirmed = EncryptedJSONField("确认信息", null=True, blank=True)
    role_played = models.TextField("本半年作用发挥情况", blank=True)
    household_at_home = models.BooleanField("户籍仍在流出地", null=True, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    confirmed_by = models.CharField("确认人", max_length=80, blank=True)
    on_behalf_reason = models.CharField("代为确认原因", max_length=120, blank=True)
    countersigned_at = models.DateTimeField("会签时间", null=True, blank=True)
    countersigned_by = models.CharField("会签人（登记管理人）", max_length=80, blank=True)
    send_back_note = models.CharField("退回补充说明", max_length=200, blank=True)
    dropped_reason = models.CharField("移出原因", max_length=120, blank=True)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "台账条目"
        ordering = ["origin__order", "deputy__name_pinyin", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "deputy"], name="ledger_entry_once_a_round"),
            models.CheckConstraint(
                condition=~Q(state=EntryState.LOCKED) | Q(countersigned_at__isnull=False, confirmed_at__isnull=False),
                name="ledger_locked_is_signed",
                violation_error_message="锁定的条目须有确认和会签。",
            ),
        ]

    def __str__(self):
        return f"{self.round} {self.deputy}"

    def get_absolute_url(self):
        """Return the address of the entry."""
        return reverse("ledger:entry-detail", args=[self.pk])


class LedgerReminder(models.Model):
    """A reminder of a round that has been sent, so that it is sent once (`key` names kind and week)."""

    round = models.ForeignKey(LedgerRound, models.CASCADE, related_name="reminders", verbose_name="轮次")
    kind = models.CharField("类别", max_length=12, choices=ReminderKind)
    key = models.CharField("提醒键", max_length=40)  # "opening", "two_weeks", "late-2027-01-07"
    on = models.DateField("提醒日期")
    recipients = models.PositiveIntegerField("接收人数", default=0)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    worker = models.CharField("发送进程", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "台账提醒"
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="ledger_reminder_once")]

    def __str__(self):
        return f"{self.round} {self.get_kind_display()}"
