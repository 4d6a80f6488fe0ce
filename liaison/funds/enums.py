"""Levels, uses, buckets and kinds of entries; what a line says when it would be overdrawn."""

from django.db import models


class FundLevel(models.TextChoices):
    """Whose deputies a line pays for; activities of deputies of one level are paid by that level (代表法 42)."""

    TOWNSHIP = "township", "乡镇级"
    COUNTY = "county", "县级"


class FundUse(models.TextChoices):
    """What money is earmarked for; GENERAL may be spent on all of them."""

    ACTIVITY = "activity", "活动"
    RESEARCH = "research", "视察调研"
    TRAINING = "training", "学习培训"
    VISIT = "visit", "走访慰问"
    ALLOWANCE = "allowance", "履职补助"
    GENERAL = "general", "综合"


class Bucket(models.TextChoices):
    """Where the cents of a line are. GRANT is the counter-side: what came in and has not been taken back."""

    GRANT = "grant", "来源"
    FREE = "free", "可用"
    HELD = "held", "已占用"
    ADVANCED = "advanced", "垫付"
    SPENT = "spent", "已支出"


class EntryKind(models.TextChoices):
    """Why cents have moved."""

    ALLOT = "allot", "下达"
    ADD = "add", "追加"
    CUT = "cut", "调减"
    TRANSFER = "transfer", "拨付"
    REVERSE = "reverse", "冲销"


# What people enter by hand and may therefore reverse by hand; everything else follows from what it belongs to.
BY_HAND = (EntryKind.ALLOT, EntryKind.ADD, EntryKind.CUT, EntryKind.TRANSFER)


class Guard(models.TextChoices):
    """What a line does when something would overdraw it; never below its floor, whatever is chosen."""

    STOP = "stop", "不允许"
    WARN = "warn", "提醒，写明原因后可继续"
