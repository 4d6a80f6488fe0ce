"""Who owes an obligation how often, its states and legal moves, the steps of its reminders."""

from django.db import models

from yunhe.kit.moves import Machine, Verb
from yunhe.kit.states import State, Tone


class OwedBy(models.TextChoices):
    UNIT = "unit", "单位"
    PAIR = "pair", "流出地和流入地两个单位"
    TEAM = "team", "代表团队"
    TEAMS = "teams", "每个这类团队"


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
    JOINT_ACTIVITY = "joint_activity", "两地都参加的活动"
    HOME_VISIT = "home_visit", "流动代表逐人回原选区"
    TOPIC = "topic", "议题"
    JOINT_MEETING = "joint_meeting", "联席会议"
    LEDGER = "ledger", "半年台账"
    ANNUAL_REPORT = "annual_report", "年度报告"
    FILE = "file", "文件"
    NOTE = "note", "文字说明"


#: of these another ladder reminds: the ledger's own, which knows every line
TOLD_ELSEWHERE = (EvidenceKind.LEDGER,)


class ObligationState(State):
    OPEN = "open", "待完成", Tone.INFO
    REOPENED = "reopened", "退回重办", Tone.DANGER
    DONE = "done", "已完成", Tone.SUCCESS
    SKIPPED = "skipped", "免办", Tone.MUTED


UNDONE = (ObligationState.OPEN, ObligationState.REOPENED)


class Side(models.TextChoices):
    """For whom somebody speaks."""

    OWING = "owing", "承担单位"
    RULING = "ruling", "规定单位"
    SYSTEM = "system", "系统"


OBLIGATION = Machine.named("obligation", "任务", ObligationState, sides=Side).of(
    Verb("complete", "登记完成", UNDONE, ObligationState.DONE, Side.OWING),
    Verb("settle", "自动完成", ObligationState.OPEN, ObligationState.DONE, Side.SYSTEM),
    Verb("skip", "免办", UNDONE, ObligationState.SKIPPED, Side.RULING),
    Verb("lapse", "不再适用", UNDONE, ObligationState.SKIPPED, Side.SYSTEM),
    Verb("reopen", "退回重办", (ObligationState.DONE, ObligationState.SKIPPED), ObligationState.REOPENED, Side.RULING),
    Verb("unsettle", "佐证不再成立", ObligationState.DONE, ObligationState.OPEN, Side.SYSTEM),
)


class Standing(State):
    """How an obligation stands against its day; what the county's table counts."""

    ON_TIME = "on_time", "按时完成", Tone.SUCCESS
    DONE_LATE = "done_late", "逾期完成", Tone.WARNING
    OVERDUE = "overdue", "逾期未完成", Tone.DANGER
    COMING = "coming", "未到期", Tone.INFO
    SKIPPED = "skipped", "免办", Tone.MUTED


class StepKind(models.TextChoices):
    """The ladder: ahead, three days before, on the day, then weekly to the owner; to the county once."""

    AHEAD = "ahead", "提前提醒"
    THREE_DAYS = "three_days", "到期前3天"
    DUE_DAY = "due_day", "到期当天"
    LATE = "late", "逾期（每周）"
    COUNTY = "county", "报县人大机关"
