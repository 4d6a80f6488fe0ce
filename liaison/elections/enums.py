"""States of a change of term, and what becomes of each deputy."""

from django.db import models


class ChangeState(models.TextChoices):
    """Life of a change of term (换届)."""

    PREPARING = "preparing", "准备中"
    RUNNING = "changing", "办理中"
    DONE = "changed", "已完成"


#: state → {verb: state after it}
CHANGE_TRANSITIONS: dict[str, dict[str, str]] = {
    ChangeState.PREPARING: {"begin": ChangeState.RUNNING},
    ChangeState.RUNNING: {"complete": ChangeState.DONE},
    ChangeState.DONE: {},
}


class Outcome(models.TextChoices):
    """What becomes of a deputy at the change of term."""

    UNDECIDED = "undecided", "未定"
    RE_ELECTED = "re_elected", "连任"
    LEAVES = "leaves", "离任"
