"""Writing a year's series of activities from a rule, and changing the rest of the year. The preview calls the same functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from stations.activities import policies
from stations.activities.enums import ActivityState, TopicState
from stations.activities.models import Activity, ActivitySeries
from stations.activities.workflow import activities
from stations.activities.workflow.topics import drop_topic, edit_topic, plan_topic
from stations.rotas.enums import Rhythm
from stations.rotas.rules import ShiftDay, shift_days
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import changes_of
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb
from yunhe.kit.words import day as spoken

CANCELLED_BY_RULE = "系列调整，这一次不再举行"


@dataclass(frozen=True)
class Occurrence:
    """One time of a series as the rule wants it: the day, the theme, the activity's name and hours."""

    day: ShiftDay
    theme: str
    title: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class SeriesStep:
    """What a change does to one time: an activity is kept, moved or cancelled, or a new one is made."""

    kind: str  # keep, move, new, cancel
    activity: Activity | None
    occurrence: Occurrence | None

    @property
    def label(self) -> tuple[str, str]:
        """(word, tone) for people."""
        return {
            "keep": ("不变", "muted"),
            "move": ("调整", "warning"),
            "new": ("新增", "info"),
            "cancel": ("取消", "danger"),
        }[self.kind]


def _moment(day: date, time: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time))


def draft_series(series: ActivitySeries) -> list[Occurrence]:
    """Return the times of `series` (saved or not) from the day it begins on, themes in their order. Writes nothing."""
    since = max(series.begins_on, date(series.year, 1, 1))
    themes = series.theme_lines
    found = []
    for number, day in enumerate(shift_days(series.rule, series.year, since=since)):
        theme = themes[number] if number < len(themes) else ""
        title = f"{series.title}：{theme}" if theme else f"{series.title}（{spoken(day.planned)}）"
        starts_at, ends_at = _moment(day.on, series.starts), _moment(day.on, series.ends)
        found.append(Occurrence(day, theme, title[:80], starts_at, ends_at))
    return found


def _make(series: ActivitySeries, occurrence: Occurrence, by: User) -> Activity:
    activity = activities.plan_activity(
        by=by,
        organising_area=series.area,
        title=occurrence.title,
        kind=series.kind,
        team=series.team,
        station=series.station,
        place=series.place,
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        capacity=series.capacity,
        series=series,
        series_on=occurrence.day.planned,
    )
    if series.with_topics:
        title = occurrence.theme or occurrence.title
        plan_topic(by=by, area=series.area, team=series.team, month=occurrence.day.on, title=title, activity=activity)
    return activity


def draft_some(series: ActivitySeries) -> list[Occurrence]:
    """Return the times of `series` as `draft_series` does. Errors: ValidationError, Refused for a rule without any time."""
    series.full_clean(exclude=["created_by"])
    drafted = draft_series(series)
    if not drafted:
        raise Refused("按这个规则，这一年剩下的日子里没有活动，请换一个年度或规则。")
    return drafted


@transaction.atomic
def plan_series(*, by: User, area: Area, **facts: Any) -> ActivitySeries:
    """Write a series of `area` and one planned activity for each of its days from today on; return the series.

    facts: title, team, kind, station, place, year, rhythm, months, day, weekday, nth, starts, ends, capacity, themes,
    with_topics. Errors: Denied, ValidationError (a series of this name and year is there already).
    Side effects: one ActivitySeries, its Activities, Topics where wanted, one audit event each.
    """
    policies.can_plan_series(by, area, facts.get("team"))
    series = ActivitySeries(area=area, created_by=by.display_name, begins_on=timezone.localdate(), **facts)
    drafted = draft_some(series)
    series.save()
    for occurrence in drafted:
        _make(series, occurrence, by)
    changes = {"活动": [0, len(drafted)]}
    record("stations.plan_series", "编排系列活动", series, by=by, changes=changes, areas=series.managing_areas)
    return series


def _turn(rhythm: str, day: date) -> tuple[int, ...]:
    """Return which turn of the rule a day belongs to: the week of a weekly series, else the month."""
    return tuple(day.isocalendar()[:2]) if rhythm == Rhythm.WEEKLY else (day.year, day.month)


