"""Opening hours: what people type, open now, next open, in words."""

from datetime import date, datetime, time

import pytest

from stations.places.hours_rules import Span, Week, read_spans, write_spans
from yunhe.kit.refusals import Refused

MORNING, AFTERNOON = Span(time(8, 30), time(11, 30)), Span(time(14), time(17))
OFFICE = Week(dict.fromkeys(range(1, 6), (MORNING, AFTERNOON)))


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("8:30-11:30，14:00-17:00", (MORNING, AFTERNOON)),
        ("14：00—17：00、8.30至11.30", (MORNING, AFTERNOON)),
        ("8点30分到11点30分 14点~17点", (MORNING, AFTERNOON)),
        ("08:30–11:30", (MORNING,)),
        ("  ", ()),
        ("8:30-11:30,11:30-12:00", (MORNING, Span(time(11, 30), time(12)))),
    ],
)
def test_what_people_type_is_read(typed, spans):
    assert read_spans(typed) == spans
    assert read_spans(write_spans(spans)) == spans


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("上午", "看不懂“上午”"),
        ("8:30", "看不懂"),
        ("8:30-25:00", "不是时间"),
        ("17:00-14:00", "应晚于开始时间"),
        ("8:30-8:30", "应晚于开始时间"),
        ("8:30-12:00，11:30-17:00", "有重叠"),
        ("8:30-11:30 周三除外", "看不懂"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(typed, says):
    with pytest.raises(Refused, match=says):
        read_spans(typed)


@pytest.mark.parametrize(
    ("moment", "label"),
    [
        ("2026-11-25 08:29", "现在关门，今天 8:30 开门"),
        ("2026-11-25 08:30", "现在开放，11:30 关门"),
        ("2026-11-25 11:30", "现在关门，今天 14:00 开门"),
        ("2026-11-25 16:59", "现在开放，17:00 关门"),
        ("2026-11-25 17:00", "现在关门，明天 8:30 开门"),
        ("2026-11-27 18:00", "现在关门，11月30日（周一） 8:30 开门"),
        ("2026-11-28 10:00", "现在关门，后天 8:30 开门"),
        ("2026-09-30 18:00", "现在关门，10月8日（周四） 8:30 开门"),
        ("2026-10-01 10:00", "现在关门，10月8日（周四） 8:30 开门"),
    ],
)
def test_open_now_and_next_open(moment, label):
    assert OFFICE.now_label(datetime.fromisoformat(moment)) == label


def test_a_station_that_keeps_no_holidays_is_open_on_them():
    always = Week(OFFICE.days, {}, keeps_holidays=False)
    assert always.open_span(datetime.fromisoformat("2026-10-01 10:00")) == MORNING


def test_a_date_of_its_own_goes_before_week_and_holiday():
    closed, opened = date(2026, 11, 25), date(2026, 10, 1)
    week = Week(OFFICE.days, {closed: (), opened: (AFTERNOON,)})
    assert week.open_span(datetime.fromisoformat("2026-11-25 10:00")) is None
    assert week.open_span(datetime.fromisoformat("2026-10-01 15:00")) == AFTERNOON


def test_without_hours_nothing_is_said():
    assert Week().now_label(datetime.fromisoformat("2026-11-25 10:00")) == ""
    only_past = Week({}, {date(2026, 1, 1): ()})
    assert only_past.now_label(datetime.fromisoformat("2026-11-25 10:00")) == "现在关门，近期没有开放时间"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (dict.fromkeys(range(1, 6), (MORNING, AFTERNOON)), "工作日 8:30–11:30，14:00–17:00"),
        (dict.fromkeys(range(1, 8), (MORNING,)), "每天 8:30–11:30"),
        ({1: (MORNING,), 2: (MORNING,), 4: (AFTERNOON,)}, "周一、周二 8:30–11:30；周四 14:00–17:00"),
        ({1: (MORNING,), 2: (MORNING,), 3: (MORNING,), 6: (MORNING,)}, "周一至周三 8:30–11:30；周六 8:30–11:30"),
        ({}, ""),
    ],
)
def test_a_week_in_words(days, words):
    assert Week(days).in_words() == words
