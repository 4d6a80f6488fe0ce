"""How days, shares and rows of names are said, the same way everywhere.

day(date(2026, 3, 5))                    3月5日
percent(68, 78, 2)                       87.18       (half up; "—" of nothing)
listed(["甲", "乙", "丙"], at_most=2)     甲、乙等3个
"""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal


def day(on: date) -> str:
    """Return a day of this year as it is spoken: 3月5日."""
    return f"{on.month}月{on.day}日"


def full_day(on: date) -> str:
    """Return a day with its year: 2026年3月5日."""
    return f"{on.year}年{day(on)}"


def percent(part: int, whole: int, digits: int = 0, *, of_nothing: str = "—") -> str:
    """Return `part` of `whole` in percent, without the sign, rounded half up; `of_nothing` where there is no whole."""
    if not whole:
        return of_nothing
    share = Decimal(part) * 100 / whole
    return str(share.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))


def listed(items: Iterable[object], *, at_most: int = 0, counter: str = "个", nothing: str = "") -> str:
    """Return `items` as one says them: 甲、乙; of more than `at_most` the first ones and how many there are."""
    said = [str(item) for item in items]
    if at_most and len(said) > at_most:
        return f"{'、'.join(said[:at_most])}等{len(said)}{counter}"
    return "、".join(said) or nothing
