"""Stations, codes, activities and check-ins of the demo county."""

from datetime import date, timedelta
from random import Random

from liaison.demo.making import DEMO, came, held_from, moment
from liaison.demo.names import ESTATES
from liaison.demo.plan import URBAN_STATIONS
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from stations.activities.enums import ActivityKind, ActivityState
from stations.activities.models import Activity
from stations.codes.enums import CodeKind
from stations.codes.models import Code
from stations.places.enums import StationKind
from stations.places.models import Station
from stations.places.workflow import build_tree
from stations.presence.enums import CheckInWay, DepartureWay
from stations.presence.models import CheckIn
from yunhe.accounts.models import User
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area

TOPICS = (
    ("老旧小区电动车充电", ActivityKind.DELIBERATION),
    ("搬迁群众就业访谈", ActivityKind.FIELD_RESEARCH),
    ("学校周边交通安全视察", ActivityKind.INSPECTION),
    ("代表接待选民日", ActivityKind.RECEPTION),
    ("重阳敬老走访", ActivityKind.VISIT),
    ("代表法修改学习会", ActivityKind.TRAINING),
    ("安置小区环境整治主题活动", ActivityKind.THEME),
    ("社区邻里日", ActivityKind.COMMUNITY),
)


def write_stations(county: Area, by: User) -> None:
    """Build the 1+11+N tree, the urban stations, and fill in addresses and reception days."""
    build_tree(county, by=by)
    units = {unit.name: unit for unit in Area.objects.within(county).units()}
    for township, street in URBAN_STATIONS.items():
        unit = units[township]
        Station.objects.create(
            kind=StationKind.URBAN,
            name=f"{township}人大代表城区联络站",
            organising_area=unit,
            location_area=Area.objects.within(units[street]).points().first(),
            parent=Station.objects.get(kind=StationKind.AREA, organising_area=unit),
            address=f"{ESTATES[len(unit.name) % len(ESTATES)]}1幢底层",
        )
    for station in Station.objects.select_related("organising_area", "location_area"):
        station.reception_days = station.reception_days or (
            "单月15日 9:00–11:00" if station.kind == StationKind.POINT else "每月15日 9:00–11:00"
        )
        station.address = station.address or f"{station.location_area.short_name}便民服务中心一楼"
        station.save(update_fields=["address", "reception_days"])


def write_codes() -> None:
    """Issue a code for every station; a worker draws the images."""
    Code.objects.bulk_create(Code(kind=CodeKind.STATION, station=station) for station in Station.objects.active())


def write_activities(random: Random, today: date) -> None:
    """Plan past and coming activities at the stations of the county town, with check-ins of co-managed deputies."""
    here: dict[int, list[int]] = {}
    files = Registration.objects.filter(state=RegistrationState.CO_MANAGED, received_at__date__lt=today)
    for unit_id, deputy_id in files.values_list("residence_id", "deputy_id"):
        here.setdefault(unit_id, []).append(deputy_id)
    stations = [
        station
        for station in Station.objects.select_related("organising_area", "location_area").order_by("id")
        if station.location_area.unit_id in here
        and (station.kind != StationKind.POINT or station.location_area.kind == AreaKind.COMMUNITY)
    ]
    activities = []
    for week in range(-22, 4):
        for station in random.sample(stations, 3):
            topic, kind = random.choice(TOPICS)
            day = today + timedelta(weeks=week, days=random.randint(0, 4))
            facts = {"organising_area": station.organising_area, "station": station, "place": station.name}
            title = f"{station.location_area.short_name}{topic}"
            starts = moment(day, random.choice([9, 14, 15]))
            activities.append(held_from(starts, today, title=title, kind=kind, **facts))
    Activity.objects.bulk_create(activities)
    Code.objects.bulk_create(
        Code(kind=CodeKind.ACTIVITY, activity=activity)
        for activity in activities
        if activity.state != ActivityState.HELD
    )
    CheckIn.objects.bulk_create(_check_ins(random, activities, here))


def _check_ins(random: Random, activities: list[Activity], here: dict[int, list[int]]):
    left = {"recorded_by": DEMO, "left_way": DepartureWay.AUTOMATIC, "left_noted_by": "系统"}
    silent = {deputy for deputies in here.values() for deputy in deputies if deputy % 7 == 0}
    for activity in activities:
        living = [deputy for deputy in here[activity.station.location_area.unit_id] if deputy not in silent]
        if activity.state != ActivityState.HELD or not living:
            continue
        for deputy in random.sample(living, min(len(living), random.randint(4, 12))):
            way = random.choices([CheckInWay.ACTIVITY_CODE, CheckInWay.KEEPER], [5, 1])[0]
            yield came(activity, deputy, way, random.randint(-20, 25), "demo", left_at=activity.ends_at, **left)
