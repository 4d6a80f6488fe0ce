"""Evidence of the four two-way links of a pair in one year (双向共管 四个双向): counted from records, never ticked.

责任双向联结, 信息双向联通, 学习双向联合, 管理双向联动: which records count for which link is our reading of the county's words;
each figure opens its records.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from liaison.discrepancies.enums import DiscrepancyState
from liaison.discrepancies.models import Discrepancy, Statement
from liaison.joint_meetings.enums import ResolutionState
from liaison.joint_meetings.models import JointMeeting, Resolution
from liaison.ledger.models import LedgerEntry
from liaison.registration.enums import EndReason, RegistrationState, Side
from liaison.registration.models import Handover, Registration, RegistrationStep
from stations.activities.enums import ActivityKind, ActivityState
from stations.activities.models import Activity
from stations.presence.models import CheckIn
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in

LINKS = {
    "responsibility": ("责任双向联结", "两地共同承担的事：共管档案、议定事项、随档移交"),
    "information": ("信息双向联通", "两地互相告知的事：办理步骤、情况说明、核定"),
    "learning": ("学习双向联合", "一方的代表参加另一方的学习和活动"),
    "management": ("管理双向联动", "两地一起管的事：联席会议、半年台账、社区接收"),
}


@dataclass(frozen=True)
class Line:
    """One record behind a figure."""

    at: date | datetime | None
    what: str
    by: str
    url: str


@dataclass(frozen=True)
class Evidence:
    """One figure: of which link, what is counted, the records and how one of them reads."""

    key: str
    link: str
    label: str
    records: QuerySet
    read: Callable[[Any], Line]

    @property
    def count(self) -> int:
        """How many records there are."""
        return self.records.count()


Row = tuple[str, str, QuerySet, Callable[[Any], Line]]  # an Evidence without its link


def evidence_of(origin: Area, residence: Area, year: int) -> list[Evidence]:
    """Return every figure of the pair in `year`, in the order of the links."""
    found = {
        "responsibility": _responsibility,
        "information": _information,
        "learning": _learning,
        "management": _management,
    }
    return [Evidence(row[0], link, *row[1:]) for link, rows in found.items() for row in rows(origin, residence, year)]


def _responsibility(origin: Area, residence: Area, year: int) -> list[Row]:
    registrations = Registration.objects.filter(origin=origin, residence=residence).select_related("deputy")
    managed = registrations.filter(received_at__year__lte=year).filter(
        Q(state=RegistrationState.CO_MANAGED) | Q(ended_on__year__gte=year)
    )
    meetings = JointMeeting.objects.between(origin, residence).filter(year=year)
    resolutions = Resolution.objects.filter(meeting__in=meetings).select_related("unit", "owner", "meeting")
    moved = Handover.objects.filter(**_of_pair(origin, residence), at__year=year).select_related("registration")
    return [
        ("registrations", "两地共同管理的档案", managed.order_by("-received_at"), _registration),
        ("resolutions", "联席会议议定事项", resolutions, _resolution),
        ("done", "其中已完成", resolutions.filter(state=ResolutionState.DONE), _resolution),
        ("handovers", "随档移交的事项", moved.order_by("-at"), _handover),
    ]


def _of_pair(origin: Area, residence: Area) -> dict[str, Area]:
    """Return the conditions that a row belongs to a registration of the pair."""
    return {"registration__origin": origin, "registration__residence": residence}


def _information(origin: Area, residence: Area, year: int) -> list[Row]:
    pair = _of_pair(origin, residence)
    moves = RegistrationStep.objects.filter(**pair, at__year=year).order_by("-at", "-pk")
    moves = moves.select_related("registration__deputy")
    said = Statement.objects.filter(**pair, at__year=year).order_by("-at", "-pk").defer("value")
    said = said.select_related("registration__deputy")
    settled = Discrepancy.objects.filter(**pair, state=DiscrepancyState.SETTLED, settled_at__year=year)
    settled = settled.select_related("registration__deputy").order_by("-settled_at")
    there = (Side.RESIDENCE, Side.COMMUNITY)
    return [
        ("moves-origin", "流出地办理并告知流入地", moves.filter(side=Side.ORIGIN), _move),
        ("moves-residence", "流入地、社区办理并告知流出地", moves.filter(side__in=there), _move),
        ("said-origin", "流出地说明情况", said.filter(side=Side.ORIGIN), _statement),
        ("said-residence", "流入地、社区说明情况", said.filter(side__in=there), _statement),
        ("settled", "核定说法不一致的信息", settled, _settled),
    ]


def _learning(origin: Area, residence: Area, year: int) -> list[Row]:
    present = CheckIn.objects.standing().filter(at__year=year, activity__isnull=False)
    present = present.select_related("deputy", "activity").order_by("-at")
    away = present.filter(_held_in("activity__", residence), deputy__origin=origin)
    back = present.filter(_held_in("activity__", origin), deputy__origin=residence)
    training = away.filter(activity__kind=ActivityKind.TRAINING)
    joint = Activity.objects.filter(state=ActivityState.HELD, starts_at__year=year).filter(
        Q(team__area=origin, team__partner=residence) | Q(team__area=residence, team__partner=origin)
    )
    return [
        ("training", "流出地代表参加流入地学习培训（人次）", training, _check_in),
        ("away", "流出地代表参加流入地各类活动（人次）", away, _check_in),
        ("back", "流入地代表参加流出地活动（人次）", back, _check_in),
        ("joint-activities", "联合团队的活动", joint.order_by("-starts_at"), _held),
    ]


def _held_in(prefix: str, unit: Area) -> Q:
    """Return the condition that an activity is organised by `unit`, or takes place at a station there."""
    return lies_in(f"{prefix}organising_area", unit) | lies_in(f"{prefix}station__location_area", unit)


def _management(origin: Area, residence: Area, year: int) -> list[Row]:
    meetings = JointMeeting.objects.between(origin, residence).held().filter(year=year)
    entries = LedgerEntry.objects.filter(origin=origin, residence=residence, round__half__startswith=str(year))
    entries = entries.select_related("deputy", "round")
    received = RegistrationStep.objects.filter(
        **_of_pair(origin, residence), to_state=RegistrationState.CO_MANAGED, at__year=year
    )
    received = received.select_related("registration__deputy").order_by("-at", "-pk")
    return [
        ("meetings", "召开联席会议", meetings.select_related("origin", "residence"), _held),
        ("ledger", "会签的半年台账", entries.filter(countersigned_at__isnull=False), _entry),
        ("remarks", "流入地在台账上备注", entries.exclude(residence_remark=""), _entry),
        ("received", "社区接收代表", received, _move),
    ]


def _registration(row: Registration) -> Line:
    ended = f"，{EndReason(row.end_reason).label}" if row.end_reason else ""
    said = f"{row.deputy.name}：{row.get_state_display()}{ended}"
    return Line(row.received_at, said, row.contact_person, row.get_absolute_url())


def _resolution(row: Resolution) -> Line:
    return Line(row.due_on, f"{row.text}（{row.get_state_display()}）", row.owner_label, row.get_absolute_url())


def _handover(row: Handover) -> Line:
    return Line(row.at, f"{row.title}：{row.label}，{row.choice}", row.by, row.registration.get_absolute_url())


def _move(row: RegistrationStep) -> Line:
    registration = row.registration
    said = f"{registration.deputy.name}：{row.label}"
    return Line(row.at, said, f"{row.side_label} {row.by}", registration.get_absolute_url())


def _statement(row: Statement) -> Line:
    registration = row.registration
    said = f"{registration.deputy.name}：{row.get_fact_display()}，{row.shown}"
    return Line(row.at, said, f"{row.get_side_display()} {row.by}", registration.get_absolute_url())


def _settled(row: Discrepancy) -> Line:
    said = f"{row.registration.deputy.name}：{row.get_fact_display()}，{row.settled_shown}"
    return Line(row.settled_at, said, row.settled_by, row.get_absolute_url())


def _check_in(row: CheckIn) -> Line:
    title = row.activity.title if row.activity else ""
    return Line(row.at, f"{row.deputy.name}：{title}", row.recorded_by, row.get_absolute_url())


def _held(row: Activity | JointMeeting) -> Line:
    return Line(row.starts_at, row.title, row.created_by, row.get_absolute_url())


def _entry(row: LedgerEntry) -> Line:
    remark = f"：{row.residence_remark}" if row.residence_remark else ""
    said = f"{row.deputy.name} {row.round}{remark}"
    return Line(row.countersigned_at, said, row.countersigned_by, row.get_absolute_url())
