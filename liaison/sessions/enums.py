"""Kinds and states of sessions, halves of a day, how somebody attended, the life of a leave."""

from django.db import models

from yunhe.kit.moves import START, Machine, Verb
from yunhe.kit.states import State, Tone


class SessionKind(models.TextChoices):
    """Who meets. Only the congress itself counts for the rule of two absences (代表法 62)."""

    CONGRESS = "congress", "人民代表大会会议"
    STANDING = "standing", "常委会会议"
    PRESIDIUM = "presidium", "主席团会议"
    OTHER = "other", "其他会议"


class SessionState(State):
    """Where a session stands."""

    PLANNED = "planned", "已通知", Tone.INFO
    HELD = "held", "已召开", Tone.SUCCESS
    CANCELLED = "cancelled", "已取消", Tone.MUTED


SESSION = Machine.named("sessions.session", "会议", SessionState).of(
    Verb("convene", "登记会议", START, SessionState.PLANNED),
    Verb("hold", "登记已召开", SessionState.PLANNED, SessionState.HELD, kind="primary"),
    Verb("cancel", "取消会议", SessionState.PLANNED, SessionState.CANCELLED, kind="danger"),
)


class Half(models.TextChoices):
    """Half a day."""

    MORNING = "am", "上午"
    AFTERNOON = "pm", "下午"


class AttendanceStatus(State):
    """How somebody attended one sitting."""

    PRESENT = "present", "到会", Tone.SUCCESS
    LATE = "late", "迟到", Tone.INFO
    LEFT_EARLY = "left_early", "早退", Tone.INFO
    ON_LEAVE = "on_leave", "请假", Tone.MUTED
    ABSENT = "absent", "未请假缺席", Tone.DANGER


THERE = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY)


class LeaveSide(models.TextChoices):
    """Who acts on a leave."""

    DEPUTY = "deputy", "代表本人"
    OFFICE = "office", "召集会议的人大"


class LeaveState(State):
    """Where a request for leave stands."""

    ASKED = "asked", "待批准", Tone.WARNING
    GRANTED = "granted", "已批准", Tone.SUCCESS
    REFUSED = "refused", "未批准", Tone.DANGER
    WITHDRAWN = "withdrawn", "已撤回", Tone.MUTED


OPEN_LEAVES = (LeaveState.ASKED, LeaveState.GRANTED)

#: Source: 浙江省实施代表法办法 46: leave from a session is asked for in writing beforehand and has to be granted.
LEAVE = Machine.named("sessions.leave", "请假", LeaveState, sides=LeaveSide).of(
    Verb("ask", "请假", START, LeaveState.ASKED, LeaveSide.DEPUTY, LeaveSide.OFFICE),
    Verb("grant", "批准", LeaveState.ASKED, LeaveState.GRANTED, LeaveSide.OFFICE, kind="primary"),
    Verb("refuse", "不批准", LeaveState.ASKED, LeaveState.REFUSED, LeaveSide.OFFICE, kind="danger"),
    Verb("withdraw", "撤回（销假）", OPEN_LEAVES, LeaveState.WITHDRAWN, LeaveSide.DEPUTY, LeaveSide.OFFICE),
)
