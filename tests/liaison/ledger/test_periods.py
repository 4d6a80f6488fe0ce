"""When a round opens, closes and reminds, over year ends and leap days."""

from datetime import date, timedelta

import pytest

from liaison.ledger.periods import Half, UnknownHalf, reminders_due


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
    with pytest.raises(UnknownHalf, match="请写成 2026-H1"):
        Half.parse(text)


@pytest.mark.parametrize(
    ("on", "key"),
    [
        (date(2026, 10, 31), None),
        (date(2026, 11, 1), "opening"),
        (date(2026, 12, 16), "opening"),
        (date(2026, 12, 17), "two_weeks"),
        (date(2026, 12, 28), "three_days"),
        (date(2027, 1, 6), "three_days"),
        (date(2027, 1, 7), "late-2027-01-07"),
        (date(2027, 1, 14), "late-2027-01-14"),
    ],
)
def test_the_four_times(on, key):
    due = reminders_due(date(2026, 11, 1), date(2026, 12, 31), on)
    assert [found for _, found, _ in due] == ([key] if key else [])


def test_a_round_opened_late_starts_with_the_reminder_that_is_due():
    assert reminders_due(date(2026, 12, 20), date(2026, 12, 31), date(2026, 12, 20))[0][1] == "two_weeks"


def test_day_by_day_over_a_year_each_reminder_comes_once():
    seen = []
    for day in range(400):
        for _, key, _ in reminders_due(date(2027, 11, 1), date(2027, 12, 31), date(2027, 10, 1) + timedelta(days=day)):
            if key not in seen:
                seen.append(key)
    assert seen[:3] == ["opening", "two_weeks", "three_days"]
    assert seen[3:] == [f"late-{date(2028, 1, 7) + timedelta(weeks=week)}" for week in range(26)]
