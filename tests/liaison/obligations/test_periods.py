"""Periods, days of obligations and their reminders: pure rules, against the published calendar and beyond it."""

import itertools
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.obligations.enums import Frequency, StepKind
from liaison.obligations.periods import due_on, kind_of, ladder_of, periods_of
from yunhe.kit.workdays import is_workday

LEAP, BEYOND = 2024, 2031


@pytest.mark.parametrize(
    ("frequency", "times", "keys"),
    [
        (Frequency.YEARLY, 1, ["2024"]),
        (Frequency.HALF_YEARLY, 1, ["2024-H1", "2024-H2"]),
        (Frequency.QUARTERLY, 1, ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]),
        (Frequency.MONTHLY, 1, [f"2024-{month:02d}" for month in range(1, 13)]),
        (Frequency.TIMES, 3, ["2024-01of3", "2024-02of3", "2024-03of3"]),
    ],
)
def test_the_periods_of_a_year_have_names_and_cover_it_without_a_gap(frequency, times, keys):
    periods = periods_of(frequency, times, LEAP)
    assert [period.key for period in periods] == keys
    assert (periods[0].first, periods[-1].last) == (date(LEAP, 1, 1), date(LEAP, 12, 31))
    for one, following in itertools.pairwise(periods):
        assert following.first == one.last + timedelta(days=1)


@given(times=st.integers(1, 12), year=st.integers(2020, 2090))
def test_so_many_times_a_year_are_so_many_periods_within_the_year(times, year):
    periods = periods_of(Frequency.TIMES, times, year)
    assert len({period.key for period in periods}) == times
    assert all(period.first <= period.last for period in periods)
    assert (periods[0].first, periods[-1].last) == (date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(
    ("frequency", "at", "month", "day", "expected"),
    [
        (Frequency.MONTHLY, 1, None, None, date(2024, 2, 29)),  # a Thursday at work
        (Frequency.MONTHLY, 1, None, 4, date(2024, 2, 4)),  # a Sunday on which offices work
        (Frequency.MONTHLY, 1, None, 10, date(2024, 2, 18)),  # Spring Festival; the 18th is a Sunday at work
        (Frequency.MONTHLY, 1, None, 31, date(2024, 2, 29)),
        (Frequency.MONTHLY, 8, None, 30, date(2024, 9, 30)),
        (Frequency.QUARTERLY, 0, None, None, date(2024, 3, 29)),  # the 31st is a Sunday: before it, not in April
        (Frequency.QUARTERLY, 1, None, None, date(2024, 6, 28)),
        (Frequency.QUARTERLY, 2, 1, None, date(2024, 7, 31)),
        (Frequency.HALF_YEARLY, 0, 3, None, date(2024, 4, 1)),  # the 31st is a Sunday: after it, still in the half
        (Frequency.HALF_YEARLY, 1, 4, 1, date(2024, 10, 8)),  # National Day
        (Frequency.YEARLY, 0, 1, None, date(2024, 1, 31)),
        (Frequency.YEARLY, 0, None, None, date(2024, 12, 31)),
    ],
)
def test_a_day_that_is_no_working_day_moves_within_its_period(frequency, at, month, day, expected):
    assert due_on(periods_of(frequency, 1, LEAP)[at], month, day) == expected
    assert chinese_calendar.is_workday(expected)


def test_29_february_is_the_28th_in_other_years():
    february = periods_of(Frequency.MONTHLY, 1, 2025)[1]
    assert due_on(february, None, 29) == date(2025, 2, 28)


def test_in_a_year_whose_holidays_are_not_announced_the_fixed_ones_count():
    with pytest.raises(NotImplementedError):
        chinese_calendar.is_workday(date(BEYOND, 5, 6))
    january = periods_of(Frequency.MONTHLY, 1, BEYOND)[0]
    assert due_on(january, None, 1) == date(2031, 1, 2)  # New Year's Day is a Wednesday
    assert due_on(periods_of(Frequency.MONTHLY, 1, BEYOND)[4], None, 3) == date(2031, 5, 5)  # Saturday after 1–3 May
    assert due_on(periods_of(Frequency.YEARLY, 1, BEYOND)[0]) == date(2031, 12, 31)


def test_days_named_by_the_county_count(settings):
    settings.EXTRA_HOLIDAYS = {"2031-12-31"}
    settings.EXTRA_WORKDAYS = {"2031-02-01"}
    assert due_on(periods_of(Frequency.YEARLY, 1, BEYOND)[0]) == date(2031, 12, 30)
    assert due_on(periods_of(Frequency.MONTHLY, 1, BEYOND)[1], None, 1) == date(2031, 2, 1)


@given(
    frequency=st.sampled_from([value for value in Frequency if value != Frequency.TIMES]),
    year=st.integers(2022, 2040),
    at=st.integers(0, 11),
    month=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(1, 31),
)
def test_every_day_is_a_working_day_of_its_period(frequency, year, at, month, day):
    periods = periods_of(frequency, 1, year)
    period = periods[at % len(periods)]
    due = due_on(period, month, day)
    assert is_workday(due)
    assert due <= period.last
    assert due >= period.first or not any(
        is_workday(period.first + timedelta(days=n)) for n in range((due - period.first).days + 1)
    )


def test_the_ladder_of_a_obligation_day_by_day():
    due = date(2024, 9, 30)  # before National Day
    seen = {}
    for number in range(150):
        day = date(2024, 9, 1) + timedelta(days=number)
        for rung in ladder_of(14).due(due, day):
            seen.setdefault(rung.slot, day)
    assert seen["ahead"] == date(2024, 9, 14)  # 16 September is in the Mid-Autumn holidays; Saturday 14 is at work
    assert seen["three_days"] == date(2024, 9, 27)
    assert seen["due_day"] == due
    assert seen["late-01"] == date(2024, 10, 8)  # the 7th is a holiday
    assert seen["county"] == date(2024, 10, 12)  # five working days: 8, 9, 10, 11 and Saturday 12, a make-up day
    assert [key for key in seen if key.startswith("late")] == [f"late-{week:02d}" for week in range(1, 13)]


def test_only_the_newest_step_is_taken_after_a_pause():
    due = date(2024, 9, 30)
    assert [rung.slot for rung in ladder_of(14).due(due, date(2024, 10, 21))] == ["late-03", "county"]
    assert ladder_of(14).due(due, date(2024, 8, 1)) == []
    assert [kind_of(rung.slot) for rung in ladder_of(3).due(due, date(2024, 9, 29))] == [StepKind.THREE_DAYS]
    assert next(ladder_of(60).days_of(due)) == ("ahead", date(2024, 8, 1))


def test_a_year_later_nobody_is_told_any_more():
    due = date(2024, 9, 30)
    assert [rung.slot for rung in ladder_of(14).due(due, date(2025, 1, 6))] == ["late-12", "county"]
    assert [rung.slot for rung in ladder_of(14).due(due, date(2025, 1, 7))] == ["late-12"]
