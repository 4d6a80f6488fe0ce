"""Rhythms of a rota, states of reception days and swaps, with their moves."""

from django.db import models


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


class ShiftState(models.TextChoices):
    """Life of a reception day."""

    PLANNED = "planned", "待值班"
    HELD = "held", "已接待"
    CANCELLED = "cancelled", "已取消"


SHIFT_TRANSITIONS: dict[str, tuple[str, ...]] = {
    ShiftState.PLANNED: (ShiftState.HELD, ShiftState.CANCELLED),
    ShiftState.HELD: (),
    ShiftState.CANCELLED: (),
}


class SwapState(models.TextChoices):
    """Life of a deputy's wish to change a watch with a colleague."""

    ASKED = "asked", "等对方答复"
    ACCEPTED = "accepted", "已换班"
    DECLINED = "declined", "对方未同意"
    WITHDRAWN = "withdrawn", "已收回"


SWAP_TRANSITIONS: dict[str, tuple[str, ...]] = {
    SwapState.ASKED: (SwapState.ACCEPTED, SwapState.DECLINED, SwapState.WITHDRAWN),
    SwapState.ACCEPTED: (),
    SwapState.DECLINED: (),
    SwapState.WITHDRAWN: (),
}
