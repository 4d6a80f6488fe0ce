"""What stands on the schematic map: every unit of the county with its stations counted."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from stations.places.enums import StationKind
from stations.places.map_layout import Plan, Unit, lay_out
from stations.places.models import Posting, Station
from yunhe.accounts.models import User
from yunhe.areas.enums import UNITS, AreaKind
from yunhe.areas.models import Area

RECENT = timedelta(days=90)


@dataclass
class UnitRow:
    """One unit: its station, what it runs in the town, who stands here, and the counts of the stations that it runs."""

    area: Area
    station: Station | None = None
    url: str = ""
    urban: list[Station] = field(default_factory=list)
    guests: list[Station] = field(default_factory=list)
    points: int = 0
    postings: int = 0
    check_ins: int = 0


@dataclass
class CountyMap:
    """The map of one county: rows for the table, and the drawing for a wide and for a narrow screen."""

    county: Area
    main: Station | None
    main_url: str
    rows: list[UnitRow]
    wide: Plan
    narrow: Plan

    def drawn(self, plan: Plan) -> list[tuple]:
        """Return (card, row) of `plan`, in the order of the rows."""
        by_id = {row.area.pk: row for row in self.rows}
        return [(card, by_id[card.unit.pk]) for card in plan.cards]

    @property
    def drawings(self) -> list[tuple[str, Plan, list[tuple]]]:
        """Both drawings with the name of their size."""
        return [("wide", self.wide, self.drawn(self.wide)), ("narrow", self.narrow, self.drawn(self.narrow))]


def map_of(county: Area, user: User) -> CountyMap:
    """Return the map of `county`; six queries. Counts are public figures; links lead only to stations in scope of `user`."""
    units = list(Area.objects.within(county).filter(kind__in=UNITS).current().order_by("order", "code"))
    stations = list(
        Station.objects.active()
        .organised_within(county)
        .select_related("organising_area", "location_area")
        .order_by("kind", "name", "pk")
    )
    seen = set(
        Station.objects.visible_to(user).filter(pk__in=[one.pk for one in stations]).values_list("pk", flat=True)
    )
    posted = Counter(Posting.objects.in_force().filter(station__in=stations).values_list("station_id", flat=True))
    visits = Station.objects.filter(pk__in=[one.pk for one in stations]).visits(timezone.now() - RECENT)
    rows = {unit.pk: UnitRow(unit) for unit in units}
    main = None
    for station in stations:
        if station.kind == StationKind.MAIN:
            main = station
            continue
        row = rows.get(station.organising_area.unit_id)
        if row is None:
            continue
        row.postings += posted[station.pk]
        row.check_ins += visits.get(station.pk, {}).get("recent", 0)
        if station.kind == StationKind.AREA:
            row.station, row.url = station, station.get_absolute_url() if station.pk in seen else ""
        elif station.kind == StationKind.POINT:
            row.points += 1
        else:
            row.urban.append(station)
            host = rows.get(station.location_area.unit_id)
            if host:
                host.guests.append(station)
    drawn = [
        Unit(
            row.area.pk,
            row.area.name,
            row.area.kind == AreaKind.STREET,
            tuple((one.organising_area.unit_id or 0, f"{one.organising_area.name}城区站") for one in row.guests),
        )
        for row in rows.values()
    ]
    main_url = main.get_absolute_url() if main and main.pk in seen else ""
    return CountyMap(county, main, main_url, list(rows.values()), lay_out(drawn), lay_out(drawn, is_narrow=True))
