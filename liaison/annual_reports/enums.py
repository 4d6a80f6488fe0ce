"""States of an annual report and of the decisions on it, and the moves between them."""

from yunhe.kit.moves import Machine, Verb
from yunhe.kit.states import State, Tone


class ReportState(State):
    """Life of an annual report (请示汇报)."""

    DRAFTING = "drafting", "起草中", Tone.WARNING
    HANDED_IN = "handed_in", "已报送", Tone.INFO
    REPLIED = "replied", "已批复", Tone.SUCCESS


REPORT = Machine.named("annual_report", "请示汇报", ReportState).of(
    Verb("hand_in", "登记报送", ReportState.DRAFTING, ReportState.HANDED_IN, kind="primary"),
    Verb("withdraw", "撤回修改", ReportState.HANDED_IN, ReportState.DRAFTING),
    Verb("reply", "登记批复", ReportState.HANDED_IN, ReportState.REPLIED, kind="primary"),
)


class DecisionState(State):
    """Life of something the Party committee decided on a report (批复事项)."""

    OPEN = "open", "落实中", Tone.WARNING
    DONE = "done", "已落实", Tone.SUCCESS


DECISION = Machine.named("decision", "批复事项", DecisionState).of(
    Verb("finish", "登记落实", DecisionState.OPEN, DecisionState.DONE, kind="primary"),
    Verb("reopen", "重新落实", DecisionState.DONE, DecisionState.OPEN),
)
