"""States, moves, bars and opinions of a suggestion."""

from django.db import models

from yunhe.kit.moves import Machine, Verb
from yunhe.kit.states import State, Tone


class SuggestionState(State):
    """Where a suggestion stands."""

    DRAFT = "draft", "草拟中", Tone.WARNING
    HANDED_IN = "handed_in", "已提交", Tone.WARNING
    ASSIGNED = "assigned", "办理中", Tone.INFO
    REPLIED = "replied", "待代表反馈意见", Tone.WARNING
    REDOING = "redoing", "重新办理", Tone.DANGER
    CLOSED = "closed", "已办结", Tone.MUTED
    WITHDRAWN = "withdrawn", "已撤回", Tone.MUTED


class Side(models.TextChoices):
    LEADER = "leader", "领衔代表"
    OFFICE = "office", "人大"
    UNIT = "unit", "承办单位"


SUGGESTION = Machine.named("suggestions.suggestion", "建议", SuggestionState, sides=Side).of(
    Verb("hand_in", "提交", SuggestionState.DRAFT, SuggestionState.HANDED_IN, Side.LEADER),
    Verb("acknowledge", "告知收到", SuggestionState.HANDED_IN, SuggestionState.HANDED_IN, Side.OFFICE),
    Verb("assign", "交办", SuggestionState.HANDED_IN, SuggestionState.ASSIGNED, Side.OFFICE),
    Verb("send_back", "退回修改", SuggestionState.HANDED_IN, SuggestionState.DRAFT, Side.OFFICE),
    Verb(
        "withdraw", "撤回", (SuggestionState.DRAFT, SuggestionState.HANDED_IN), SuggestionState.WITHDRAWN, Side.LEADER
    ),
    Verb(
        "reply",
        "书面答复",
        (SuggestionState.ASSIGNED, SuggestionState.REDOING),
        SuggestionState.REPLIED,
        *(Side.UNIT, Side.OFFICE),
        kind="primary",
    ),
    Verb("take_back", "承办单位退回", SuggestionState.ASSIGNED, SuggestionState.HANDED_IN, Side.UNIT, Side.OFFICE),
    Verb(  # done again when not satisfied, once
        "give_opinion",
        "反馈意见",
        SuggestionState.REPLIED,
        SuggestionState.CLOSED,
        Side.LEADER,
        Side.OFFICE,
        also=(SuggestionState.REDOING,),
    ),
    Verb(
        "track", "跟踪再答复", SuggestionState.CLOSED, SuggestionState.ASSIGNED, Side.OFFICE
    ),  # planned: until it is done
)
OPEN_STATES = SUGGESTION.unfinished


class Bar(models.TextChoices):
    """The seven things that are no suggestion (浙江省人大代表建议办理规定 第六条)."""

    OWN_AFFAIR = "own_affair", "解决代表本人或者亲属的个人问题"
    FORWARDED = "forwarded", "代转群众来信、申诉材料"
    PAPER = "paper", "学术探讨或者产品推介"
    EMPTY = "empty", "没有具体内容"
    CASE = "case", "正在诉讼、仲裁、复议的具体案件"
    TENDER = "tender", "正在进行的招标投标、工程发包等经营事务"
    OTHER = "other", "其他不应当作为代表建议提出的"


class SignState(State):
    """What a deputy who was asked to sign has answered."""

    ASKED = "asked", "等待联名", Tone.WARNING
    SIGNED = "signed", "已联名", Tone.SUCCESS
    DECLINED = "declined", "未联名", Tone.DANGER


class Opinion(models.TextChoices):
    """What the deputies think of the reply (征询意见表)."""

    SATISFIED = "satisfied", "满意"
    MOSTLY = "mostly", "基本满意"
    UNSATISFIED = "unsatisfied", "不满意"
