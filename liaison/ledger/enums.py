"""States of a ledger entry and the times of its reminders."""

from django.db import models


class EntryState(models.TextChoices):
    """Where one deputy's entry of a round stands."""

    OPEN = "open", "待代表确认"
    CONFIRMED = "confirmed", "待登记管理人会签"
    LOCKED = "locked", "已会签锁定"
    DROPPED = "dropped", "已移出本轮"


class ReminderKind(models.TextChoices):
    """The four times at which a round reminds: opening, 14 and 3 days before its end, weekly when late."""

    OPENING = "opening", "开启"
    TWO_WEEKS = "two_weeks", "截止前14天"
    THREE_DAYS = "three_days", "截止前3天"
    LATE = "late", "逾期（每周）"
