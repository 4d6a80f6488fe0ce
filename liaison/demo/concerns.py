"""Concerns of the demo county in every state, with the units that handle them; voters are invented."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from deputies.people.models import Deputy
from liaison.concerns import clocks, tickets
from liaison.concerns.enums import Channel, ConcernCategory, ConcernState, FeedbackWay, ResultClass, Side, VoterRating
from liaison.concerns.models import AnswerTemplate, Concern, ConcernEcho, ConcernStep, HandlingUnit
from liaison.concerns.routing import route
from liaison.demo.making import Deed, clerk_of, life, moment
from stations.places.enums import StationKind
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.kit.workdays import add_workdays

COUNT = 160
UNITS = (
    "县住建局", "县交通运输局", "县教育局", "县卫生健康局", "县人力社保局", "县综合执法局", "县自然资源局", "县民政局",
)  # fmt: skip
#: which of UNITS handles a category
UNIT_OF = {
    ConcernCategory.HOUSING: 0,
    ConcernCategory.TRAFFIC: 1,
    ConcernCategory.SCHOOLING: 2,
    ConcernCategory.WORK: 4,
    ConcernCategory.PUBLIC_SERVICE: 4,
    ConcernCategory.ENVIRONMENT: 5,
    ConcernCategory.LAND: 6,
    ConcernCategory.CARE: 7,
}
TOPICS = (
    (ConcernCategory.HOUSING, "楼道照明", "小区{n}幢楼道灯坏了半个多月，老人晚上上楼不方便，希望尽快修好。", "已更换声控灯，并请物业每月巡查一次。"),
    (ConcernCategory.HOUSING, "外墙渗水", "{n}幢顶楼下雨渗水，墙皮掉了，反映给物业一直没人来。", "已维修防水层，雨后回访不再渗水。"),
    (ConcernCategory.TRAFFIC, "公交末班", "去高胥片的公交末班太早，打工下班赶不上，能不能晚一点。", "末班车延后到十九点二十分。"),
    (ConcernCategory.TRAFFIC, "路口红绿灯", "学校门口的路口上下学时车多，小孩过马路危险。", "已加派护学岗，信号灯列入明年改造。"),
    (ConcernCategory.SCHOOLING, "就近入学", "孩子户口还在乡里，想在县城就近上小学，不清楚要哪些材料。", "社区已帮助备齐材料，完成登记。"),
    (ConcernCategory.WORK, "就近就业", "搬下来以后想找离家近的活，希望办木玩加工培训班。", "已列入下一期培训，可以到社区报名。"),
    (ConcernCategory.CARE, "老年食堂", "小区老人多，想设一个老年食堂，中午能吃口热饭。", "社区食堂已试营业，六十岁以上有补助。"),
    (ConcernCategory.ENVIRONMENT, "水沟异味", "小区后面的水沟夏天有臭味，蚊子多，请清一清。", "已清淤并加装盖板。"),
    (ConcernCategory.ENVIRONMENT, "垃圾清运", "垃圾房离楼太近，周末没人清运，味道很大。", "周末增加一次清运，垃圾房明年移位。"),
    (ConcernCategory.LAND, "复垦补助", "老家宅基地复垦的补助一直没有到账，问了几次没结果。", "已核对账号，补助当月发放。"),
    (ConcernCategory.LAND, "山林界线", "老家的山林界线和邻村说不清，想请人到现场看看。", "已请自然资源所现场勘界，双方签字确认。"),
    (ConcernCategory.PUBLIC_SERVICE, "社保代办", "社保转移要回乡里跑几趟，能不能在社区办。", "城区联络站每周三可以代办。"),
)  # fmt: skip
#: state of each demo concern, in turn: most have been answered, some wait at every step
STATES = (
    *[ConcernState.CLOSED] * 9, *[ConcernState.ASSIGNED] * 3, *[ConcernState.RECEIVED] * 2, ConcernState.ACCEPTED,
    ConcernState.REPLIED, *[ConcernState.TOLD] * 2, ConcernState.RATED, ConcernState.PAUSED, ConcernState.REFUSED,
)  # fmt: skip
RATINGS = (*[VoterRating.SATISFIED] * 7, *[VoterRating.MOSTLY] * 2, VoterRating.UNSATISFIED, VoterRating.NONE)
RESULTS = (*[ResultClass.A] * 6, *[ResultClass.B] * 2, ResultClass.C, ResultClass.D)
WHOLE = ("hand_in", "accept", "assign", "reply", "tell", "rate", "close")
LINE: dict[str, tuple[str, ...]] = {
    ConcernState.RECEIVED: WHOLE[:1],
    ConcernState.ACCEPTED: WHOLE[:2],
    ConcernState.ASSIGNED: WHOLE[:3],
    ConcernState.PAUSED: (*WHOLE[:3], "pause"),
    ConcernState.REPLIED: WHOLE[:4],
    ConcernState.TOLD: WHOLE[:5],
    ConcernState.RATED: WHOLE[:6],
    ConcernState.CLOSED: WHOLE,
    ConcernState.REFUSED: ("hand_in", "refuse"),
}
PUBLIC = ("tell", "answer", "rate", "pause", "refuse")
REFUSED_BECAUSE = "邻里之间的纠纷，建议请社区人民调解委员会调解。"


def write_concerns(county: Area, random: Random, today: date) -> None:
    """Write COUNT concerns of the last ten months with their steps, echoes, the county's handling units and templates."""
    units = HandlingUnit.objects.bulk_create(HandlingUnit(name=name, area=county) for name in UNITS)
    units[0].members.set(User.objects.filter(username="zhujian"))
    AnswerTemplate.objects.bulk_create(
        [
            AnswerTemplate(area=county, title="已转物业", text="已请社区会同物业到现场查看，处理情况会再告诉您。"),
            AnswerTemplate(area=county, title="政策说明", text="这件事按现行政策暂时不能办理，原因和以后的打算如下："),
        ]
    )
    writer = _Writer(county, random, today, list(units))
    concerns = [writer.concern(number) for number in range(COUNT)]
    Concern.objects.bulk_create(concerns)
    ConcernStep.objects.bulk_create(step for concern in concerns for step in writer.steps(concern))
    ConcernEcho.objects.bulk_create(
        ConcernEcho(concern=concern, nonce_digest=f"demo-echo-{concern.pk}-{n}", secret_digest="")
        for concern in concerns
        if concern.state not in (ConcernState.REFUSED, ConcernState.RECEIVED)
        for n in range(random.choice((0, 0, 0, 1, 2, 5)))
    )


