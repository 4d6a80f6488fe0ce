"""Who owes an obligation how often, its states and legal moves, the steps of its reminders."""

from django.db import models


class OwedBy(models.TextChoices):
    """Who owes an obligation."""

    UNIT = "unit", "单位"
    PAIR = "pair", "流出地和流入地两个单位"
    TEAM = "team", "代表团队"


class Frequency(models.TextChoices):
    """How often an obligation is owed."""

    YEARLY = "yearly", "每年"
    HALF_YEARLY = "half_yearly", "每半年"
    QUARTERLY = "quarterly", "每季度"
    MONTHLY = "monthly", "每月"
    TIMES = "times", "每年若干次"


class EvidenceKind(models.TextChoices):
    """What shows that an obligation was done. All but the last two are found by the program where a finder is registered."""

    ACTIVITY = "activity", "代表活动"
    TOPIC = "topic", "议题"
    JOINT_MEETING = "joint_meeting", "联席会议"
    LEDGER = "ledger", "半年台账"
    ANNUAL_REPORT = "annual_report", "年度报告"
    FILE = "file", "文件"
    NOTE = "note", "文字说明"


class ObligationState(models.TextChoices):
    """Life of one obligation."""

    OPEN = "open_obligation", "待完成"
    REOPENED = "reopened", "退回重办"
    DONE = "done_obligation", "已完成"
    SKIPPED = "skipped", "免办"


UNDONE = (ObligationState.OPEN, ObligationState.REOPENED)

#: state → {verb: state after it}. The whole life of an obligation; nothing moves outside it.
DUTY_TRANSITIONS: dict[str, dict[str, str]] = {
    ObligationState.OPEN: {"complete": ObligationState.DONE, "skip": ObligationState.SKIPPED},
    ObligationState.REOPENED: {"complete": ObligationState.DONE, "skip": ObligationState.SKIPPED},
    ObligationState.DONE: {"reopen": ObligationState.REOPENED},
    ObligationState.SKIPPED: {"reopen": ObligationState.REOPENED},
}

DUTY_VERBS = {"complete": "登记完成", "skip": "免办", "reopen": "退回重办"}


class Standing(models.TextChoices):
    """How an obligation stands against its day; what the county's table counts."""

    ON_TIME = "on_time", "按时完成"
    DONE_LATE = "done_late", "逾期完成"
    OVERDUE = "overdue", "逾期未完成"
    COMING = "coming_obligation", "未到期"
    SKIPPED = "skipped", "免办"


class StepKind(models.TextChoices):
    """The ladder: ahead, three days before, on the day, then weekly to the owner; to the county once."""

    AHEAD = "ahead", "提前提醒"
    THREE_DAYS = "three_days", "到期前3天"
    DUE_DAY = "due_day", "到期当天"
    LATE = "late", "逾期（每周）"
    COUNTY = "county", "报县人大机关"
