"""Rhythms of a rota, and the lives of reception days and swaps."""

from django.db import models

from yunhe.kit.moves import Machine, Verb
from yunhe.kit.states import State, Tone


class Rhythm(models.TextChoices):
    """By which rule a year's watch days are found."""

    MONTH_DAY = "month_day", "每月固定日期"
    WEEKLY = "weekly", "每周固定星期"
    NTH_WEEKDAY = "nth_weekday", "每月第几个星期几"


class Months(models.TextChoices):
    """In which months there is watch."""

    ALL = "all", "每个月"
    ODD = "odd", "单月"
    EVEN = "even", "双月"
    QUARTER = "quarter", "每季度首月"


class ShiftState(State):
    """Life of a reception day."""

    PLANNED = "planned", "待值班", Tone.INFO
    HELD = "held", "已接待", Tone.SUCCESS
    CANCELLED = "cancelled", "已取消", Tone.MUTED


#: the organising side alone moves a day
SHIFT = Machine.named("rotas.shift", "接待日", ShiftState).of(
    Verb("hold", "登记到岗", ShiftState.PLANNED, ShiftState.HELD),
    Verb("cancel", "取消", ShiftState.PLANNED, ShiftState.CANCELLED),
)


class SwapSide(models.TextChoices):
    ASKER = "asker", "申请人"
    COLLEAGUE = "colleague", "接替人"


class SwapState(State):
    """Life of a deputy's wish to change a watch with a colleague."""

    ASKED = "asked", "等对方答复", Tone.WARNING
    ACCEPTED = "accepted", "已换班", Tone.SUCCESS
    DECLINED = "declined", "对方未同意", Tone.DANGER
    WITHDRAWN = "withdrawn", "已收回", Tone.MUTED


SWAP = Machine.named("rotas.swap", "换班申请", SwapState, sides=SwapSide).of(
    Verb("accept", "同意接替", SwapState.ASKED, SwapState.ACCEPTED, SwapSide.COLLEAGUE),
    Verb("decline", "答复不能接替", SwapState.ASKED, SwapState.DECLINED, SwapSide.COLLEAGUE),
    Verb("withdraw", "收回", SwapState.ASKED, SwapState.WITHDRAWN, SwapSide.ASKER),
)