class _Writer:
    """Makes concerns and their steps."""

    def __init__(self, county: Area, random: Random, today: date, units: list[HandlingUnit]):
        self.random, self.today, self.units, self.county = random, today, units, county
        points = Area.objects.within(county).select_related("unit")
        self.communities = list(points.filter(kind=AreaKind.COMMUNITY, unit__isnull=False).order_by("code"))
        self.townships = list(Area.objects.within(county).townships().order_by("order", "code"))
        stations = Station.objects.active().filter(kind=StationKind.POINT).order_by("pk")
        self.stations = {station.location_area_id: station for station in stations}
        self.direct = list(Deputy.objects.filter(user__isnull=False).select_related("origin").order_by("pk"))
        self.days: dict[str, list[datetime]] = {}

    def concern(self, number: int) -> Concern:
        """Return concern `number`: every eighth goes straight to a deputy with an account."""
        random = self.random
        state = STATES[number % len(STATES)]
        category, title, text, answer = TOPICS[number % len(TOPICS)]
        place, origin = random.choice(self.communities), random.choice(self.townships)
        deputy = random.choice(self.direct) if self.direct and number % 8 == 0 else None
        found = route(category, place=place, origin=origin, residence=place, door=place)
        assert found is not None  # a place is always given
        concern = Concern(
            number=f"{self.today:%y%m}{number * 6131 % 1_000_000:06d}",
            secret_digest=tickets.secret_digest(f"demo-{number:04d}"),
            nonce_digest=f"demo-{number:059d}",
            channel=Channel.DEPUTY_CODE if deputy else random.choice((Channel.STATION_CODE, Channel.STATION_CODE, Channel.OFFICE)),
            station=self.stations.get(place.pk),
            text=text.format(n=random.randint(1, 12)),
            title=f"{place.short_name}{title}",
            category=category,
            place=place,
            spot=f"{random.randint(1, 12)}幢附近",
            origin=origin,
            residence=place,
            lead=found.lead,
            routing_reason=found.reason,
            may_publish=random.random() < 0.5,
            state=state,
            is_simple=random.random() < 0.4,
        )  # fmt: skip
        if random.random() < 0.3:
            concern.is_anonymous, concern.voter_name = False, f"{random.choice('蓝雷钟叶张王')}某"
            concern.voter_phone = f"1690578{random.randint(0, 9999):04d}"
        self._fill(concern, number, deputy, answer)
        return concern

    def _fill(self, concern: Concern, number: int, deputy: Deputy | None, answer: str) -> None:
        """Give the concern what its state demands, on days that fit."""
        random, line = self.random, self._line(concern.state, deputy)
        if deputy and concern.state in (ConcernState.RECEIVED, ConcernState.ACCEPTED, ConcernState.REPLIED):
            concern.state = ConcernState.ASSIGNED  # a direct concern waits at nobody else
            line = self._line(concern.state, deputy)
        is_over = concern.state in (ConcernState.CLOSED, ConcernState.REFUSED)
        start = self.today - timedelta(days=random.randint(60, 300) if is_over else random.randint(1, 30))
        days = [start]
        for _ in line[1:]:
            days.append(min(add_workdays(days[-1], random.randint(1, 4)), self.today))
        self.days[concern.nonce_digest] = [moment(day, 8 + min(at, 9), 7 * at % 60) for at, day in enumerate(days)]
        concern.created_at = self.days[concern.nonce_digest][0]
        concern.state_since = self.days[concern.nonce_digest][-1]
        on = dict(zip(line, days, strict=True))
        if "assign" in on or deputy:
            concern.round, concern.assigned_on = 1, on.get("assign", start)
            if deputy:
                concern.is_direct, concern.deputy = True, deputy
            elif number % 3 == 0:
                concern.handling_unit = self.units[UNIT_OF[concern.category]]
            else:
                concern.handling_point = concern.place
        if "reply" in on or "answer" in on:
            concern.reply, concern.result = answer, random.choice(RESULTS)
            concern.replied_on, concern.replied_by = on.get("reply", on.get("answer")), concern.handler_label
            if concern.result in (ResultClass.B, ResultClass.C):
                concern.check_on = self.today + timedelta(days=random.randint(-20, 120))
        if "tell" in on or "answer" in on:
            concern.told_on = on.get("tell", on.get("answer"))
            concern.told_way = FeedbackWay.ONLINE if deputy else random.choice(FeedbackWay.values)
        if "rate" in on:
            concern.rating = random.choice(RATINGS[:-1] if concern.state == ConcernState.RATED else RATINGS)
        self._finish(concern, on, answer)

    def _finish(self, concern: Concern, on: dict[str, date], answer: str) -> None:
        """Fill what only some states have: deadline, pause, refusal, closing and publishing."""
        concern.due_on = clocks.due_on(
            concern.state, concern.state_since.date(), is_simple=concern.is_simple, is_direct=concern.is_direct
        )
        if concern.state == ConcernState.PAUSED:
            concern.paused_on, concern.paused_from = on["pause"], ConcernState.ASSIGNED
            concern.question = "请问是几幢几单元，大概什么时候开始的？"
            concern.due_on = add_workdays(self.today, 5)
        if concern.state == ConcernState.REFUSED:
            concern.refusal = "private"
        if concern.state == ConcernState.CLOSED:
            concern.closed_on = on["close"]
            if concern.may_publish:
                concern.public_text, concern.public_reply = f"{concern.title}问题。", answer
                concern.published_at = concern.state_since

    @staticmethod
    def _line(state: str, deputy: Deputy | None) -> tuple[str, ...]:
        line = LINE[state]
        if not deputy or state == ConcernState.REFUSED:
            return line
        kept = tuple(verb for verb in line if verb not in ("accept", "assign", "reply"))
        return tuple("answer" if verb == "tell" else verb for verb in kept)

    def steps(self, concern: Concern) -> Iterator[ConcernStep]:
        """Yield the steps that led the concern to its state."""
        is_direct = concern.is_direct and concern.state != ConcernState.REFUSED
        line = self._line(concern.state, concern.deputy if is_direct else None)
        said = {"pause": concern.question, "refuse": REFUSED_BECAUSE}
        said |= dict.fromkeys(("tell", "answer", "reply"), concern.reply)
        deeds = []
        for verb, at in zip(line, self.days[concern.nonce_digest], strict=True):
            facts: dict[str, object] = {"is_public": verb in PUBLIC, "note": said.get(verb, "")}
            if verb == "hand_in" and is_direct:
                facts["to_state"] = ConcernState.ASSIGNED
            deeds.append(Deed(verb, *self._who(concern, verb), at, facts))
        return life(ConcernStep, concern, deeds)

    def _who(self, concern: Concern, verb: str) -> tuple[str, str]:
        if verb in ("hand_in", "rate"):
            return Side.VOTER, "选民"
        if verb == "answer":
            return Side.DEPUTY, concern.handler_label
        if verb == "reply":
            return Side.HANDLER, concern.handler_label
        return Side.LEAD, clerk_of(concern.lead)
