"""How days, shares and rows of names are said, the same way everywhere.

day(date(2026, 3, 5))                    3月5日
share(68, 78)                            87.18       (of a hundred, two decimals, half up; "—" of nothing)
average(7, 2)                            3.5         (one decimal, half up; "—" of nothing)
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


def _half_up(number: Decimal, digits: int) -> str:
    return str(number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))


def share(part: int, whole: int, *, of_nothing: str = "—") -> str:
    """Return `part` of `whole` in percent, without the sign: two decimals, half up, as the county publishes its figures.

    Every share of the program is said by this function; `of_nothing` where there is no whole.
    """
    return _half_up(Decimal(part) * 100 / whole, 2) if whole else of_nothing


def average(total: float | Decimal, number: int, *, of_nothing: str = "—") -> str:
    """Return `total` over `number`: one decimal, half up. Every average of the program is said by this function."""
    return _half_up(Decimal(str(total)) / number, 1) if number else of_nothing


def listed(items: Iterable[object], *, at_most: int = 0, counter: str = "个", nothing: str = "") -> str:
    """Return `items` as one says them: 甲、乙; of more than `at_most` the first ones and how many there are."""
    said = [str(item) for item in items]
    if at_most and len(said) > at_most:
        return f"{'、'.join(said[:at_most])}等{len(said)}{counter}"
    return "、".join(said) or nothing
