"""What the demo county's stations keep: hours, people, rules, deputies posted; a few points lack something, as in life."""

from datetime import date, time, timedelta
from random import Random

from deputies.people.models import Deputy
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from stations.places.enums import StaffPost, StationKind
from stations.places.hours_rules import Span, Week
from stations.places.models import HoursException, OpeningInterval, Posting, Station, StationStaff
from stations.places.queries import proposed_for
from stations.places.rules_text import template_for

OFFICE = (Span(time(8, 30), time(11, 30)), Span(time(14), time(17)))
URBAN_SATURDAY = (Span(time(9), time(11, 30)),)
SURNAMES = "陈林王张叶刘蓝雷钟梅"
GIVEN = ("秀英", "建国", "小兰", "晓东", "美华", "志强", "丽娟", "伟民")


def write_keeping(random: Random, today: date) -> None:
    """Give every station hours and people, and deputies to those of the county town; one point in nine has no hours yet."""
    intervals: list[OpeningInterval] = []
    people: list[StationStaff] = []
    stations = list(
        Station.objects.active().select_related("organising_area__unit", "location_area__unit").order_by("pk")
    )
    for number, station in enumerate(stations):
        if station.kind != StationKind.POINT or number % 9:
            intervals += _hours(station)
        people += _people(station, number, random)
        if station.kind != StationKind.POINT or number % 2:
            station.rules = template_for(station)
    OpeningInterval.objects.bulk_create(intervals)
    StationStaff.objects.bulk_create(people)
    Station.objects.bulk_update(stations, ["opening_hours", "head_name", "liaison_officer", "rules"])
    HoursException.objects.bulk_create(
        HoursException(station=station, on=today + timedelta(days=4), hours="", note="线路检修")
        for station in stations
        if station.kind == StationKind.URBAN
    )
    _post(stations, random, today)


def _hours(station: Station) -> list[OpeningInterval]:
    days = dict.fromkeys(range(1, 6), OFFICE)
    if station.kind == StationKind.URBAN:
        days[6] = URBAN_SATURDAY
    elif station.kind == StationKind.POINT and station.location_area.kind == "village":
        days = {2: OFFICE[:1], 5: OFFICE[:1]}
    station.opening_hours = Week(days).in_words()
    return [
        OpeningInterval(station=station, weekday=day, opens=span.opens, closes=span.closes)
        for day, spans in days.items()
        for span in spans
    ]


def _people(station: Station, number: int, random: Random) -> list[StationStaff]:
    if station.kind == StationKind.POINT and station.location_area.kind == "village" and number % 5 == 0:
        return []
    names = [f"{random.choice(SURNAMES)}{given}" for given in random.sample(GIVEN, 2)]
    station.head_name, station.liaison_officer = names
    phone = f"0578-5120{number:03d}"
    return [
        StationStaff(station=station, name=names[0], post=StaffPost.HEAD),
        StationStaff(
            station=station, name=names[1], post=StaffPost.OFFICER, phone=phone, phone_is_public=number % 3 > 0
        ),
    ]


def _post(stations: list[Station], random: Random, today: date) -> None:
    """Post at urban stations whom they serve, and at community points those received there."""
    received: dict[int, list[Deputy]] = {}
    files = Registration.objects.filter(state=RegistrationState.CO_MANAGED, station__isnull=False)
    for file in files.select_related("deputy").order_by("pk"):
        received.setdefault(file.station_id, []).append(file.deputy)
    postings = []
    for station in stations:
        people = received.get(station.pk, [])
        if station.kind == StationKind.URBAN:
            people = [*people, *proposed_for(station)[:5]]
        for deputy in dict.fromkeys(people):
            begins_on = today - timedelta(days=random.randint(30, 400))
            postings.append(
                Posting(
                    deputy=deputy, station=station, begins_on=begins_on, posted_by=f"{station.organising_area.name}人大"
                )
            )
    Posting.objects.bulk_create(postings)
