"""States of minutes, topics and follow-ups, and the moves between them."""

from django.db import models


class MinutesState(models.TextChoices):
    """Life of an activity's minutes (纪要)."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已印发"


#: state → {verb: state after it}
MINUTES_TRANSITIONS: dict[str, dict[str, str]] = {
    MinutesState.DRAFT: {"publish": MinutesState.PUBLISHED},
    MinutesState.PUBLISHED: {"withdraw": MinutesState.DRAFT},
}

MINUTES_VERBS = {"publish": "印发", "withdraw": "撤回修改"}


class TopicState(models.TextChoices):
    """Life of a topic (议题) of 元和's 代表来了: study first, supervise afterwards (先学习、后监督)."""

    PLANNED = "to_study", "待学习"
    STUDIED = "studied", "已学习"
    DISCUSSED = "discussed", "已议"
    SUPERVISING = "supervising", "跟踪监督"
    CLOSED = "closed", "已办结"
    DROPPED = "topic_dropped", "已撤销"


TOPIC_TRANSITIONS: dict[str, dict[str, str]] = {
    TopicState.PLANNED: {"study": TopicState.STUDIED, "drop": TopicState.DROPPED},
    TopicState.STUDIED: {"discuss": TopicState.DISCUSSED, "drop": TopicState.DROPPED},
    TopicState.DISCUSSED: {"supervise": TopicState.SUPERVISING},
    TopicState.SUPERVISING: {"close": TopicState.CLOSED},
    TopicState.CLOSED: {},
    TopicState.DROPPED: {},
}

TOPIC_VERBS = {
    "study": "登记学习",
    "discuss": "登记议事结果",
    "supervise": "转入监督",
    "close": "办结",
    "drop": "撤销议题",
}


class FollowUpState(models.TextChoices):
    """Life of a follow-up (跟进事项)."""

    OPEN = "following", "跟进中"
    DONE = "followed_up", "已完成"
    DROPPED = "not_followed", "不再跟进"


FOLLOW_UP_TRANSITIONS: dict[str, dict[str, str]] = {
    FollowUpState.OPEN: {"finish": FollowUpState.DONE, "drop": FollowUpState.DROPPED},
    FollowUpState.DONE: {"reopen": FollowUpState.OPEN},
    FollowUpState.DROPPED: {"reopen": FollowUpState.OPEN},
}

FOLLOW_UP_VERBS = {"finish": "登记完成", "drop": "不再跟进", "reopen": "重新跟进"}
