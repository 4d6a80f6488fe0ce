"""What a print says besides the picture, as plain words: compared with the words of the last print it tells what changed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.utils import timezone

from stations.activities.models import Activity
from stations.activities.queries import meeting_places
from stations.codes.models import Code
from stations.places.models import Station

# What a changed field is called on the reprint list.
CHANGED: dict[str, str | dict[str, str]] = {
    "title": "名称已改",
    "sub": {"station": "地址已变", "deputy": "选出单位已变", "activity": "时间或地点已变"},
    "days": {"station": "接待时间已变", "deputy": "接待地点或时间已变", "activity": "安排已变"},
    "url": "网址已变",
}


@dataclass(frozen=True)
class Words:
    """Title (in parts between which a line may break), line below it, lines on when and where, address of the page."""

    title: tuple[str, ...]
    sub: str
    days: tuple[str, ...]
    url: str

    def as_json(self) -> dict:
        """Return the words as the database keeps them."""
        return {**asdict(self), "title": list(self.title), "days": list(self.days)}


def words_of(codes: Iterable[Code]) -> dict[int, Words]:
    """Return {code id: its words of today} of `codes` with their subjects loaded; two queries."""
    rows = list(codes)
    meeting = meeting_places(code.deputy for code in rows if code.deputy)
    return {code.pk: _words(code, meeting.get(code.deputy_id) if code.deputy_id else None) for code in rows}


def _words(code: Code, meeting: Station | None) -> Words:
    return Words(tuple(code.caption_parts), _sub(code), tuple(_days(code, meeting)), code.url)


def _sub(code: Code) -> str:
    if code.deputy:
        return f"{code.deputy.origin.name}选出"
    if code.activity:
        return _when(code.activity)
    return code.station.address if code.station else ""


def _when(activity: Activity) -> str:
    starts = timezone.localtime(activity.starts_at)
    return f"{starts.month}月{starts.day}日 {starts:%H:%M} · {activity.where}"


def _days(code: Code, meeting: Station | None) -> list[str]:
    place = meeting if code.deputy_id else code.station
    if place is None:
        return []
    received = [f"接待选民：{place.reception_days}"] if place.reception_days else []
    return [place.name, *received] if code.deputy_id else received


def changes(printed: dict, code: Code, now: Words) -> list[str]:
    """Return in Chinese what differs between the words `printed` on `code`'s paper and the words of today."""
    found = []
    for name, value in now.as_json().items():
        if printed.get(name) != value:
            said = CHANGED[name]
            found.append(said if isinstance(said, str) else said[code.kind])
    return found
