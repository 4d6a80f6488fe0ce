"""States and moves of joint meetings and resolutions, kinds of agenda items."""

from django.db import models

from yunhe.kit.moves import START, Machine, to
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
HELD_MEETINGS = (MeetingState.HELD, MeetingState.CLOSED)

MEETING = Machine(
    "joint_meeting",
    "会议",
    MeetingState,
    {
        "propose": "提议开会",
        "agree": "同意时间地点",
        "counter": "另提时间",
        "cancel": "取消会议",
        "hold": "登记会议和纪要",
        "amend": "修改纪要",
        "confirm": "确认纪要",
    },
    {
        START: {"propose": to(MeetingState.PROPOSED, Turn.EITHER)},
        MeetingState.PROPOSED: {
            "agree": to(MeetingState.AGREED, Turn.WAITED_FOR),
            "counter": to(MeetingState.PROPOSED, Turn.WAITED_FOR),
            "cancel": to(MeetingState.CANCELLED, Turn.EITHER),
        },
        MeetingState.AGREED: {
            "hold": to(MeetingState.HELD, Turn.EITHER),
            "counter": to(MeetingState.PROPOSED, Turn.EITHER),
            "cancel": to(MeetingState.CANCELLED, Turn.EITHER),
        },
        MeetingState.HELD: {
            "amend": to(MeetingState.HELD, Turn.EITHER),
            "confirm": to(MeetingState.CLOSED, Turn.WAITED_FOR),
        },
        MeetingState.CLOSED: {},
        MeetingState.CANCELLED: {},
    },
    sides=Turn,
    main=("agree", "hold", "confirm"),
    danger=("cancel",),
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


RESOLUTION = Machine(
    "resolution",
    "议定事项",
    ResolutionState,
    {"resolve": "会议议定", "finish": "登记完成", "postpone": "调整期限", "drop": "不再办理"},
    {
        START: {"resolve": to(ResolutionState.OPEN, Turn.EITHER)},
        ResolutionState.OPEN: {
            "finish": to(ResolutionState.DONE, Turn.OWNER),
            "postpone": to(ResolutionState.OPEN, Turn.EITHER),
            "drop": to(ResolutionState.DROPPED, Turn.EITHER),
        },
        ResolutionState.DONE: {},
        ResolutionState.DROPPED: {},
    },
    sides=Turn,
    main=("finish",),
    danger=("drop",),
)