def draft_change(series: ActivitySeries) -> list[SeriesStep]:
    """Return what the rest of the year of `series` would become by its facts as they are in memory. Writes nothing.

    Activities that have begun, were held or cancelled stay as they are, and no second one is made for their day. A planned
    one is moved to the new day of its turn (month or week); where that day has passed it stays; without a day it is cancelled.
    """
    rows = series.activities.select_related("organising_area").order_by("starts_at", "pk")
    planned = {activity.pk: activity for activity in rows.not_begun()}
    kept_turns = {
        _turn(series.rhythm, activity.series_on)
        for activity in rows
        if activity.series_on and activity.pk not in planned and activity.state != ActivityState.CANCELLED
    }
    kept_days = {activity.series_on for activity in rows if activity.pk not in planned}
    wanted = {
        _turn(series.rhythm, occurrence.day.planned): occurrence
        for occurrence in draft_series(series)
        if occurrence.day.planned not in kept_days and occurrence.starts_at > timezone.now()
    }
    wanted = {turn: occurrence for turn, occurrence in wanted.items() if turn not in kept_turns}
    all_turns = {_turn(series.rhythm, day.planned) for day in shift_days(series.rule, series.year)}
    steps = []
    for activity in planned.values():
        turn = _turn(series.rhythm, activity.series_on or timezone.localtime(activity.starts_at).date())
        occurrence = wanted.pop(turn, None)
        if occurrence:
            steps.append(SeriesStep("move" if _differs(activity, occurrence, series) else "keep", activity, occurrence))
        else:
            steps.append(SeriesStep("keep" if turn in all_turns else "cancel", activity, None))
    steps += [SeriesStep("new", None, occurrence) for occurrence in wanted.values()]
    return sorted(steps, key=_begins)


def _begins(step: SeriesStep) -> datetime:
    if step.occurrence:
        return step.occurrence.starts_at
    assert step.activity is not None
    return step.activity.starts_at


def _title(activity: Activity, occurrence: Occurrence) -> str:
    """Return the name that the activity gets: with a theme the series' own, without one the name it has."""
    return occurrence.title if occurrence.theme else activity.title


def _differs(activity: Activity, occurrence: Occurrence, series: ActivitySeries) -> bool:
    wanted = (occurrence.starts_at, occurrence.ends_at, _title(activity, occurrence), series.place, series.station_id)
    return wanted != (activity.starts_at, activity.ends_at, activity.title, activity.place, activity.station_id)


def with_facts(series: ActivitySeries, facts: dict[str, Any]) -> ActivitySeries:
    """Return `series` with `facts` in memory, as a change from today on. Errors: ValidationError. Writes nothing."""
    for name, value in facts.items():
        setattr(series, name, value)
    if facts:
        series.begins_on = max(timezone.localdate(), series.begins_on)
    series.full_clean()
    return series


@verb(ActivitySeries.objects.with_sides(), policies.can_change_series)
def change_series(series: ActivitySeries, *, by: User, **facts: Any) -> list[SeriesStep]:
    """Change rule, hours, place or themes of `series` for the rest of the year and return what was done.

    Without facts it makes what is missing: calling it again changes nothing. Errors: Denied, ValidationError.
    Side effects: the ActivitySeries, its Activities that have not begun (moved, made, cancelled) with their topics, an audit
    event each; on commit notices to those invited.
    """
    before = {name: getattr(series, name) for name in facts}
    steps = draft_change(with_facts(series, facts))
    series.save()
    free_days([step.activity for step in steps if step.kind == "move" and step.activity])
    for step in steps:
        _carry_out(series, step, by)
    changes = changes_of(series, before)
    changes |= {name: ["", f"{number}"] for name, number in _numbers(steps).items() if number}
    if changes:
        record("stations.change_series", "调整系列活动", series, by=by, changes=changes, areas=series.managing_areas)
    return steps


def free_days(moved: Iterable[Activity]) -> None:
    """Let go of the days of activities that move, so that two may change places."""
    Activity.objects.filter(pk__in=[activity.pk for activity in moved]).update(series_on=None)


def _numbers(steps: list[SeriesStep]) -> dict[str, int]:
    words = {"move": "调整次数", "new": "新增次数", "cancel": "取消次数"}
    return {word: sum(1 for step in steps if step.kind == kind) for kind, word in words.items()}


def _carry_out(series: ActivitySeries, step: SeriesStep, by: User) -> None:
    activity, occurrence = step.activity, step.occurrence
    if step.kind == "new" and occurrence:
        _make(series, occurrence, by)
    elif step.kind == "cancel" and activity:
        activities.cancel_activity(activity, by=by, reason=CANCELLED_BY_RULE)
        topic = getattr(activity, "topic", None)
        if topic and topic.state in (TopicState.PLANNED, TopicState.STUDIED):
            drop_topic(topic, by=by, reason=CANCELLED_BY_RULE)
    elif step.kind == "move" and activity and occurrence:
        _move(series, activity, occurrence, by)


def _move(series: ActivitySeries, activity: Activity, occurrence: Occurrence, by: User) -> None:
    begins = occurrence.starts_at
    ends_sign_up = activity.sign_up_until
    activities.edit_activity(
        activity,
        by=by,
        title=_title(activity, occurrence),
        starts_at=begins,
        ends_at=occurrence.ends_at,
        sign_up_until=min(ends_sign_up, begins) if ends_sign_up else None,
        place=series.place,
        station=series.station,
    )
    Activity.objects.filter(pk=activity.pk).update(series_on=occurrence.day.planned)
    topic = getattr(activity, "topic", None)
    if topic and topic.state == TopicState.PLANNED:
        edit_topic(topic, by=by, title=occurrence.theme or topic.title, month=occurrence.day.on)
