"""The sections that are counted from registers of this app and those below it."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.annual_reports.sections import SectionKind
from liaison.concerns.enums import ConcernState, ResultClass, VoterRating
from liaison.concerns.models import Concern, VoterReception
from liaison.households.models import Household, HouseholdPair
from liaison.joint_meetings.enums import MeetingState, ResolutionState
from liaison.joint_meetings.models import JointMeeting, Resolution
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.registration.models import Registration
from stations.activities.enums import ActivityKind, ActivityState
from stations.activities.models import Activity
from stations.places.enums import StationKind
from stations.places.models import Station
from stations.presence.models import CheckIn
from stations.rotas.enums import ShiftState
from stations.rotas.models import Shift
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in


def sentence(*parts: str) -> str:
    """Join the parts that say something into one sentence."""
    return "，".join(part for part in parts if part) + "。"


def _year(field: str, year: int) -> Q:
    return Q(**{f"{field}__year": year})


def _within(area: Area, relation: str) -> Q:
    return lies_in(relation, area)


def _counted(rows: QuerySet[Any], **conditions: Q) -> dict[str, int]:
    """Return how many of `rows` there are in all, and how many fulfil each of `conditions`. One query."""
    return rows.aggregate(all=Count("pk"), **{name: Count("pk", filter=one) for name, one in conditions.items()})


def _rated(at: str = "") -> dict[str, Q]:
    """Return the conditions of matters (`at`: the way to them) whose voters have rated, and of those that pleased them."""
    pleased = [VoterRating.SATISFIED, VoterRating.MOSTLY]
    rating = f"{at}rating__in"
    return {"rated": Q(**{rating: [*pleased, VoterRating.UNSATISFIED]}), "pleased": Q(**{rating: pleased})}


def tell_basics(area: Area, year: int) -> str:
    """Deputies elected here, and deputies of other places who live here."""
    own = Deputy.objects.serving().filter(origin=area)
    county, township = (own.serving(level).count() for level in (CongressLevel.COUNTY, CongressLevel.TOWNSHIP))
    away = own.living_elsewhere().count()
    here = Deputy.objects.serving().living_elsewhere_in_county().filter(residence__unit=area).count()
    stations = Station.objects.active().filter(_within(area, "organising_area"))
    kinds = dict(stations.order_by().values_list("kind").annotate(Count("pk")))
    places = [
        f"{kinds[kind]} 个{StationKind(kind).label}"
        for kind in (StationKind.AREA, StationKind.URBAN, StationKind.POINT)
        if kinds.get(kind)
    ]
    return "\n".join(
        [
            sentence(
                f"{area.name}现有选出的代表 {own.count()} 名",
                f"其中县人大代表 {county} 名" if county else "",
                f"乡镇人大代表 {township} 名" if township else "",
                f"在外居住的流动代表 {away} 名" if away else "没有在外居住的流动代表",
            ),
            sentence(f"外地选出、现居住在本地的代表 {here} 名", f"建有{'、'.join(places)}" if places else ""),
        ]
    )


def tell_registration(area: Area, year: int) -> str:
    """Files opened, verified and received in the year, on either side."""
    fields = {"opened": "created_at", "verified": "verified_at", "received": "received_at", "ended": "ended_on"}
    steps = {name: _year(field, year) for name, field in fields.items()}
    lines = []
    for side, began in (
        ("origin", "作为流出地，本年度督促登记 {opened} 名，经流入地核实 {verified} 名"),
        ("residence", "作为流入地，本年度受理登记 {opened} 名，核实身份 {verified} 名"),
    ):
        counted = _counted(Registration.objects.filter(**{side: area}), **steps)
        if any(counted[name] for name in steps):
            lines.append(f"{began}，社区接收报到 {{received}} 名，结束共管 {{ended}} 名。".format(**counted))
    now = Registration.objects.co_managed().filter(Q(origin=area) | Q(residence=area)).count()
    lines.append(f"目前由本单位与其他单位双向共管的代表 {now} 名。")
    return "\n".join(lines)


def tell_ledger(area: Area, year: int) -> str:
    """Each round of the year: how many lines, confirmed, countersigned, late."""
    lines = []
    for ledger_round in LedgerRound.objects.filter(half__startswith=f"{year}-").order_by("half"):
        entries = LedgerEntry.objects.counted().filter(round=ledger_round, origin=area)
        counted = _counted(
            entries,
            confirmed=~Q(state=EntryState.OPEN),
            locked=Q(state=EntryState.LOCKED),
            late=Q(confirmed_at__date__gt=F("round__closes_on")),
        )
        if counted["all"]:
            late = f"，其中逾期 {counted['late']} 名" if counted["late"] else ""
            lines.append(
                f"{ledger_round}应更新 {counted['all']} 名，代表已确认 {counted['confirmed']} 名{late}，"
                f"已会签 {counted['locked']} 名。"
            )
    return "\n".join(lines)


def tell_stations(area: Area, year: int) -> str:
    """Reception days held, voters received, and what they said of the result."""
    here = _within(area, "station__organising_area")
    shifts = Shift.objects.filter(here, _year("on", year))
    held = shifts.filter(state=ShiftState.HELD)
    people = held.filter(watches__was_present=True).aggregate(n=Count("watches__deputy", distinct=True))["n"]
    receptions = VoterReception.objects.filter(here, _year("received_on", year))
    received = _counted(receptions, told=Q(concern__told_on__isnull=False), **_rated("concern__"))
    cancelled = shifts.filter(state=ShiftState.CANCELLED).count()
    lines = []
    if shifts.exists():
        said = f"，取消 {cancelled} 次" if cancelled else ""
        lines.append(
            f"全年安排代表接待日 {shifts.count()} 次，已接待 {held.count()} 次{said}，{people} 名代表到站接待。"
        )
    if received["all"]:
        rated = (
            f"，参加评价的 {received['rated']} 件中满意和基本满意 {received['pleased']} 件" if received["rated"] else ""
        )
        lines.append(f"登记选民反映事项 {received['all']} 件，已办结反馈 {received['told']} 件{rated}。")
    return "\n".join(lines)


def tell_activities(area: Area, year: int) -> str:
    """Activities held, who came, deputies of other places among them, and where own deputies took part elsewhere."""
    here = _within(area, "organising_area")
    held = Activity.objects.filter(here, _year("starts_at", year), state=ActivityState.HELD)
    present = CheckIn.objects.standing().filter(activity__in=held)
    guests = present.exclude(deputy__origin=area)
    own = CheckIn.objects.standing().filter(_year("at", year), deputy__origin=area, activity__isnull=False)
    elsewhere = own.exclude(_within(area, "activity__organising_area"))
    by_kind = held.order_by().values_list("kind").annotate(n=Count("pk")).order_by("-n", "kind")
    kinds = [f"{ActivityKind(kind).label} {number} 次" for kind, number in by_kind]
    lines = []
    if kinds:
        lines.append(
            f"全年开展代表活动 {held.count()} 次（{'、'.join(kinds)}），代表参加 {present.count()} 人次，"
            f"其中外地选出的代表 {guests.count()} 人次。"
        )
    if number := elsewhere.count():
        people = elsewhere.values("deputy").distinct().count()
        lines.append(f"本地选出的代表在外单位参加活动 {number} 人次，涉及 {people} 名代表。")
    return "\n".join(lines)


def tell_joint(area: Area, year: int) -> str:
    """Joint meetings held with other units, what they resolved, and how much of it is done."""
    sides = Q(meeting__origin=area) | Q(meeting__residence=area)
    held = JointMeeting.objects.filter(
        Q(origin=area) | Q(residence=area), year=year, state__in=[MeetingState.HELD, MeetingState.CLOSED]
    )
    number = held.count()
    if not number:
        return ""
    others = held.values_list("origin", "residence").distinct().count()
    resolved = Resolution.objects.filter(sides, meeting__year=year)
    done = resolved.filter(state=ResolutionState.DONE).count()
    return f"全年与 {others} 个单位召开双向共管联席会议 {number} 次，议定事项 {resolved.count()} 项，已完成 {done} 项。"


def tell_concerns(area: Area, year: int) -> str:
    """Voters' matters that the unit led: received, answered, done, and what rated voters said."""
    led = Concern.objects.filter(_year("created_at", year), _within(area, "lead"))
    counted = _counted(
        led.exclude(state__in=[ConcernState.REFUSED, ConcernState.MERGED, ConcernState.SPLIT]),
        told=Q(told_on__isnull=False),
        solved=Q(told_on__isnull=False, result=ResultClass.A),
        redone=Q(redo_count__gt=0),
        **_rated(),
    )
    if not counted["all"]:
        return ""
    rated = (
        f"参加评价的 {counted['rated']} 件中满意和基本满意 {counted['pleased']} 件"
        if counted["rated"]
        else "暂无选民评价"
    )
    redone = f"，因选民不满意重新办理 {counted['redone']} 件" if counted["redone"] else ""
    return (
        f"选民扫码和代录的诉求，由本单位牵头 {counted['all']} 件，已答复 {counted['told']} 件，"
        f"其中已经解决 {counted['solved']} 件；{rated}{redone}。"
    )


