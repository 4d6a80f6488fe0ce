"""Check-ins of the demo county at stations: of every way, with stays, guests and scans handed in later; screens and positions."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from deputies.people.models import Deputy
from liaison.demo.making import DEMO, moment
from stations.codes.models import Code, Screen, fingerprint, new_secret
from stations.places.enums import StationKind
from stations.places.models import Station
from stations.presence.enums import CheckInWay, DepartureWay
from stations.presence.models import CheckIn
from yunhe.areas.enums import AreaKind

WAYS = (
    *[CheckInWay.STATION_CODE] * 4,
    *[CheckInWay.SCREEN_CODE] * 3,
    CheckInWay.DEPUTY_CODE,
    CheckInWay.KEEPER,
    CheckInWay.AFTERWARDS,
)
BY_SCAN = (CheckInWay.STATION_CODE, CheckInWay.SCREEN_CODE)
LEFT_BY = (*[DepartureWay.SELF] * 4, DepartureWay.KEEPER, *[DepartureWay.AUTOMATIC] * 3)
COUNTY_TOWN = (Decimal("28.115300"), Decimal("119.573100"))  # invented spots around the county town
DAYS = 60
SCREENS = ("大厅平板", "接待室电脑")


def write_presence(random: Random, today: date) -> None:
    """Let deputies come to the points of the county town in the last sixty days; three points have a screen and a position."""
    points = Station.objects.active().filter(kind=StationKind.POINT, location_area__kind=AreaKind.COMMUNITY)
    stations = list(points.select_related("organising_area").order_by("pk"))
    codes = dict(Code.objects.in_force().filter(station__in=stations).values_list("station_id", "pk"))
    living: dict[int, list[Deputy]] = {}
    for deputy in Deputy.objects.serving().filter(residence__isnull=False).order_by("pk"):
        living.setdefault(deputy.residence_id, []).append(deputy)
    everybody = [deputy for deputies in living.values() for deputy in deputies]
    rows = []
    for station in stations:
        near = living.get(station.organising_area_id, [])
        if not near:
            continue
        guests = random.sample(everybody, min(2, len(everybody)))
        for number, deputy in enumerate([*random.sample(near, min(5, len(near))), *guests]):
            day = today - timedelta(days=random.randint(1, DAYS))
            rows.append(_check_in(station, deputy, day, random, codes, number))
    CheckIn.objects.bulk_create(rows)
    for number, station in enumerate(stations[:3]):
        station.latitude = COUNTY_TOWN[0] + Decimal(number) / 500
        station.longitude = COUNTY_TOWN[1] + Decimal(number) / 500
        station.save(update_fields=["latitude", "longitude"])
        _put_up(station, SCREENS[number % len(SCREENS)])


def _check_in(
    station: Station, deputy: Deputy, day: date, random: Random, codes: dict[int, int], number: int
) -> CheckIn:
    way = random.choice(WAYS)
    at = moment(day, random.choice([8, 9, 14, 15]), random.randint(0, 59))
    left_way = random.choice(LEFT_BY)
    closing = moment(day, 18)
    left_at = closing if left_way == DepartureWay.AUTOMATIC else at + timedelta(minutes=random.randint(25, 150))
    keeper = f"{station.organising_area.short_name}联络员"
    return CheckIn(
        deputy=deputy,
        station=station,
        code_id=codes.get(station.pk) if way in BY_SCAN else None,
        way=way,
        at=at,
        nonce=f"demo-{station.pk}-{deputy.pk}-{number}",
        recorded_by=deputy.name if way in BY_SCAN else keeper,
        reason="现场没有网络，依据纸质签到单" if way == CheckInWay.AFTERWARDS else "",
        uploaded_at=at + timedelta(hours=5) if way in BY_SCAN and random.random() < 0.15 else None,
        within_radius=random.choice([True, True, True, False, None, None]) if way in BY_SCAN else None,
        left_at=left_at,
        left_way=left_way,
        left_noted_by={DepartureWay.SELF: deputy.name, DepartureWay.KEEPER: keeper}.get(left_way, "系统"),
    )


def _put_up(station: Station, name: str) -> None:
    secret = new_secret()
    Screen.objects.create(station=station, name=name, secret=secret, digest=fingerprint(secret), created_by=DEMO)
