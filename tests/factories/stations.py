"""Stations in a true tree, codes, activities and check-ins."""

from dataclasses import dataclass
from datetime import timedelta

import factory
from django.utils import timezone

from liaison.concerns.enums import Channel, ReceptionRoute
from liaison.concerns.models import VoterReception
from stations.activities.enums import ActivityKind
from stations.activities.models import Activity
from stations.codes.enums import CodeKind
from stations.codes.models import Code
from stations.places.enums import StationKind
from stations.places.models import Station
from stations.places.workflow import build_tree
from stations.presence.enums import CheckInWay
from stations.presence.models import CheckIn
from tests.factories.areas import County
from tests.factories.concerns import ConcernFactory
from tests.factories.deputies import DeputyFactory
from tests.kit.drawn import drawn_once
from yunhe.areas.models import Area


@dataclass
class Tree:
    """Stations that tests speak of, in the county of tests.factories.areas."""

    main: Station
    chishi: Station  # area station of 赤石乡
    shitang: Station
    fuyun: Station
    yuanhe: Station
    zhongshan: Station  # point of 中山社区 in 浮云街道
    shishan: Station  # point of 狮山社区 in 元和街道
    shuanglin: Station  # point of 双林村 in 赤石乡
    urban: Station  # 赤石乡城区联络站, stands in 中山社区


def make_tree(county: County) -> Tree:
    """Put 1+11+N of `county` and the urban station of 赤石 in 浮云 into the database; return those that tests name."""
    places = tuple(Area.objects.within(county.root).current().order_by("pk").values_list("pk", flat=True))
    tree, stations = drawn_once(("tree", places), lambda: _tree_and_stations(county))
    Station.objects.bulk_create(stations)
    return tree


def _tree_and_stations(county: County) -> tuple[Tree, list[Station]]:
    build_tree(county.root)
    by_area = {station.organising_area_id: station for station in Station.objects.select_related("organising_area")}
    named = ("chishi", "shitang", "fuyun", "yuanhe", "zhongshan", "shishan", "shuanglin")
    tree = Tree(
        main=by_area[county.root.pk],
        **{name: by_area[getattr(county, name).pk] for name in named},
        urban=StationFactory(
            kind=StationKind.URBAN,
            name="赤石乡人大代表城区联络站",
            organising_area=county.chishi,
            location_area=county.zhongshan,
            parent=by_area[county.chishi.pk],
        ),
    )
    return tree, list(Station.objects.organised_within(county.root).order_by("pk"))


class StationFactory(factory.django.DjangoModelFactory):
    """A point; `organising_area` and `parent` are given by the test (make_tree builds whole trees)."""

    class Meta:
        model = Station

    kind = StationKind.POINT
    name = factory.Sequence(lambda n: f"第{n}联络点")
    location_area = factory.SelfAttribute("organising_area")
    address = "示例路1号"
    opening_hours = "工作日 8:30–17:00"


class ActivityFactory(factory.django.DjangoModelFactory):
    """An activity of `organising_area` that is going on now."""

    class Meta:
        model = Activity

    title = factory.Sequence(lambda n: f"邻里茶话会{n}")
    kind = ActivityKind.COMMUNITY
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=10))
    ends_at = factory.LazyAttribute(lambda obj: obj.starts_at + timedelta(hours=2))


class CodeFactory(factory.django.DjangoModelFactory):
    """A code in force; pass station, deputy or activity and the kind follows."""

    class Meta:
        model = Code

    kind = factory.LazyAttribute(
        lambda obj: (
            CodeKind.DEPUTY
            if getattr(obj, "deputy", None)
            else CodeKind.ACTIVITY
            if getattr(obj, "activity", None)
            else CodeKind.STATION
        )
    )


class CheckInFactory(factory.django.DjangoModelFactory):
    """A check-in of `deputy` at `station` now."""

    class Meta:
        model = CheckIn

    deputy = factory.SubFactory(DeputyFactory)
    way = CheckInWay.STATION_CODE
    nonce = factory.Sequence(lambda n: f"nonce-{n}")


class VoterReceptionFactory(factory.django.DjangoModelFactory):
    """The record of a matter that was taken down at `station` today, not taken on yet; `by` are the deputies who received.

    Its concern is led by the unit of the station; concern__text=…, concern__state=… and so on say more of it.
    """

    class Meta:
        model = VoterReception
        skip_postgeneration_save = True

    concern = factory.SubFactory(
        ConcernFactory,
        channel=Channel.RECEPTION,
        lead=factory.LazyAttribute(
            lambda obj: obj.factory_parent.station.organising_area.unit or obj.factory_parent.station.organising_area
        ),
        station=factory.SelfAttribute("..station"),
    )
    route = ReceptionRoute.WORK_COMMITTEE
    recorded_by = "联络员"

    @factory.post_generation
    def by(obj, create, extracted, **kwargs):  # noqa: N805 factory_boy's signature
        """Name those who received."""
        if create:
            obj.deputies.set(extracted or [])