def tell_contacts(area: Area, year: int) -> str:
    """Households that moved, and how many have a deputy who keeps in touch."""
    homes = Household.objects.current().filter(_within(area, "village"))
    number = homes.count()
    if not number:
        return ""
    pairs = HouseholdPair.objects.open().filter(household__in=homes)
    reached = pairs.values("household").distinct().count()
    deputies = pairs.values("deputy").distinct().count()
    return f"登记搬迁群众 {number} 户，已由 {deputies} 名代表结对联系 {reached} 户。"


def problems_of(area: Area, year: int) -> dict[str, int]:
    """Return what is wrong by now, counted: late files, ledger lines overdue, deputies without any presence in the year."""
    today = min(timezone.localdate(), date(year, 12, 31))
    late = Registration.objects.late(today).filter(Q(origin=area) | Q(residence=area)).count()
    overdue = LedgerEntry.objects.counted().overdue().filter(origin=area, round__half__startswith=f"{year}-").count()
    present = CheckIn.objects.standing().filter(_year("at", year), deputy=OuterRef("pk"))
    silent = Deputy.objects.serving().living_elsewhere().filter(~Exists(present), origin=area).count()
    here = _within(area, "station__organising_area")
    matters = VoterReception.objects.filter(here).late(today).count()
    return {"late": late, "overdue": overdue, "silent": silent, "matters": matters}


