"""Opening hours: reading what people type, whether it is open now, when it opens next. Pure, no database."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from yunhe.kit.refusals import Refused
from yunhe.kit.words import day as spoken
from yunhe.kit.workdays import is_workday

LOOK_AHEAD = 60  # days searched for the next opening
DAYS = "一二三四五六日"
WORKING_WEEK = range(1, 6)
TIME = r"(\d{1,2})\s*[:：.点时]\s*(\d{2})?分?"
SPAN = re.compile(rf"{TIME}\s*(?:-|–|—|~|\uff5e|至|到)+\s*{TIME}")


@dataclass(frozen=True, order=True)
class Span:
    """From when until when on one day."""

    opens: time
    closes: time

    def __str__(self):
        return f"{self.opens.hour}:{self.opens:%M}–{self.closes.hour}:{self.closes:%M}"


def read_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of a line such as "8:30-11:30，14:00-17:00", in order; an empty line is closed.

    Raises Refused for anything that is not a list of times, ends before it begins, or overlaps.
    """
    spans = []
    for found in SPAN.finditer(text):
        opens_hour, opens_minute, closes_hour, closes_minute = (int(part or 0) for part in found.groups())
        try:
            span = Span(time(opens_hour, opens_minute), time(closes_hour, closes_minute))
        except ValueError:
            raise Refused(f"“{found.group(0)}”不是时间，请按 8:30-11:30 这样填写。") from None
        if span.closes <= span.opens:
            raise Refused(f"“{found.group(0)}”的结束时间应晚于开始时间。")
        spans.append(span)
    if re.sub(r"[\s,，、;；和]", "", SPAN.sub("", text)):
        raise Refused(f"看不懂“{text.strip()[:30]}”，请按 8:30-11:30，14:00-17:00 这样填写，不开放的留空。")
    spans.sort()
    for before, after in pairwise(spans):
        if after.opens < before.closes:
            raise Refused(f"{before} 和 {after} 有重叠，请合并成一段。")
    return tuple(spans)


def write_spans(spans: Sequence[Span]) -> str:
    """Return spans as people read and type them: 8:30–11:30，14:00–17:00."""
    return "，".join(str(span) for span in spans)


@dataclass(frozen=True)
class Week:
    """The hours of one station. days: ISO weekday → spans; exceptions: date → spans of that day alone (empty is closed).

    keeps_holidays: closed on public holidays that fall on Monday to Friday.
    """

    days: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    exceptions: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    keeps_holidays: bool = True

    @property
    def is_known(self) -> bool:
        """Whether any hours have been entered."""
        return any(self.days.values()) or bool(self.exceptions)

    def on(self, day: date) -> tuple[Span, ...]:
        if day in self.exceptions:
            return self.exceptions[day]
        if self.keeps_holidays and day.isoweekday() in WORKING_WEEK and not is_workday(day):
            return ()
        return self.days.get(day.isoweekday(), ())

    def open_span(self, at: datetime) -> Span | None:
        """Return the span that is running at the local time `at`, or None when it is closed."""
        return next((span for span in self.on(at.date()) if span.opens <= at.time() < span.closes), None)

    def next_open(self, at: datetime) -> tuple[date, Span] | None:
        """Return the first span that begins after `at`; None when there is none in the next two months."""
        if not self.is_known:
            return None
        for ahead in range(LOOK_AHEAD):
            day = at.date() + timedelta(days=ahead)
            for span in self.on(day):
                if ahead or span.opens > at.time():
                    return day, span
        return None

    def now_label(self, at: datetime) -> str:
        """Return 现在开放，17:00 关门 or 现在关门，明天 8:30 开门; "" where no hours are known."""
        if not self.is_known:
            return ""
        if span := self.open_span(at):
            return f"现在开放，{span.closes.hour}:{span.closes:%M} 关门"
        coming = self.next_open(at)
        if coming is None:
            return "现在关门，近期没有开放时间"
        day, span = coming
        return f"现在关门，{_day_label(day, at.date())} {span.opens.hour}:{span.opens:%M} 开门"

    def in_words(self) -> str:
        """Return the week in one line: 周一至周五 8:30–11:30，14:00–17:00；周六 9:00–11:00."""
        groups: list[tuple[list[int], tuple[Span, ...]]] = []
        for day in range(1, 8):
            spans = self.days.get(day, ())
            if groups and groups[-1][1] == spans and groups[-1][0][-1] == day - 1:
                groups[-1][0].append(day)
            else:
                groups.append(([day], spans))
        said = [f"{_run_label(days)} {write_spans(spans)}" for days, spans in groups if spans]
        return "；".join(said)


def _run_label(days: Sequence[int]) -> str:
    if list(days) == list(WORKING_WEEK):
        return "工作日"
    if len(days) == 7:
        return "每天"
    first, last = DAYS[days[0] - 1], DAYS[days[-1] - 1]
    return f"周{first}" if len(days) == 1 else f"周{first}至周{last}" if len(days) > 2 else f"周{first}、周{last}"


def _day_label(day: date, today: date) -> str:
    ahead = (day - today).days
    near = {0: "今天", 1: "明天", 2: "后天"}
    return near.get(ahead) or f"{spoken(day)}（周{DAYS[day.isoweekday() - 1]}）"
