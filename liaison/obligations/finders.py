"""Finders of the evidence that this program keeps already: activities, topics, ledger rounds, joint meetings."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone

from liaison.joint_meetings.enums import HELD_MEETINGS
from liaison.joint_meetings.models import JointMeeting
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.obligations.enums import EvidenceKind
from liaison.obligations.evidence import Finder, Found, window_of
from liaison.obligations.models import Obligation
from stations.activities.enums import ActivityState, TopicState
from stations.activities.models import Activity, Topic

DISCUSSED = (TopicState.DISCUSSED, TopicState.SUPERVISING, TopicState.CLOSED)


def _span(obligations: Sequence[Obligation], on: date) -> tuple[date, date]:
    windows = [window_of(obligation) for obligation in obligations]
    return min(first for first, _ in windows), min(max(last for _, last in windows), on)


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
    return Found(
        f"activity-{activity.pk}",
        activity.title,
        timezone.localdate(activity.starts_at),
        reverse("activities:activity-detail", args=[activity.pk]),
    )


def find_activities(obligations: Sequence[Obligation], on: date) -> dict[int, list[Found]]:
    """Find the activities held by those who owe the obligations."""
    held = [(as_found(activity), activity) for activity in held_between(*_span(obligations, on))]
    found: dict[int, list[Found]] = {}
    for obligation in obligations:
        first, last = window_of(obligation)
        found[obligation.pk] = [
            deed for deed, activity in held if first <= deed.on <= last and counts_for(obligation, activity)
        ]
    return found


def find_topics(obligations: Sequence[Obligation], on: date) -> dict[int, list[Found]]:
    """Find the topics that were studied and then discussed at an activity (元和街道：先学习、后监督)."""
    first, last = _span(obligations, on)
    topics = Topic.objects.filter(state__in=DISCUSSED, month__gte=first, month__lte=last, activity__isnull=False)
    discussed = [
        (topic, timezone.localdate(topic.activity.starts_at))
        for topic in topics.select_related("activity", "area")
        if topic.activity is not None
    ]
    found: dict[int, list[Found]] = {}
    for obligation in obligations:
        begins, ends = window_of(obligation)
        found[obligation.pk] = [
            Found(f"topic-{topic.pk}", topic.title, held, topic.get_absolute_url())
            for topic, held in discussed
            if begins <= topic.month.replace(day=1) <= ends
            and held <= on
            and (
                topic.team_id == obligation.team_id if obligation.team_id else topic.area.unit_id == obligation.unit_id
            )
        ]
    return found


def find_ledgers(obligations: Sequence[Obligation], on: date) -> dict[int, list[Found]]:
    """Find the units whose register is countersigned to the last line; the day is that of the last countersign.

    A unit without a single line has nothing to sign: its obligation is done when the round has closed.
    """
    rounds = {
        opened.half: opened
        for opened in LedgerRound.objects.filter(half__in={obligation.period for obligation in obligations})
    }
    numbers = {
        (row["round_id"], row["origin_id"]): row
        for row in LedgerEntry.objects.filter(round__in=rounds.values())
        .counted()
        .order_by()
        .values("round_id", "origin_id")
        .annotate(waiting=Count("pk", filter=Q(countersigned_at=None)), last=Max("countersigned_at"))
    }
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
    meetings = JointMeeting.objects.filter(
        state__in=HELD_MEETINGS, starts_at__date__gte=first, starts_at__date__lte=last
    )
    held = [
        (
            Found(
                f"joint_meeting-{meeting.pk}",
                str(meeting),
                timezone.localdate(meeting.starts_at),
                meeting.get_absolute_url(),
            ),
            meeting,
        )
        for meeting in meetings.select_related("origin", "residence")
    ]
    found: dict[int, list[Found]] = {}
    for obligation in obligations:
        begins, ends = window_of(obligation)
        found[obligation.pk] = [
            deed
            for deed, meeting in held
            if begins <= deed.on <= ends
            and {meeting.origin_id, meeting.residence_id} == {obligation.unit_id, obligation.partner_id}
            and (obligation.team_id is None or meeting.body_id in (None, obligation.team_id))
        ]
    return found


FINDERS = (
    Finder(EvidenceKind.ACTIVITY, find_activities),
    Finder(EvidenceKind.TOPIC, find_topics),
    Finder(EvidenceKind.LEDGER, find_ledgers),
    Finder(EvidenceKind.JOINT_MEETING, find_joint_meetings),
)
