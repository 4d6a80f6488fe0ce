"""Receptions of voters of the demo county, each with its concern in every state; voters are invented, most leave no name."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from liaison.concerns import clocks, tickets
from liaison.concerns.enums import (
    Channel,
    ConcernCategory,
    ConcernState,
    FeedbackWay,
    ReceptionRoute,
    ResultClass,
    Side,
    VoterRating,
)
from liaison.concerns.models import Concern, ConcernStep, VoterReception
from liaison.concerns.routing import route
from liaison.demo.making import Deed, clerk_of, life, moment
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
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
COUNT = 96
#: every seventh waits for being taken on, every seventh is being handled, every seventh waits for the voter to be told
STATES = (ConcernState.RECEIVED, ConcernState.ASSIGNED, ConcernState.REPLIED, *[ConcernState.CLOSED] * 4)
LINES = {
    ConcernState.RECEIVED: ("hand_in",),
    ConcernState.ASSIGNED: ("hand_in",),
    ConcernState.REPLIED: ("hand_in", "reply"),
    ConcernState.CLOSED: ("hand_in", "reply", "tell", "rate", "close"),
}
RATINGS = (*[VoterRating.SATISFIED] * 6, *[VoterRating.MOSTLY] * 2, VoterRating.UNSATISFIED, VoterRating.NONE)


def write_receptions(random: Random, today: date) -> None:
    """Write COUNT receptions of the last year, each by a co-managed deputy at the station that received him."""
    registrations = list(
        Registration.objects.filter(state=RegistrationState.CO_MANAGED, station__isnull=False)
        .select_related("deputy__home_village__unit", "station__location_area", "station__organising_area__unit")
        .select_related("community__unit")
        .order_by("pk")
    )
    if not registrations:
        return
    own = [registration for registration in registrations if registration.deputy.user_id]
    receptions, receiving = [], []
    for number in range(COUNT):
        registration = (
            own[0] if own and number % 25 == 0 else random.choice(registrations)
        )  # the deputy of the walk has some too
        receptions.append(_reception(registration, number, random, today))
        receiving.append(registration.deputy_id)
    Concern.objects.bulk_create(reception.concern for reception in receptions)
    for reception in receptions:
        reception.concern_id = reception.concern.pk
    VoterReception.objects.bulk_create(receptions)
    ConcernStep.objects.bulk_create(step for reception in receptions for step in _steps(reception))
    through = VoterReception.deputies.through
    through.objects.bulk_create(
        through(voterreception_id=reception.pk, deputy_id=deputy_id)
        for reception, deputy_id in zip(receptions, receiving, strict=True)
    )


def _reception(registration: Registration, number: int, random: Random, today: date) -> VoterReception:
    category, text, answer = TOPICS[number % len(TOPICS)]
    state = random.choice(STATES)
    day = today - timedelta(days=random.randint(45, 330) if state == ConcernState.CLOSED else random.randint(1, 40))
    station = registration.station
    assert station is not None
    home = registration.deputy.home_village
    found = route(
        category,
        place=registration.community,
        origin=home.unit if home else None,
        residence=registration.community,
        door=station.organising_area,
    )
    assert found is not None  # a community is always given
    concern = Concern(
        number=f"{day:%y%m}{(number * 7919 + 13) % 1_000_000:06d}",
        secret_digest=tickets.secret_digest(f"demo-reception-{number:04d}"),
        nonce_digest=f"demo-r{number:057d}",
        channel=Channel.RECEPTION,
        station=station,
        taken_by=f"{station.location_area.short_name}联络员",
        text=text,
        category=category,
        place=registration.community,
        origin=home.unit if home else None,
        residence=registration.community,
        lead=found.lead,
        routing_reason=found.reason,
        voter_name="群众（姓名保密）" if random.random() < 0.2 else "",
        state=state,
        created_at=moment(day, 9, number % 60),
        state_since=moment(day, 9, number % 60),
    )
    concern.is_anonymous = not concern.voter_name
    _fill(concern, day, answer, random, today)
    is_office = state == ConcernState.RECEIVED
    return VoterReception(
        concern=concern,
        station=station,
        received_on=day,
        proposal="请社区先到现场看一看，再答复选民。",
        route=ReceptionRoute.WORK_COMMITTEE if is_office else ReceptionRoute.COMMUNITY,
        household_area=home,
        residence_area=registration.community,
        recorded_by=concern.taken_by,
        created_at=concern.created_at,
    )


def _fill(concern: Concern, day: date, answer: str, random: Random, today: date) -> None:
    """Give the concern what its state demands, on days that fit."""
    if concern.state != ConcernState.RECEIVED:
        concern.handling_point, concern.round, concern.assigned_on = concern.place, 1, day
    if concern.state in (ConcernState.REPLIED, ConcernState.CLOSED):
        concern.reply, concern.result, concern.replied_by = answer, ResultClass.A, concern.handler_label
        concern.replied_on = min(day + timedelta(days=random.randint(5, 20)), today)
        concern.state_since = moment(concern.replied_on, 15)
    if concern.state == ConcernState.CLOSED:
        concern.told_on = concern.closed_on = day + timedelta(days=random.randint(21, 40))
        concern.told_way = random.choice(FeedbackWay.values)
        concern.rating = random.choice(RATINGS)
        concern.state_since = moment(concern.closed_on, 16)
    concern.due_on = clocks.due_on(concern.state, concern.state_since.date())
    if concern.state == ConcernState.ASSIGNED:
        concern.due_on = add_workdays(day, 30)


def _steps(reception: VoterReception) -> Iterator[ConcernStep]:
    """Yield the steps that led the concern to its state."""
    concern, deeds = reception.concern, []
    first = ConcernState.RECEIVED if concern.state == ConcernState.RECEIVED else ConcernState.ASSIGNED
    told = moment(concern.told_on, 16) if concern.told_on else concern.state_since
    for verb in LINES[ConcernState(concern.state)]:
        clerk = clerk_of(concern.lead)
        who = {"hand_in": (Side.LEAD, concern.taken_by), "reply": (Side.HANDLER, concern.handler_label)}
        side, by = who.get(verb, (Side.LEAD, clerk))
        at = {"hand_in": concern.created_at, "reply": moment(concern.replied_on, 15) if concern.replied_on else told}
        facts: dict[str, object] = {
            "note": concern.reply if verb in ("reply", "tell") else "",
            "is_public": verb == "tell",
        }
        if verb == "hand_in":
            facts["to_state"] = first
        deeds.append(Deed(verb, side, by, at.get(verb, told), facts))
    return life(ConcernStep, concern, deeds)
