"""Facts that sides state, states of a discrepancy, who settles what, and how it was checked."""

from django.db import models

from liaison.registration.enums import Side
from yunhe.kit.moves import START, Machine, Verb
from yunhe.kit.states import State, Tone


class Fact(models.TextChoices):
    """What is stated of a deputy living elsewhere."""

    STILL_HERE = "still_here", "是否还在这里居住"
    COMMUNITY = "community", "现居住社区（村）"
    ADDRESS = "address", "现住址"
    PHONE = "phone", "手机"
    HOUSEHOLD = "household", "户籍是否仍在流出地"


PERSONAL = frozenset({Fact.ADDRESS, Fact.PHONE})  # masked wherever shown, in full only by a recorded click

#: Sides that state facts, in the order of the columns. The registration itself speaks as SYSTEM: 档案登记.
SPEAKERS = (Side.ORIGIN, Side.RESIDENCE, Side.COMMUNITY, Side.DEPUTY)

#: Who settles a fact: the residence knows where the deputy lives, the origin keeps the household, both keep the phone.
#: A county office may settle any. Our proposal, no office has prescribed it.
SETTLERS: dict[str, tuple[str, ...]] = {
    Fact.STILL_HERE: (Side.RESIDENCE,),
    Fact.COMMUNITY: (Side.RESIDENCE,),
    Fact.ADDRESS: (Side.RESIDENCE,),
    Fact.PHONE: (Side.RESIDENCE, Side.ORIGIN),
    Fact.HOUSEHOLD: (Side.ORIGIN,),
}
ANSWERS = {
    Fact.STILL_HERE: {"yes": "还在这里", "no": "已不在这里"},
    Fact.HOUSEHOLD: {"yes": "仍在流出地", "no": "已迁出流出地"},
}


class StatementSource(models.TextChoices):
    """On which occasion something was stated."""

    SAID = "said", "作出说明"
    TAP = "tap", "一键确认"
    FILE = "file", "办理登记报到"
    LEDGER = "ledger", "半年台账"


class DiscrepancyState(State):
    """Where a discrepancy stands."""

    OPEN = "open", "待核定", Tone.WARNING
    SETTLED = "settled", "已核定", Tone.INFO
    MATCHED = "matched", "说法已一致", Tone.SUCCESS
    LAPSED = "lapsed", "随档案结束", Tone.MUTED


class CheckWay(models.TextChoices):
    """How the person who settles has checked."""

    CALL = "call", "电话核对"
    VISIT = "visit", "上门查看"
    DOCUMENT = "document", "查看证件或证明"
    DEPUTY = "deputy", "代表本人当面确认"
    OTHER_SIDE = "other_side", "与对方人大核对"


#: Only `settle` is done by people, by those of the sides here that SETTLERS names for the fact; the rest follows from what is said.
DISCREPANCY = Machine.named("discrepancies.discrepancy", "信息不一致", DiscrepancyState, sides=Side).of(
    Verb("raise", "发现不一致", START, DiscrepancyState.OPEN, Side.SYSTEM),
    Verb("settle", "核定", DiscrepancyState.OPEN, DiscrepancyState.SETTLED, Side.RESIDENCE, Side.ORIGIN, Side.COUNTY),
    Verb("match", "各方说法已一致", DiscrepancyState.OPEN, DiscrepancyState.MATCHED, Side.SYSTEM),
    Verb("lapse", "档案结束，不再核定", DiscrepancyState.OPEN, DiscrepancyState.LAPSED, Side.SYSTEM),
    Verb(
        "reopen",
        "又有不同说法",
        (DiscrepancyState.SETTLED, DiscrepancyState.MATCHED),
        DiscrepancyState.OPEN,
        Side.SYSTEM,
    ),
)
