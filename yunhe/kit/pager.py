"""Pages of a list: numbers around the current one, page size, total. Shown by the tag `pager`.

A total is exact up to CAP and then says "10,000+": counting on would cost more than the page and tell nobody anything. Pages
beyond are not numbered either; a long list in order of time is paged by key (`key_page_of`), as far back as it goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

SIZES = (20, 50, 100)
DEFAULT_SIZE = 20
NEIGHBOURS = 2
CAP = 10_000  # rows that are counted
FEW = 1_000  # rows that are put in order at once; of more only a window in time
WINDOWS = (7, 30, 120, 480, None)  # days in which the next rows are looked for, one after the other


@dataclass(frozen=True)
class Page:
    """One page of rows. Paged by key it has no number that matters, but `later` and `earlier`: what stands before and after."""

    rows: list[Any]
    number: int
    size: int
    total: int
    pages: int
    sizes: tuple[int, ...] = SIZES
    later: str = ""
    earlier: str = ""

    @property
    def is_keyed(self) -> bool:
        """Whether the pages before and after are found by key."""
        return bool(self.later or self.earlier)

    @property
    def is_capped(self) -> bool:
        """Whether there are more rows than are counted."""
        return self.total > CAP

    @property
    def total_label(self) -> str:
        """The total for people: 10000, or 10,000+ for anything above."""
        return f"{CAP:,}+" if self.is_capped else str(self.total)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def previous_number(self) -> int:
        return self.number - 1

    @property
    def next_number(self) -> int:
        return self.number + 1

    @property
    def window(self) -> list[int | None]:
        """Numbers to show: first, those around the current, last; None stands for a gap."""
        near = range(self.number - NEIGHBOURS, self.number + NEIGHBOURS + 1)
        shown = sorted({1, self.pages, *(number for number in near if 1 <= number <= self.pages)})
        window: list[int | None] = []
        for number in shown:
            if window and window[-1] is not None and number - window[-1] > 1:
                window.append(None)
            window.append(number)
        return window


def size_of(query: Mapping[str, Any]) -> int:
    """Return the page size that `query` asks for, the usual one for an unknown size."""
    return int(query.get("size", "")) if query.get("size", "") in map(str, SIZES) else DEFAULT_SIZE


def counted(rows: Any) -> int:
    """Return how many `rows` (queryset or list) there are, CAP + 1 for any number above CAP. At most one query."""
    if not isinstance(rows, QuerySet):
        return len(rows)
    return rows.order_by().values("pk")[: CAP + 1].count()


def counted_by(rows: QuerySet[Any], roads: Sequence[Q]) -> int:
    """Return how many of `rows` fulfil one of `roads`, CAP + 1 for any number above CAP. At most two queries.

    Each road alone, where each is a range of an index: the condition as a whole would gather all of a county's rows first. Where
    the first road alone has so many, nothing else is asked.
    """
    seen = [rows.filter(road).order_by().values("pk")[: CAP + 1] for road in roads]
    first = seen[0].count() if seen else 0
    return first if first > CAP or len(seen) < 2 else seen[0].union(*seen[1:])[: CAP + 1].count()


def page_of(rows: Any, query: Mapping[str, Any], total: int | None = None) -> Page:
    """Return the page of `rows` (queryset or list) that `query` (request.GET) asks for with `page` and `size`.

    A number too large gives the last page, nonsense the first; an unknown size the usual one. total: as `counted`, where the
    caller knows it. Two queries.
    """
    size = size_of(query)
    total = counted(rows) if total is None else total
    reached = min(total, CAP) if isinstance(rows, QuerySet) else total
    pages = max(1, -(-reached // size))
    try:
        number = min(max(1, int(query.get("page") or 1)), pages)
    except ValueError:
        number = 1
    return Page(list(rows[(number - 1) * size : number * size]), number, size, total, pages)


def key_page_of(rows: QuerySet[Any], query: Mapping[str, Any], moment: str, total: int) -> Page:
    """Return the page of `rows`, newest first by `moment`, that stands before or after the key in `query`, else the newest.

    `?before=KEY` asks for what is earlier than the row of that key, `?after=KEY` for what is later; KEY is moment and primary
    key, so that no row is left out or shown twice where moments are the same, or where rows came or went meanwhile. Many rows
    are looked for in a window of days that grows until the page is full: an index gives so few of them in no time, while all
    would have to be put in order first. Two queries, one more a window.
    """
    size = size_of(query)
    key = _key_of(rows, moment, query.get("before", ""))
    newer = None if key else _key_of(rows, moment, query.get("after", ""))
    found = _next(rows, moment, newer or key, size + 1, is_newer=newer is not None, in_windows=total > FEW)
    has_more, shown = len(found) > size, found[:size]
    if newer is not None:
        shown = shown[::-1]
    if not shown and (key or newer):  # nothing beyond the end: the newest
        return key_page_of(rows, {"size": str(size)}, moment, total)
    later = shown and (key is not None or (newer is not None and has_more))
    earlier = shown and (newer is not None or has_more)
    return Page(
        shown, 1, size, total, 1,
        later=key_text(shown[0], moment) if later else "",
        earlier=key_text(shown[-1], moment) if earlier else "",
    )  # fmt: skip


def key_text(row: Any, moment: str) -> str:
    """Return the key of `row` as it stands in an address."""
    return f"{getattr(row, moment).isoformat()}~{row.pk}"


Key = tuple[Any, int]


def _key_of(rows: QuerySet[Any], moment: str, text: str) -> Key | None:
    """Return the key that `text` says, None for none and for nonsense."""
    said, _, pk = text.partition("~")
    try:
        value = rows.model._meta.get_field(moment).to_python(said)
        is_naive = isinstance(value, datetime) and timezone.is_naive(value)
        return (value, int(pk)) if value and not is_naive else None
    except (ValidationError, ValueError, OverflowError):
        return None


def _next(
    rows: QuerySet[Any], moment: str, key: Key | None, number: int, *, is_newer: bool, in_windows: bool
) -> list[Any]:
    """Return the `number` rows that come next to `key` (from the newest on without), nearest first."""
    way, sign = ("gt", "") if is_newer else ("lt", "-")
    rows = rows.order_by(f"{sign}{moment}", f"{sign}pk")
    if key is not None:
        beyond = Q(**{f"{moment}__{way}": key[0]}) | Q(**{moment: key[0], f"pk__{way}": key[1]})
        rows = rows.filter(beyond, **{f"{moment}__{way}e": key[0]})
    start = key[0] if key else now_of(rows, moment)
    keys: list[int] = []
    for days in WINDOWS if in_windows else (None,):
        keys = list(_within(rows, moment, start, days, is_newer=is_newer).values_list("pk", flat=True)[:number])
        if len(keys) == number:
            break
    # What the columns show is joined to these alone, not to all that stand in the window.
    return list(rows.filter(pk__in=keys)) if keys else []


def _within(rows: QuerySet[Any], moment: str, start: Any, days: int | None, *, is_newer: bool) -> QuerySet[Any]:
    """Return the rows of so many `days` from `start` on, all for None or where the calendar ends."""
    if days is None:
        return rows
    try:
        if is_newer:
            return rows.filter(**{f"{moment}__lte": start + timedelta(days=days)})
        return rows.filter(**{f"{moment}__gte": start - timedelta(days=days)})
    except OverflowError:
        return rows


def now_of(rows: QuerySet[Any], moment: str) -> date | datetime:
    """Return now, as a day or a moment as the field `moment` has it."""
    is_day = rows.model._meta.get_field(moment).get_internal_type() == "DateField"
    return timezone.localdate() if is_day else timezone.now()
