"""When a round opens, closes and reminds, over year ends and leap days."""

from datetime import date, timedelta

import pytest

from liaison.ledger.clocks import reminder_on
from liaison.ledger.periods import Half
from yunhe.kit.refusals import Refused


@pytest.mark.parametrize(
    ("text", "first", "opens", "last"),
    [
        ("2026-H1", date(2026, 1, 1), date(2026, 5, 1), date(2026, 6, 30)),
        ("2026-h2", date(2026, 7, 1), date(2026, 11, 1), date(2026, 12, 31)),
    ],
)
def test_a_half_year_knows_its_days(text, first, opens, last):
    half = Half.parse(text)
    assert (half.first, half.opens_on, half.last) == (first, opens, last)


def test_the_half_before_january_is_last_years_second():
    assert str(Half.of(date(2027, 1, 1)).previous) == "2026-H2"
    assert str(Half.of(date(2028, 2, 29))) == "2028-H1"


@pytest.mark.parametrize("text", ["2026", "2026-H3", "下半年", ""])
def test_what_is_no_half_year_is_refused(text):
    with pytest.raises(Refused, match="请写成 2026-H1"):
        Half.parse(text)


OPENED, CLOSES = date(2026, 11, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("on", "slot"),
    [
        (date(2026, 10, 31), None),
        (date(2026, 11, 1), "opening"),
        (date(2026, 12, 16), "opening"),
        (date(2026, 12, 17), "before-14"),
        (date(2026, 12, 28), "before-3"),
        (date(2026, 12, 31), "before-3"),
        (date(2027, 1, 6), None),
        (date(2027, 1, 7), "late-7"),
        (date(2027, 1, 13), "late-7"),
        (date(2027, 1, 14), "late-14"),
        (date(2027, 7, 1), "late-182"),
        (date(2027, 7, 2), None),
    ],
)
def test_the_four_times(on, slot):
    rung = reminder_on(OPENED, CLOSES, on)
    assert (rung and rung.slot) == slot


def test_a_round_opened_late_starts_with_the_reminder_that_is_due():
    assert reminder_on(date(2026, 12, 20), CLOSES, date(2026, 12, 20)).slot == "before-14"


def test_day_by_day_over_a_year_each_reminder_comes_once_and_in_order():
    seen = []
    for day in range(400):
        rung = reminder_on(OPENED, CLOSES, date(2026, 10, 1) + timedelta(days=day))
        if rung and rung.slot not in seen[-1:]:
            seen.append(rung.slot)
    assert seen == ["opening", "before-14", "before-3", *(f"late-{7 * week}" for week in range(1, 27))]
