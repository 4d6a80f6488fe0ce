"""Finders of the evidence that this program keeps already: activities, topics, ledger rounds, joint meetings."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone

from liaison.joint_meetings.models import JointMeeting
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.obligations.enums import EvidenceKind
from liaison.obligations.evidence import Finder, Found, window_of
from liaison.obligations.models import Obligation
from liaison.registration.models import Registration
from stations.activities.enums import ActivityState, TopicState
from stations.activities.models import Activity, Topic
from stations.presence.models import CheckIn

T = TypeVar("T")
DISCUSSED = (TopicState.DISCUSSED, TopicState.SUPERVISING, TopicState.CLOSED)


def _span(obligations: Sequence[Obligation], on: date) -> tuple[date, date]:
    windows = [window_of(obligation) for obligation in obligations]
    return min(first for first, _ in windows), min(max(last for _, last in windows), on)


def _matched(
    obligations: Sequence[Obligation],
    held: Sequence[tuple[T, Found]],
    counts: Callable[[Obligation, T], bool],
    *,
    day: Callable[[T, Found], date] = lambda thing, deed: deed.on,
) -> dict[int, list[Found]]:
    """Return the deeds of what was `held` that count for each obligation, and whose `day` lies in its window."""
    found: dict[int, list[Found]] = {}
    for obligation in obligations:
        begins, ends = window_of(obligation)
        within = [(thing, deed) for thing, deed in held if begins <= day(thing, deed) <= ends]
        found[obligation.pk] = [deed for thing, deed in within if counts(obligation, thing)]
    return found


def _units_of(activity: Activity) -> set[int]:
    """Return the units whose deed an activity is: the one that organises, and both of a joint team."""
    units = {activity.organising_area.unit_id or activity.organising_area_id}
    if activity.team:
        units |= {area.unit_id for area in activity.team.areas if area.unit_id}
    return units


def counts_for(obligation: Obligation, activity: Activity) -> bool:
    """Whether `activity` is a deed of the kind that `obligation` asks for, by those who owe it. Does not look at the day."""
    if obligation.template.activity_kinds and activity.kind not in obligation.template.activity_kinds:
        return False
    if obligation.team_id:
        return activity.team_id == obligation.team_id
    units = _units_of(activity)
    return obligation.unit_id in units and (obligation.partner_id is None or obligation.partner_id in units)


def held_between(first: date, last: date):
    """Return the activities held from `first` to `last`, with what `counts_for` reads."""
    held = Activity.objects.filter(state=ActivityState.HELD, starts_at__date__gte=first, starts_at__date__lte=last)
    return held.select_related("organising_area", "team__area", "team__partner").order_by("starts_at", "pk")


def as_found(activity: Activity) -> Found:
    """Return an activity as evidence."""
    on = timezone.localdate(activity.starts_at)
    return Found(f"activity-{activity.pk}", activity.title, on, activity.get_absolute_url())


def find_activities(obligations: Sequence[Obligation], on: date) -> dict[int, list[Found]]:
    """Find the activities held by those who owe the obligations."""
    held = [(activity, as_found(activity)) for activity in held_between(*_span(obligations, on))]
    return _matched(obligations, held, counts_for)


def find_joint_activities(obligations: Sequence[Obligation], on: date) -> dict[int, list[Found]]:
    """Find the activities in which two units took part: by a joint team, or by deputies of both who were there.

    An activity is a deed of the unit that organises and of the units whose deputies came; of one unit alone it is none.
    """
    activities = list(held_between(*_span(obligations, on)))
    came: dict[int, set[int]] = defaultdict(set)
    present = CheckIn.objects.standing().filter(activity__in=activities).order_by()
    for activity_id, unit_id in present.values_list("activity_id", "deputy__origin_id").distinct():
        came[activity_id].add(unit_id)
    held = [(activity, as_found(activity)) for activity in activities]

    def counts(obligation: Obligation, activity: Activity) -> bool:
        kinds = obligation.template.activity_kinds
        units = _units_of(activity) | came[activity.pk]
        return (not kinds or activity.kind in kinds) and len(units) > 1 and obligation.unit_id in units

    return _matched(obligations, held, counts)


def find_home_visits(obligations: Sequence[Obligation], on: date) -> dict[int, list[Found]]:
    """Find the units of which every co-managed deputy has been back this year; the day is that on which the last one first came."""
    years = {obligation.period_from.year for obligation in obligations}
    units = {obligation.unit_id for obligation in obligations}
    owing: dict[tuple[int, int], list[date | None]] = defaultdict(list)
    for year in years:
        files = Registration.objects.co_managed().filter(origin__in=units).with_first_home(year, until=on)
        for unit_id, first in files.values_list("origin_id", "first_home"):
            owing[year, unit_id].append(timezone.localdate(first) if first else None)
    found: dict[int, list[Found]] = {}
    for obligation in obligations:
        key = obligation.period_from.year, obligation.unit_id
        days = [day for day in owing[key] if day]
        if days and len(days) == len(owing[key]):
            url = f"{reverse('registration:registration-list')}?origin={obligation.unit_id}&home=yes"
            label = f"{len(days)} 名流动代表都已回原选区"
            found[obligation.pk] = [Found(f"home-{key[1]}-{key[0]}", label, max(days), url)]
    return found


def meetings_arranged(obligations: Sequence[Obligation]) -> set[int]:
    """Return the obligations of pairs that have arranged to meet in the year, whichever side is named first."""
    years = {obligation.period_from.year for obligation in obligations}
    coming = JointMeeting.objects.open().filter(year__in=years).values_list("origin_id", "residence_id", "year")
    pairs = {(frozenset((origin, residence)), year) for origin, residence, year in coming}
    return {one.pk for one in obligations if (frozenset((one.unit_id, one.partner_id)), one.period_from.year) in pairs}


def find_topics(obligations: Sequence[Obligation], on: date) -> dict[int, list[Found]]:
    """Find the topics that were studied and then discussed at an activity (元和街道：先学习、后监督)."""
    first, last = _span(obligations, on)
    topics = Topic.objects.filter(state__in=DISCUSSED, month__gte=first, month__lte=last, activity__isnull=False)
    discussed = [
        (topic, Found(f"topic-{topic.pk}", topic.title, held, topic.get_absolute_url()))
        for topic in topics.select_related("activity", "area")
        if topic.activity and (held := timezone.localdate(topic.activity.starts_at)) <= on
    ]

    def counts(obligation: Obligation, topic: Topic) -> bool:
        if obligation.team_id:
            return topic.team_id == obligation.team_id
        return topic.area.unit_id == obligation.unit_id

    return _matched(obligations, discussed, counts, day=lambda topic, deed: topic.month.replace(day=1))


def find_ledgers(obligations: Sequence[Obligation], on: date) -> dict[int, list[Found]]:
    """Find the units whose register is countersigned to the last line; the day is that of the last countersign.

    A unit without a single line has nothing to sign: its obligation is done when the round has closed.
    """
    halves = {obligation.period for obligation in obligations}
    rounds = {opened.half: opened for opened in LedgerRound.objects.filter(half__in=halves)}
    entries = LedgerEntry.objects.filter(round__in=rounds.values()).counted().order_by()
    counted = entries.values("round_id", "origin_id").annotate(
        waiting=Count("pk", filter=Q(countersigned_at=None)), last=Max("countersigned_at")
    )
    numbers = {(row["round_id"], row["origin_id"]): row for row in counted}
    found: dict[int, list[Found]] = {}
    for obligation in obligations:
        opened = rounds.get(obligation.period)
        if opened is None or opened.opened_on > on:
            continue
        row, key = numbers.get((opened.pk, obligation.unit_id)), f"ledger-{opened.half}-{obligation.unit_id}"
        url = reverse("ledger:round-detail", args=[opened.half])
        if row is None and opened.closes_on < on:
            found[obligation.pk] = [Found(key, f"{opened}：没有本单位选出的流动代表", opened.closes_on, url)]
        elif row and not row["waiting"]:
            found[obligation.pk] = [Found(key, f"{opened}全部会签", timezone.localdate(row["last"]), url)]
    return found


def find_joint_meetings(obligations: Sequence[Obligation], on: date) -> dict[int, list[Found]]:
    """Find the joint meetings that both units of an obligation have held; of a team's obligation those of that team."""
    first, last = _span(obligations, on)
    held = JointMeeting.objects.held().filter(starts_at__date__gte=first, starts_at__date__lte=last)
    meetings = [
        (one, Found(f"joint_meeting-{one.pk}", str(one), timezone.localdate(one.starts_at), one.get_absolute_url()))
        for one in held.select_related("origin", "residence")
    ]

    def counts(obligation: Obligation, meeting: JointMeeting) -> bool:
        is_theirs = {meeting.origin_id, meeting.residence_id} == {obligation.unit_id, obligation.partner_id}
        return is_theirs and (obligation.team_id is None or meeting.body_id in (None, obligation.team_id))

    return _matched(obligations, meetings, counts)


FINDERS = (
    Finder(EvidenceKind.ACTIVITY, find_activities),
    Finder(EvidenceKind.TOPIC, find_topics),
    Finder(EvidenceKind.LEDGER, find_ledgers),
    Finder(EvidenceKind.JOINT_MEETING, find_joint_meetings, meetings_arranged),
    Finder(EvidenceKind.JOINT_ACTIVITY, find_joint_activities),
    Finder(EvidenceKind.HOME_VISIT, find_home_visits),
)
