"""States, moves, bars and opinions of a suggestion."""

from django.db import models


class SuggestionState(models.TextChoices):
    """Where a suggestion stands."""

    DRAFT = "draft", "草拟中"
    HANDED_IN = "suggested", "已提交"
    ASSIGNED = "entrusted", "办理中"
    REPLIED = "unit_replied", "待代表反馈意见"
    REDOING = "redoing", "重新办理"
    CLOSED = "closed", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


OPEN_STATES = (
    SuggestionState.DRAFT,
    SuggestionState.HANDED_IN,
    SuggestionState.ASSIGNED,
    SuggestionState.REPLIED,
    SuggestionState.REDOING,
)
FINAL_STATES = (SuggestionState.CLOSED, SuggestionState.WITHDRAWN)


class Side(models.TextChoices):
    """Who acts on a suggestion."""

    LEADER = "leader", "领衔代表"
    OFFICE = "office", "人大"


_LEADER, _OFFICE = frozenset({Side.LEADER}), frozenset({Side.OFFICE})

#: state → {verb: (state after it, sides that may do it)}. `give_opinion` leads to REDOING instead when not satisfied once.
TRANSITIONS: dict[str, dict[str, tuple[str, frozenset[str]]]] = {
    SuggestionState.DRAFT: {
        "hand_in": (SuggestionState.HANDED_IN, _LEADER),
        "withdraw": (SuggestionState.WITHDRAWN, _LEADER),
    },
    SuggestionState.HANDED_IN: {
        "assign": (SuggestionState.ASSIGNED, _OFFICE),
        "send_back": (SuggestionState.DRAFT, _OFFICE),
        "withdraw": (SuggestionState.WITHDRAWN, _LEADER),
    },
    SuggestionState.ASSIGNED: {
        "reply": (SuggestionState.REPLIED, _OFFICE),
        "take_back": (SuggestionState.HANDED_IN, _OFFICE),
    },
    SuggestionState.REPLIED: {"give_opinion": (SuggestionState.CLOSED, _LEADER | _OFFICE)},
    SuggestionState.REDOING: {"reply": (SuggestionState.REPLIED, _OFFICE)},
    SuggestionState.CLOSED: {},
    SuggestionState.WITHDRAWN: {},
}

VERBS = {
    "hand_in": "提交",
    "withdraw": "撤回",
    "send_back": "退回修改",
    "assign": "交办",
    "take_back": "承办单位退回",
    "reply": "登记书面答复",
    "give_opinion": "反馈意见",
}


class Bar(models.TextChoices):
    """The seven things that are no suggestion (浙江省人大代表建议办理规定 第六条)."""

    OWN_AFFAIR = "own_affair", "解决代表本人或者亲属的个人问题"
    FORWARDED = "forwarded", "代转群众来信、申诉材料"
    PAPER = "paper", "学术探讨或者产品推介"
    EMPTY = "empty", "没有具体内容"
    CASE = "case", "正在诉讼、仲裁、复议的具体案件"
    TENDER = "tender", "正在进行的招标投标、工程发包等经营事务"
    OTHER = "other", "其他不应当作为代表建议提出的"


class SignState(models.TextChoices):
    """What a deputy who was asked to sign has answered."""

    ASKED = "asked", "等待联名"
    SIGNED = "signed", "已联名"
    DECLINED = "declined", "未联名"


class Opinion(models.TextChoices):
    """What the deputies think of the reply (征询意见表)."""

    SATISFIED = "satisfied", "满意"
    MOSTLY = "mostly", "基本满意"
    UNSATISFIED = "unsatisfied", "不满意"
