"""States of an election, and what becomes of each deputy."""

from yunhe.kit.moves import Machine, Verb
from yunhe.kit.states import State, Tone


class ElectionState(State):
    """Life of an election (换届)."""

    PREPARING = "preparing", "准备中", Tone.WARNING
    RUNNING = "running", "办理中", Tone.INFO
    DONE = "done", "已完成", Tone.SUCCESS


ELECTION = Machine.named("election", "换届", ElectionState).of(
    Verb("begin", "开始办理", ElectionState.PREPARING, ElectionState.RUNNING),
    Verb("complete", "完成换届", ElectionState.RUNNING, ElectionState.DONE),
)


class Outcome(State):
    """What becomes of a deputy at the election."""

    UNDECIDED = "undecided", "未定", Tone.WARNING
    RE_ELECTED = "re_elected", "连任", Tone.SUCCESS
    LEAVES = "leaves", "离任", Tone.MUTED
