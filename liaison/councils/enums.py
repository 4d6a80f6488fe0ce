"""States and machine of a council meeting, kinds of agenda items, how members attend."""

from django.db import models

from yunhe.kit.moves import START, Machine, Verb
from yunhe.kit.states import State, Tone


class CouncilState(State):
    """Where a council meeting stands."""

    PLANNED = "planned", "筹备中", Tone.INFO
    HELD = "held", "已召开", Tone.SUCCESS
    CANCELLED = "cancelled", "已取消", Tone.MUTED


COUNCIL = Machine.named("councils.meeting", "议事会会议", CouncilState).of(
    Verb("convene", "筹备会议", START, CouncilState.PLANNED),
    Verb("hold", "登记已召开", CouncilState.PLANNED, CouncilState.HELD, kind="primary"),
    Verb("cancel", "取消会议", CouncilState.PLANNED, CouncilState.CANCELLED, kind="danger"),
)


class ItemKind(models.TextChoices):
    """What is done with an item of the agenda."""

    HEARING = "hearing", "听取和讨论报告"
    DELIBERATION = "deliberation", "议事协商"
    VOTE = "vote", "民生实事票决"


class SeatStatus(State):
    """How a member attended; empty until the roll was called."""

    PRESENT = "present", "到会", Tone.SUCCESS
    ON_LEAVE = "on_leave", "请假", Tone.MUTED
    ABSENT = "absent", "缺席", Tone.DANGER


class ProjectResult(State):
    """What the vote has made of a project."""

    OPEN = "open", "待票决", Tone.INFO
    CHOSEN = "chosen", "当选", Tone.SUCCESS
    TIED = "tied", "得票相同，须再次投票", Tone.WARNING
    NOT_CHOSEN = "not_chosen", "未当选", Tone.MUTED
