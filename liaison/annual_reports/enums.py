"""States of an annual report and of the decisions on it, and the moves between them."""

from django.db import models


class ReportState(models.TextChoices):
    """Life of an annual report (请示汇报)."""

    DRAFTING = "drafting", "起草中"
    HANDED_IN = "handed_in", "已报送"
    REPLIED = "replied", "已批复"


#: state → {verb: state after it}
REPORT_TRANSITIONS: dict[str, dict[str, str]] = {
    ReportState.DRAFTING: {"hand_in": ReportState.HANDED_IN},
    ReportState.HANDED_IN: {"withdraw": ReportState.DRAFTING, "reply": ReportState.REPLIED},
    ReportState.REPLIED: {},
}

REPORT_VERBS = {"hand_in": "登记报送", "withdraw": "撤回修改", "reply": "登记批复"}


class DecisionState(models.TextChoices):
    """Life of something the Party committee decided on a report (批复事项)."""

    OPEN = "carrying_out", "落实中"
    DONE = "carried_out", "已落实"


DECISION_TRANSITIONS: dict[str, dict[str, str]] = {
    DecisionState.OPEN: {"finish": DecisionState.DONE},
    DecisionState.DONE: {"reopen": DecisionState.OPEN},
}

DECISION_VERBS = {"finish": "登记落实", "reopen": "重新落实"}