#: what is said of each problem, and what follows from it
PROBLEMS = {
    "late": ("登记报到超过办理期限的 {} 件。", "会同对方单位逐件核对逾期的登记报到，明确办理人和完成时间。"),
    "overdue": ("半年台账逾期未完成的 {} 名。", "由登记管理人逐人联系，补齐半年台账。"),
    "silent": (
        "本年度没有任何签到记录的流动代表 {} 名。",
        "逐名走访联系没有参加活动的流动代表，邀请参加居住地的代表小组活动。",
    ),
    "matters": ("选民反映事项超过办理期限的 {} 件。", "对超期的选民反映事项逐件催办，办结后当面反馈。"),
}


def tell_problems(area: Area, year: int) -> str:
    """What is late or silent."""
    lines = [PROBLEMS[name][0].format(number) for name, number in problems_of(area, year).items() if number]
    return "\n".join(lines) or "各项工作均在期限内，没有逾期事项。"


def tell_plans(area: Area, year: int) -> str:
    """What follows from the problems."""
    lines = [PROBLEMS[name][1] for name, number in problems_of(area, year).items() if number]
    on = f"继续落实登记报到、双向共管、半年台账和联席会议各项制度，做好{year + 1}年度工作。"
    return "\n".join([*lines, on])


def nothing(area: Area, year: int) -> str:
    """A section that people write."""
    return ""


SECTIONS = (
    SectionKind("basics", "基本情况", tell_basics),
    SectionKind("registration", "登记报到和双向共管", tell_registration),
    SectionKind("ledger", "建档立卡和半年台账", tell_ledger),
    SectionKind("stations", "联络站和接待选民", tell_stations),
    SectionKind("activities", "代表活动", tell_activities),
    SectionKind("joint", "联席会议", tell_joint),
    SectionKind("concerns", "群众诉求办理", tell_concerns),
    SectionKind("contacts", "结对联系", tell_contacts),
    SectionKind("problems", "存在的问题", tell_problems),
    SectionKind("plans", "下一步打算", tell_plans),
    SectionKind(
        "requests",
        "请示事项",
        nothing,
        "需要党（工）委研究决定的事，一事一段：请求什么、理由、涉及单位和经费。没有就留空，报送时自动略去。",
    ),
)
