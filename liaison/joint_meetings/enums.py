"""States and moves of joint meetings and resolutions, kinds of agenda items."""

from django.db import models

EITHER, WAITED_FOR, OWNER = "either", "waited_for", "owner"  # whose move it is, of the two sides


class MeetingState(models.TextChoices):
    """Where a joint meeting stands."""

    PROPOSED = "proposed", "待对方答复"
    AGREED = "agreed", "已约定"
    HELD = "held", "纪要待确认"
    CLOSED = "closed", "已办结"
    CANCELLED = "cancelled", "已取消"


OPEN_MEETINGS = (MeetingState.PROPOSED, MeetingState.AGREED)
HELD_MEETINGS = (MeetingState.HELD, MeetingState.CLOSED)

#: state → {verb: (state after it, who: either side, or the side that is waited for)}. Only the two offices move a meeting;
#: the county office may act for either side and is recorded as such.
MEETING_MOVES: dict[str, dict[str, tuple[str, str]]] = {
    "": {"propose": (MeetingState.PROPOSED, EITHER)},
    MeetingState.PROPOSED: {
        "agree": (MeetingState.AGREED, WAITED_FOR),
        "counter": (MeetingState.PROPOSED, WAITED_FOR),
        "cancel": (MeetingState.CANCELLED, EITHER),
    },
    MeetingState.AGREED: {
        "hold": (MeetingState.HELD, EITHER),
        "counter": (MeetingState.PROPOSED, EITHER),
        "cancel": (MeetingState.CANCELLED, EITHER),
    },
    MeetingState.HELD: {
        "amend": (MeetingState.HELD, EITHER),
        "confirm": (MeetingState.CLOSED, WAITED_FOR),
    },
    MeetingState.CLOSED: {},
    MeetingState.CANCELLED: {},
}
MEETING_VERBS = {
    "propose": "提议开会",
    "agree": "同意时间地点",
    "counter": "另提时间",
    "cancel": "取消会议",
    "hold": "登记会议和纪要",
    "amend": "修改纪要",
    "confirm": "确认纪要",
}


class AgendaKind(models.TextChoices):
    """What an item of the agenda is drafted from."""

    DISCREPANCIES = "discrepancies", "信息不一致"
    LATE_REGISTRATIONS = "late_registrations", "逾期档案"
    LEDGER = "ledger", "半年台账"
    SILENT = "silent", "长期未参加活动"
    RESOLUTIONS = "resolutions", "上次议定事项"
    OTHER = "other", "其他议题"


class ResolutionState(models.TextChoices):
    """Where a resolution stands."""

    OPEN = "open", "办理中"
    DONE = "done", "已完成"
    DROPPED = "dropped", "不再办理"


RESOLUTION_MOVES: dict[str, dict[str, tuple[str, str]]] = {
    ResolutionState.OPEN: {
        "finish": (ResolutionState.DONE, OWNER),
        "postpone": (ResolutionState.OPEN, EITHER),
        "drop": (ResolutionState.DROPPED, EITHER),
    },
    ResolutionState.DONE: {},
    ResolutionState.DROPPED: {},
}
RESOLUTION_VERBS = {"finish": "登记完成", "postpone": "调整期限", "drop": "不再办理"}
