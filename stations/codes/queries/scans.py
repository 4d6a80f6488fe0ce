"""Reading the scan log: openings a day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from stations.codes.enums import Channel, Visitor
from stations.codes.models import Code, Scan, ScanDay

SHOWN_DAYS = 30


@dataclass(frozen=True)
class Day:
    """One day of a code. `height` is the bar's, 0–100 of the busiest day; `place` counts from 0."""

    on: date
    number: int
    height: int
    place: int

    @property
    def left(self) -> int:
        """Left edge of the bar, 10 units a day."""
        return self.place * 10

    @property
    def top(self) -> int:
        """Upper edge of the bar."""
        return 100 - self.height


@dataclass(frozen=True)
class ScanSummary:
    """Openings of a code in the last SHOWN_DAYS days: by day, and by visitor and channel."""

    days: list[Day]
    kinds: list[tuple[str, int]]
    total: int

    @property
    def busy_days(self) -> list[Day]:
        """Days with openings, latest first."""
        return [day for day in reversed(self.days) if day.number]


def scans_of(code: Code, today: date | None = None) -> ScanSummary:
    """Return how often `code` was opened lately, from the log and the folded days together: two queries."""
    today = today or timezone.localdate()
    since = today - timedelta(days=SHOWN_DAYS - 1)
    counted: Counter[date] = Counter()
    kinds: Counter[str] = Counter()
    fresh = (
        Scan.objects.filter(code=code, at__date__gte=since)
        .order_by()
        .values_list(TruncDate("at"), "visitor", "channel")
        .annotate(Count("pk"))
    )
    folded = ScanDay.objects.filter(code=code, on__gte=since).values_list("on", "visitor", "channel", "number")
    for on, visitor, channel, number in (*fresh, *folded):
        counted[on] += number
        kinds[f"{Visitor(visitor).label} · {Channel(channel).label}"] += number
    most = max(counted.values(), default=0)
    days = [since + timedelta(days=place) for place in range(SHOWN_DAYS)]
    return ScanSummary(
        [Day(on, counted[on], counted[on] * 100 // most if most else 0, place) for place, on in enumerate(days)],
        kinds.most_common(),
        sum(counted.values()),
    )
