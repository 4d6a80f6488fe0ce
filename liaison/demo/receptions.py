"""Receptions of voters of the demo county, in every state; voters are invented, most leave no name."""

from datetime import date, timedelta
from random import Random

from liaison.concerns.enums import ConcernCategory, FeedbackWay, ReceptionRoute, ReceptionState, VoterRating
from liaison.concerns.models import VoterReception
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from stations.places.models import Station
from yunhe.kit.workdays import add_workdays

TOPICS = (
    (ConcernCategory.HOUSING, "安置小区三号楼楼道灯坏了半个月，老人晚上上楼不方便。", "已更换声控灯 12 盏。"),
    (ConcernCategory.TRAFFIC, "去高胥片的公交末班太早，打工下班赶不上。", "末班车由 18:00 延到 19:20。"),
    (
        ConcernCategory.SCHOOLING,
        "孩子户口还在乡里，想在县城就近上小学，不清楚要哪些材料。",
        "社区已帮助备齐材料并完成登记。",
    ),
    (ConcernCategory.WORK, "搬下来以后想找离家近的活，希望办木玩加工培训班。", "已列入下一期培训，报名 14 人。"),
    (ConcernCategory.CARE, "村里老人多，想在小区设一个老年食堂。", "社区食堂已试营业，60 岁以上每餐 8 元。"),
    (ConcernCategory.ENVIRONMENT, "小区后面的水沟夏天有臭味，请清一清。", "已清淤 120 米，加装盖板。"),
    (ConcernCategory.LAND, "老家宅基地复垦的补助还没有到账。", "已核对，补助于当月发放。"),
    (ConcernCategory.PUBLIC_SERVICE, "社保转移要回乡里跑几趟，能不能在社区办。", "城区联络站每周三代办。"),
)
STATES = (ReceptionState.RECORDED, ReceptionState.ASSIGNED, ReceptionState.SETTLED, *[ReceptionState.TOLD] * 4)
ROUTES = (*[ReceptionRoute.COMMUNITY] * 4, ReceptionRoute.WORK_COMMITTEE, ReceptionRoute.SUGGESTION)
RATINGS = (*[VoterRating.SATISFIED] * 6, *[VoterRating.MOSTLY] * 2, VoterRating.UNSATISFIED, VoterRating.NONE)


def write_receptions(random: Random, today: date) -> None:
    """Write 96 receptions of the last year, each by a co-managed deputy at the station that received him."""
    registrations = list(
        Registration.objects.filter(state=RegistrationState.CO_MANAGED, station__isnull=False)
        .select_related("deputy__home_village", "station__location_area", "community__unit")
        .order_by("pk")
    )
    if not registrations:
        return
    own = [registration for registration in registrations if registration.deputy.user_id]
    receptions, receiving = [], []
    for number in range(96):
        registration = (
            own[0] if own and number % 25 == 0 else random.choice(registrations)
        )  # the deputy of the walk has some too
        receptions.append(_reception(registration, TOPICS[number % len(TOPICS)], random, today))
        receiving.append(registration.deputy_id)
    VoterReception.objects.bulk_create(receptions)
    through = VoterReception.deputies.through
    through.objects.bulk_create(
        through(voterreception_id=reception.pk, deputy_id=deputy_id)
        for reception, deputy_id in zip(receptions, receiving, strict=True)
    )


def _reception(registration: Registration, topic: tuple[str, str, str], random: Random, today: date) -> VoterReception:
    category, text, result = topic
    state = random.choice(STATES)
    waits = state in (ReceptionState.RECORDED, ReceptionState.ASSIGNED)
    day = today - timedelta(days=random.randint(1, 50) if waits else random.randint(45, 330))
    station: Station = registration.station
    reception = VoterReception(
        station=station,
        received_on=day,
        category=category,
        text=text,
        proposal="请社区先到现场看一看，再答复选民。",
        route=random.choice(ROUTES),
        household_area=registration.deputy.home_village,
        residence_area=registration.community,
        voter_name="群众（姓名保密）" if random.random() < 0.2 else "",
        recorded_by=f"{station.location_area.short_name}联络员",
        state=state,
    )
    if state != ReceptionState.RECORDED:
        reception.handler = registration.community.full_name
        reception.due_on = add_workdays(day, 30)
    if state in (ReceptionState.SETTLED, ReceptionState.TOLD):
        reception.result = result
    if state == ReceptionState.TOLD:
        reception.told_on = day + timedelta(days=random.randint(10, 40))
        reception.told_way = random.choice(FeedbackWay.values)
        reception.rating = random.choice(RATINGS)
    return reception
