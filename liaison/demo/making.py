"""What the writers of the demo county share: moments, who signs, what is held and who came, the steps of a life."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from stations.activities.enums import ActivityState
from stations.activities.models import Activity
from stations.presence.models import CheckIn
from yunhe.areas.models import Area
from yunhe.kit.moves import Step

S = TypeVar("S", bound=Step)
DEMO = "演示数据"  # who has written what nobody is named for


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a time of `day` where the county lies."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def some_time(day: date, random: Random, first: int = 8, last: int = 17) -> datetime:
    """Return any minute of `day` from the `first` to the `last` hour."""
    return moment(day, random.randint(first, last), random.randint(0, 59))


def clerk_of(area: Area) -> str:
    """Return how the trail names whoever works in the office of `area`."""
    return f"{area.name}·人大干事"


def keeper_of(area: Area) -> str:
    """Return how the trail names whoever keeps the point of `area`."""
    return f"{area.short_name}·联络员"


def held_from(starts_at: datetime, today: date, **facts: Any) -> Activity:
    """Return an activity of two hours (not saved): held when its day lies before `today`, otherwise planned."""
    is_over = timezone.localdate(starts_at) < today
    state = ActivityState.HELD if is_over else ActivityState.PLANNED
    known = {"ends_at": starts_at + timedelta(hours=2), "state": state, "created_by": DEMO}
    return Activity(starts_at=starts_at, **{**known, **facts})


def came(activity: Activity, deputy_id: int, way: str, minutes: int, kind: str, **facts: Any) -> CheckIn:
    """Return the check-in (not saved) of a deputy `minutes` after `activity` began; kind: makes its nonce its own."""
    at, nonce = activity.starts_at + timedelta(minutes=minutes), f"{kind}-{activity.pk}-{deputy_id}"
    return CheckIn(
        deputy_id=deputy_id, station=activity.station, activity=activity, way=way, at=at, nonce=nonce, **facts
    )


@dataclass(frozen=True)
class Deed:
    """One step to be written: the verb, for which side and by whom, when, and what else the step holds."""

    verb: str
    side: str
    by: str
    at: datetime
    facts: dict[str, Any] = field(default_factory=dict)


def life(kind: type[S], thing: Model, deeds: Iterable[Deed], *, before: str = "") -> Iterator[S]:
    """Yield the steps (not saved) by which `thing` came from `before` to its state, along its machine.

    to_state among the facts of a deed says which of two ways the verb went.
    """
    for deed in deeds:
        known = {"label": kind.machine.verbs[deed.verb], "from_state": before, **deed.facts}
        if "to_state" not in known:
            known["to_state"] = kind.machine.after(before, deed.verb)
        yield kind(**{kind.thing: thing}, verb=deed.verb, side=deed.side, by=deed.by, at=deed.at, **known)
        before = known["to_state"]
