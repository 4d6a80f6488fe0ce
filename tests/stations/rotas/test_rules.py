"""From a rule to watch days: months, weekdays, short months, holidays, the turn of the year; spreading people."""

from collections import Counter
from datetime import date

import pytest

from stations.rotas.enums import Months, Rhythm
from stations.rotas.rules import Rule, shift_days, spread


def days(rule, year, **more):
    return [day.on for day in shift_days(rule, year, **more)]


def test_the_15th_of_odd_months_moves_to_the_next_working_day():
    found = shift_days(Rule(Rhythm.MONTH_DAY, Months.ODD, day=15), 2026)
    assert [day.planned for day in found] == [date(2026, month, 15) for month in (1, 3, 5, 7, 9, 11)]
    assert [day.on for day in found if day.has_moved] == [date(2026, 3, 16), date(2026, 11, 16)]


def test_a_national_holiday_is_passed_over():
    assert days(Rule(Rhythm.MONTH_DAY, Months.ALL, day=1), 2026)[9] == date(2026, 10, 8)


def test_the_31st_is_the_last_day_of_a_shorter_month_also_in_a_leap_year():
    found = shift_days(Rule(Rhythm.MONTH_DAY, Months.EVEN, day=31), 2028)
    assert [day.planned.day for day in found] == [29, 30, 30, 31, 31, 31]


def test_the_last_day_of_the_year_may_move_into_the_next():
    assert days(Rule(Rhythm.MONTH_DAY, Months.EVEN, day=31), 2028)[-1] == date(2029, 1, 2)


def test_every_tuesday_gives_52_and_none_twice():
    found = days(Rule(Rhythm.WEEKLY, weekday=2), 2026)
    assert len(found) == len(set(found))
    assert 51 <= len(found) <= 52
    assert found == sorted(found)


def test_the_first_monday_of_each_quarter():
    found = shift_days(Rule(Rhythm.NTH_WEEKDAY, Months.QUARTER, weekday=1, nth=1), 2026)
    assert [day.planned for day in found] == [date(2026, 1, 5), date(2026, 4, 6), date(2026, 7, 6), date(2026, 10, 5)]
    assert [day.on for day in found] == [date(2026, 1, 5), date(2026, 4, 7), date(2026, 7, 6), date(2026, 10, 8)]


def test_days_gone_by_are_left_out():
    assert days(Rule(day=15, months=Months.ODD), 2026, since=date(2026, 9, 16)) == [date(2026, 11, 16)]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(Rhythm.MONTH_DAY, Months.ODD, day=15), "单月15日"),
        (Rule(Rhythm.WEEKLY, weekday=2), "每周二"),
        (Rule(Rhythm.NTH_WEEKDAY, Months.ALL, weekday=1, nth=1), "每个月第1个星期一"),
    ],
)
def test_a_rule_says_itself(rule, words):
    assert rule.in_words() == words


@pytest.mark.parametrize(("people", "shifts", "per_shift"), [(5, 12, 2), (3, 6, 2), (7, 3, 2), (1, 4, 2), (10, 10, 3)])
def test_nobody_serves_twice_more_than_another_and_never_twice_a_shift(people, shifts, per_shift):
    served = spread(list(range(people)), shifts, per_shift)
    assert all(len(set(shift)) == len(shift) == min(per_shift, people) for shift in served)
    times = Counter(person for shift in served for person in shift)
    assert max(times.values()) - min(times.get(person, 0) for person in range(people)) <= 1


def test_without_people_every_shift_is_empty():
    assert spread([], 2, 3) == [[], []]
