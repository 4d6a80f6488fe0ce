"""States and moves of joint meetings and resolutions, kinds of agenda items."""

from django.db import models

from yunhe.kit.moves import START, Machine, Verb
from yunhe.kit.states import State, Tone


class Turn(models.TextChoices):
    """Whose move it is, of the two offices. The county office may act for either and is recorded as such."""

    EITHER = "either", "任一方"
    WAITED_FOR = "waited_for", "等待答复的一方"
    OWNER = "owner", "责任单位"


class MeetingState(State):
    """Where a joint meeting stands."""

    PROPOSED = "proposed", "待对方答复", Tone.WARNING
    AGREED = "agreed", "已约定", Tone.INFO
    HELD = "held", "纪要待确认", Tone.SUCCESS
    CLOSED = "closed", "已办结", Tone.MUTED
    CANCELLED = "cancelled", "已取消", Tone.MUTED


OPEN_MEETINGS = (MeetingState.PROPOSED, MeetingState.AGREED)
WAITING_MEETINGS = (MeetingState.PROPOSED, MeetingState.HELD)  # for the side that has to answer
HELD_MEETINGS = (MeetingState.HELD, MeetingState.CLOSED)

MEETING = Machine.named("joint_meeting", "会议", MeetingState, sides=Turn).of(
    Verb("propose", "提议开会", START, MeetingState.PROPOSED, Turn.EITHER),
    Verb("agree", "同意时间地点", MeetingState.PROPOSED, MeetingState.AGREED, Turn.WAITED_FOR, kind="primary"),
    Verb("counter", "另提时间", MeetingState.PROPOSED, MeetingState.PROPOSED, Turn.WAITED_FOR),
    Verb("hold", "登记会议和纪要", MeetingState.AGREED, MeetingState.HELD, Turn.EITHER, kind="primary"),
    Verb("counter", "另提时间", MeetingState.AGREED, MeetingState.PROPOSED, Turn.EITHER),
    Verb("cancel", "取消会议", OPEN_MEETINGS, MeetingState.CANCELLED, Turn.EITHER, kind="danger"),
    Verb("amend", "修改纪要", MeetingState.HELD, MeetingState.HELD, Turn.EITHER),
    Verb("confirm", "确认纪要", MeetingState.HELD, MeetingState.CLOSED, Turn.WAITED_FOR, kind="primary"),
)


class AgendaKind(models.TextChoices):
    """What an item of the agenda is drafted from."""

    DISCREPANCIES = "discrepancies", "信息不一致"
    LATE_REGISTRATIONS = "late_registrations", "逾期档案"
    LEDGER = "ledger", "半年台账"
    SILENT = "silent", "长期未参加活动"
    RESOLUTIONS = "resolutions", "上次议定事项"
    OTHER = "other", "其他议题"


class ResolutionState(State):
    """Where a resolution stands."""

    OPEN = "open", "办理中", Tone.WARNING
    DONE = "done", "已完成", Tone.SUCCESS
    DROPPED = "dropped", "不再办理", Tone.MUTED


RESOLUTION = Machine.named("resolution", "议定事项", ResolutionState, sides=Turn).of(
    Verb("resolve", "会议议定", START, ResolutionState.OPEN, Turn.EITHER),
    Verb("finish", "登记完成", ResolutionState.OPEN, ResolutionState.DONE, Turn.OWNER, kind="primary"),
    Verb("postpone", "调整期限", ResolutionState.OPEN, ResolutionState.OPEN, Turn.EITHER),
    Verb("drop", "不再办理", ResolutionState.OPEN, ResolutionState.DROPPED, Turn.EITHER, kind="danger"),
)
