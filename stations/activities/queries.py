"""Reads about activities: whom to invite, attendance, cost plan, what to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities.enums import (
    ActivityState,
    FollowUpState,
    InvitationState,
    InviteeGroup,
    MinutesState,
    TopicState,
)
from stations.activities.models import (
    Activity,
    ActivityCost,
    ActivitySeries,
    FollowUp,
    Invitation,
    Minutes,
    Topic,
    yuan,
)
from stations.places.enums import StationKind
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.kit.words import day


def invitees(activity: Activity, group: str, origins: Iterable[Area] = ()) -> QuerySet[Deputy]:
    """Return the deputies in office whom one of the four groups invites to `activity` (domain, 凤凰山街道).

    origins: the townships that the moved households left; only LEFT_PLACES needs them.
    """
    unit = activity.organising_area.unit or activity.organising_area
    people = Deputy.objects.serving().select_related("origin").order_by("name_pinyin", "pk")
    if group == InviteeGroup.OWN:
        return people.filter(origin=unit)
    if group == InviteeGroup.ZONE:
        return people.filter(origin__kind=AreaKind.ZONE, origin__parent_id=unit.parent_id)
    if group == InviteeGroup.LIVING_HERE:
        return people.filter(residence__path__startswith=activity.organising_area.path).exclude(origin=unit)
    if group == InviteeGroup.LEFT_PLACES:
        return people.filter(origin__in=list(origins)).exclude(
            residence__path__startswith=activity.organising_area.path
        )
    return people.none()


def meeting_places(deputies: Iterable[Deputy]) -> dict[int, Station]:
    """Return where voters meet each of `deputies`: {deputy id: the point of the residence, else the area station of the origin}."""
    people = list(deputies)
    points = Station.objects.active().filter(
        kind=StationKind.POINT, organising_area__in={deputy.residence_id for deputy in people if deputy.residence_id}
    )
    stations = Station.objects.active().filter(
        kind=StationKind.AREA, organising_area__in={deputy.origin_id for deputy in people}
    )
    by_area = {station.organising_area_id: station for station in (*stations, *points)}
    found = {deputy.pk: by_area.get(deputy.residence_id) or by_area.get(deputy.origin_id) for deputy in people}
    return {pk: station for pk, station in found.items() if station}


STAGES = ("安排", "邀请报名", "现场签到", "纪要", "跟进")


TOPIC_STAGES = ("学习", "议事", "监督", "办结")


@dataclass(frozen=True)
class CostPlan:
    """A cost plan with its sums. `heads` is by how many people it is shared, `basis` says who they are."""

    lines: list[ActivityCost]
    by_payer: list[tuple[Area, int]]
    total: int
    heads: int
    basis: str

    @property
    def total_label(self) -> str:
        """The sum in yuan."""
        return yuan(self.total)

    @property
    def payers(self) -> list[tuple[Area, str]]:
        """Each paying unit with its share in yuan."""
        return [(area, yuan(cents)) for area, cents in self.by_payer]

    @property
    def per_head_label(self) -> str:
        """The sum per person in yuan, rounded half up to cents; "" where nobody is counted yet."""
        return yuan((self.total * 2 + self.heads) // (self.heads * 2)) if self.heads else ""


@dataclass(frozen=True)
class Attendant:
    """A deputy at an activity: what was answered, and whether he came."""

    deputy: Deputy
    invitation: Invitation | None
    check_in: Model | None
    is_over: bool

    @property
    def is_unannounced(self) -> bool:
        """Whether the deputy came without having signed up."""
        return self.check_in is not None and (
            self.invitation is None or self.invitation.state != InvitationState.COMING
        )

    @property
    def is_absent(self) -> bool:
        """Whether the deputy had signed up, and did not come to what is over."""
        coming = self.invitation is not None and self.invitation.state == InvitationState.COMING
        return self.is_over and coming and self.check_in is None

    @property
    def mark(self) -> tuple[str, str]:
        """(word, tone) of whether the deputy came; ("", "") where there is nothing to say yet."""
        if self.is_unannounced:
            return "未报名到场", "info"
        if self.check_in:
            return "到场", "success"
        return ("报名未到", "warning") if self.is_absent else ("", "")


@dataclass(frozen=True)
class Attendance:
    """Everybody who was invited or came, with the numbers."""

    people: list[Attendant]
    answers: dict[str, int]
    is_over: bool

    @property
    def invited(self) -> int:
        """How many were invited."""
        return sum(self.answers.values())

    @property
    def present(self) -> int:
        """How many came."""
        return sum(1 for person in self.people if person.check_in)

    @property
    def unannounced(self) -> int:
        """How many came without having signed up."""
        return sum(1 for person in self.people if person.is_unannounced)

    @property
    def absent(self) -> int:
        """How many had signed up and did not come; 0 before the activity is over."""
        return sum(1 for person in self.people if person.is_absent)


def is_over(activity: Activity) -> bool:
    """Whether nobody can check in any more: held, or the time for it has passed."""
    return activity.state == ActivityState.HELD or timezone.now() > activity.check_in_closes_at


def attendance_of(activity: Activity) -> Attendance:
    """Return who signed up and who came, in order of pinyin. Two queries."""
    over = is_over(activity)
    invitations = {row.deputy_id: row for row in activity.invitations.select_related("deputy__origin")}
    present = {row.deputy_id: row for row in activity.check_ins.standing().select_related("deputy__origin")}
    deputies = {pk: row.deputy for pk, row in [*invitations.items(), *present.items()]}
    ordered = sorted(deputies.values(), key=lambda deputy: (deputy.name_pinyin, deputy.pk))
    answers = {state.value: 0 for state in InvitationState}
    for row in invitations.values():
        answers[row.state] += 1
    people = [Attendant(deputy, invitations.get(deputy.pk), present.get(deputy.pk), over) for deputy in ordered]
    return Attendance(people, answers, over)


def cost_plan(activity: Activity, attendance: Attendance) -> CostPlan:
    """Return the cost plan of `activity`, shared by those who came, else who signed up, else the places. One query."""
    lines = list(activity.costs.select_related("payer").order_by("pk"))
    sums: dict[Area, int] = {}
    for line in lines:
        sums[line.payer] = sums.get(line.payer, 0) + line.cents
    heads, basis = next(
        (
            (number, basis)
            for number, basis in (
                (attendance.present, "到场"),
                (attendance.answers[InvitationState.COMING], "报名"),
                (activity.capacity or 0, "名额"),
            )
            if number
        ),
        (0, ""),
    )
    return CostPlan(lines, sorted(sums.items(), key=lambda pair: -pair[1]), sum(sums.values()), heads, basis)


@dataclass(frozen=True)
class NextStep:
    """Where an activity stands: the stage (of STAGES, one more when all is done), a sentence, and what to press."""

    stage: int
    says: str
    action: str = ""
    url: str = ""
    is_post: bool = False


def agreed_lines(activity: Activity) -> list[str]:
    """Return what the minutes say was agreed, a line each, without the lines that are followed up already. Two queries."""
    minutes = Minutes.objects.filter(activity=activity).first()
    known = set(activity.follow_ups.values_list("title", flat=True))
    lines = [line.strip() for line in (minutes.agreed if minutes else "").splitlines() if line.strip()]
    return [line for line in lines if line[:80] not in known]


def follow_ups_of(activity: Activity) -> list[FollowUp]:
    """Return what `activity` left to do, open ones first, the nearest day first. One query."""
    rows = activity.follow_ups.select_related("owner_area__unit", "owner_deputy").order_by("due_on", "pk")
    return sorted(rows, key=lambda row: row.state != FollowUpState.OPEN)


def next_step(
    activity: Activity, attendance: Attendance, minutes: Minutes | None, follow_ups: list[FollowUp], *, has_code: bool
) -> NextStep:
    """Return what is to be done next with `activity` by those who run it. No query."""

    def url(name: str) -> str:
        return reverse(f"activities:{name}", args=[activity.pk])

    now = timezone.now()
    if activity.state == ActivityState.CANCELLED:
        return NextStep(len(STAGES), "活动已取消。")
    if activity.state == ActivityState.PLANNED:
        if activity.ends_at <= now:
            says = f"活动已结束，到场 {attendance.present} 人。核对签到后，登记为已举行。"
            return NextStep(2, says, "登记为已举行", url("activity-hold"), is_post=True)
        if activity.starts_at <= now:
            record = reverse("presence:attendance-record", args=[activity.pk])
            return NextStep(2, f"活动正在进行，已到场 {attendance.present} 人。", "登记签到", record)
        if not attendance.invited:
            return NextStep(1, "还没有邀请代表，可以按人群一次邀请。", "邀请代表", url("activity-invite"))
        says = f"已邀请 {attendance.invited} 人，{attendance.answers[InvitationState.COMING]} 人参加。"
        if not has_code:
            return NextStep(1, f"{says}制作活动码，现场扫码签到。", "制作活动码", _issue_url(activity), is_post=True)
        return NextStep(1, f"{says}活动码已备好，当天投屏或打印放在现场。", "打印签到表", url("sign-in-sheet"))
    if minutes is None:
        return NextStep(3, "活动已举行。记一份纪要：议了什么、定了什么。", "写纪要", url("minutes-edit"))
    if minutes.state == MinutesState.DRAFT:
        return NextStep(3, "纪要还是草稿，印发后受邀代表才能看到。", "核对并印发纪要", url("minutes-detail"))
    return _after_minutes(activity, minutes, follow_ups)


def _after_minutes(activity: Activity, minutes: Minutes, follow_ups: list[FollowUp]) -> NextStep:
    waiting = [row for row in follow_ups if row.state == FollowUpState.OPEN]
    listed = f"{reverse('activities:follow-up-list')}?activity={activity.pk}"
    if waiting:
        late = sum(1 for row in waiting if row.is_late)
        nearest = min(row.due_on for row in waiting)
        says = f"{len(waiting)} 件事项跟进中，最近的期限是 {day(nearest)}"
        return NextStep(4, f"{says}，{late} 件已逾期。" if late else f"{says}。", "看后续事项", listed)
    if minutes.agreed.strip() and not follow_ups:
        create = f"{reverse('activities:follow-up-create')}?activity={activity.pk}"
        return NextStep(4, "纪要已印发。议定的事项请逐件登记跟进：谁办、何时办完。", "登记后续事项", create)
    return NextStep(len(STAGES), "纪要已印发，后续事项都办完了。" if follow_ups else "纪要已印发，这次活动都办完了。")


def _issue_url(activity: Activity) -> str:
    return reverse("codes:code-issue", args=["activity", activity.pk])


def topic_stage(topic: Topic) -> int:
    """Return at which of TOPIC_STAGES a topic is; one more than the last when it is closed or dropped."""
    stages = {TopicState.PLANNED: 0, TopicState.STUDIED: 1, TopicState.DISCUSSED: 2, TopicState.SUPERVISING: 2}
    return stages.get(TopicState(topic.state), len(TOPIC_STAGES))


def series_rows(series: ActivitySeries, activities: Iterable[Activity]) -> list[tuple[Activity, Topic | None, bool]]:
    """Return each activity of `series` with its topic, and whether it is held on another day than the rule names."""
    return [
        (
            activity,
            getattr(activity, "topic", None),
            bool(activity.series_on) and activity.series_on != timezone.localtime(activity.starts_at).date(),
        )
        for activity in activities
    ]


def themes_ahead(series: ActivitySeries) -> str:
    """Return the themes of the activities that have not begun, a line each, for changing the rest of the year."""
    ahead = series.activities.not_begun().order_by("starts_at", "pk")
    prefix = f"{series.title}："
    return "\n".join(activity.title.removeprefix(prefix) for activity in ahead if activity.title.startswith(prefix))


def giving_area(user: User, activity: Activity | None, topic: Topic | None) -> Area:
    """Return the area for which `user` adds a follow-up: the topic's, the organising side he works for, the own office."""
    scope = scope_of(user)
    if topic:
        return topic.area
    if activity:
        return next((area for area in activity.managing_areas if scope.is_staff_for(area)), activity.organising_area)
    return min(scope.areas(), key=lambda area: len(area.path or ""))


def batches_of(activity: Activity) -> list[dict[str, Any]]:
    """Return the acts of inviting to `activity`, newest first: {"invited_at", "number", "coming"}."""
    rows = activity.invitations.order_by().values("invited_at")
    coming = Count("pk", filter=Q(state=InvitationState.COMING))
    return [dict(row) for row in rows.annotate(number=Count("pk"), coming=coming).order_by("-invited_at")]
