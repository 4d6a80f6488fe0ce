"""States of an annual report and of the decisions on it, and the moves between them."""

from yunhe.kit.moves import Machine, to
from yunhe.kit.states import State, Tone


class ReportState(State):
    """Life of an annual report (请示汇报)."""

    DRAFTING = "drafting", "起草中", Tone.WARNING
    HANDED_IN = "handed_in", "已报送", Tone.INFO
    REPLIED = "replied", "已批复", Tone.SUCCESS


REPORT = Machine(
    "annual_report",
    "请示汇报",
    ReportState,
    {"hand_in": "登记报送", "withdraw": "撤回修改", "reply": "登记批复"},
    {
        ReportState.DRAFTING: {"hand_in": to(ReportState.HANDED_IN)},
        ReportState.HANDED_IN: {"withdraw": to(ReportState.DRAFTING), "reply": to(ReportState.REPLIED)},
        ReportState.REPLIED: {},
    },
    main=("hand_in", "reply"),
)


class DecisionState(State):
    """Life of something the Party committee decided on a report (批复事项)."""

    OPEN = "open", "落实中", Tone.WARNING
    DONE = "done", "已落实", Tone.SUCCESS


DECISION = Machine(
    "decision",
    "批复事项",
    DecisionState,
    {"finish": "登记落实", "reopen": "重新落实"},
    {
        DecisionState.OPEN: {"finish": to(DecisionState.DONE)},
        DecisionState.DONE: {"reopen": to(DecisionState.OPEN)},
    },
    main=("finish",),
)
