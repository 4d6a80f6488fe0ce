"""States of a change of term, and what becomes of each deputy."""

from yunhe.kit.moves import Machine, to
from yunhe.kit.states import State, Tone


class ElectionState(State):
    """Life of a change of term (换届)."""

    PREPARING = "preparing", "准备中", Tone.WARNING
    RUNNING = "running", "办理中", Tone.INFO
    DONE = "done", "已完成", Tone.SUCCESS


ELECTION = Machine(
    "election",
    "换届",
    ElectionState,
    {"begin": "开始办理", "complete": "完成换届"},
    {
        ElectionState.PREPARING: {"begin": to(ElectionState.RUNNING)},
        ElectionState.RUNNING: {"complete": to(ElectionState.DONE)},
        ElectionState.DONE: {},
    },
)


class Outcome(State):
    """What becomes of a deputy at the change of term."""

    UNDECIDED = "undecided", "未定", Tone.WARNING
    RE_ELECTED = "re_elected", "连任", Tone.SUCCESS
    LEAVES = "leaves", "离任", Tone.MUTED
