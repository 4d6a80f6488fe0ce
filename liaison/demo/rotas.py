"""Rotas of the demo county: one year each at the points of the county town, past days with who was there."""

from datetime import date, time
from random import Random

from stations.places.enums import StationKind
from stations.places.models import Station
from stations.places.queries import may_serve_at
from stations.rotas.enums import Months, Rhythm, ShiftState
from stations.rotas.models import Rota, Shift, Watch
from stations.rotas.rules import shift_days, spread
from yunhe.areas.enums import AreaKind

TOPICS = ("", "", "搬迁群众就业", "小区物业", "学生接送", "老年食堂")


def write_rotas(random: Random, today: date) -> None:
    """Give every community point with deputies a rota of this year and the next; the last tenth of past days stays open."""
    points = Station.objects.active().filter(kind=StationKind.POINT, location_area__kind=AreaKind.COMMUNITY)
    watches = []
    for station in points.order_by("pk"):
        people = list(may_serve_at(station))
        if people:
            for year in (today.year, today.year + 1):
                watches += _year(station, people, year, random, today)
    Watch.objects.bulk_create(watches)


def _year(station: Station, people: list, year: int, random: Random, today: date) -> list[Watch]:
    rota = Rota.objects.create(
        station=station,
        year=year,
        rhythm=Rhythm.MONTH_DAY,
        months=Months.ODD if len(people) < 12 else Months.ALL,
        starts=time(9),
        ends=time(11),
        per_shift=2,
        at_least=2,
        created_by=f"{station.location_area.short_name}联络员",
    )
    days = shift_days(rota.rule, year)
    shifts = Shift.objects.bulk_create(
        Shift(
            rota=rota,
            station=station,
            planned_on=day.planned,
            on=day.on,
            starts=rota.starts,
            ends=rota.ends,
            topic=random.choice(TOPICS),
            state=ShiftState.HELD if day.on < today and random.random() > 0.1 else ShiftState.PLANNED,
        )
        for day in days
    )
    return [
        Watch(
            shift=shift, deputy=deputy, was_present=random.random() > 0.12 if shift.state == ShiftState.HELD else None
        )
        for shift, served in zip(shifts, spread(people, len(shifts), rota.per_shift), strict=True)
        for deputy in served
    ]
