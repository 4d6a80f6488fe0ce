"""Deadlines count working days as offices do."""

from datetime import date, timedelta

import pytest

from yunhe.kit.workdays import add_workdays, is_workday, next_workday, workdays_between


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 22), False),
        (date(2026, 2, 17), False),  # Chinese New Year
        (date(2026, 2, 14), True),  # Saturday worked for it
        (date(2026, 10, 1), False),
        (date(2040, 1, 2), True),  # not announced yet: Monday to Friday
        (date(2040, 10, 2), False),
    ],
)
def test_holidays_and_make_up_days(day, works):
    assert is_workday(day) is works


def test_five_working_days_over_chinese_new_year():
    assert add_workdays(date(2026, 2, 13), 5) == date(2026, 2, 27)


def test_counting_is_the_inverse_of_adding_over_year_ends_and_leap_days():
    for start in (date(2027, 12, 20), date(2028, 2, 20), date(2026, 9, 25)):
        for number in range(1, 30):
            end = add_workdays(start, number)
            assert is_workday(end)
            assert workdays_between(start, end) == number
            assert workdays_between(end, start) == -number
            assert add_workdays(end + timedelta(days=1), -1) == end


def test_a_named_extra_holiday_is_kept(settings):
    settings.EXTRA_HOLIDAYS = frozenset({"2040-01-02"})
    assert next_workday(date(2040, 1, 2)) == date(2040, 1, 3)
