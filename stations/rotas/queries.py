"""Reads about rotas."""

from dataclasses import dataclass

from django.db.models import Count, Q

from stations.rotas.enums import ShiftState
from stations.rotas.models import Rota, Watch


@dataclass(frozen=True)
class WatchCount:
    """How often a deputy is on a rota: days that count, done, still to come."""

    name: str
    times: int
    done: int
    coming: int
    at_least: int

    @property
    def is_short(self) -> bool:
        """Whether done and coming together do not reach the least number."""
        return self.done + self.coming < self.at_least


def watch_counts(rota: Rota) -> list[WatchCount]:
    """Return how often each deputy of `rota` serves, least first."""
    kept = ~Q(shift__state=ShiftState.CANCELLED)
    rows = (
        Watch.objects.filter(kept, shift__rota=rota)
        .values("deputy_id", "deputy__name", "deputy__name_pinyin")
        .annotate(
            times=Count("pk"),
            done=Count("pk", filter=Q(was_present=True)),
            coming=Count("pk", filter=Q(shift__state=ShiftState.PLANNED)),
        )
        .order_by("done", "times", "deputy__name_pinyin")
    )
    return [WatchCount(row["deputy__name"], row["times"], row["done"], row["coming"], rota.at_least) for row in rows]
