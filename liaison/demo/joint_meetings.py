"""Joint meetings of the demo county: most pairs have met this year, some are arranging to, some are late."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from deputies.people.models import Deputy
from liaison.demo.making import Deed, clerk_of, life, moment
from liaison.joint_meetings import models
from liaison.joint_meetings.agenda import draft_agenda
from liaison.joint_meetings.enums import AgendaKind, MeetingState, ResolutionState
from liaison.joint_meetings.queries import joint_teams
from liaison.registration.enums import Side
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.kit.workdays import next_workday

State = MeetingState
#: How the pairs stand this year, in their order; None has neither met nor arranged to.
STANDINGS = (State.CLOSED, State.CLOSED, State.HELD, State.CLOSED, None, State.CLOSED, State.PROPOSED, State.AGREED)
RESOLVED = (
    ("两地联合开展代表履职培训一次，邀请流动代表参加", "residence"),
    ("对三个月没有参加活动的代表逐一联系，说明情况", "origin"),
    ("核对全部流动代表的手机和住址，更新登记册", "residence"),
    ("把搬迁户集中的小区列入下季度接待安排", "residence"),
    ("回选区述职统一安排在春节前，由流出地通知", "origin"),
    ("共治组每月一次主题活动，流出地派员参加", "origin"),
)
RESULTS = ("已开展，到会 26 人，两地代表各半。", "已逐一联系，情况记入档案。", "已核对完毕，更正 4 人。")
MINUTES = (
    "会议听取了两地流动代表服务管理情况的通报，核对了登记报到和台账。\n"
    "会议认为，登记报到总体及时，部分代表参加活动不多，信息更新不够及时。\n"
    "会议要求，流出地做好督促和联系，流入地和社区做好接纳和活动组织，有变化及时相互告知。"
)


def write_joint_meetings(random: Random, today: date) -> None:
    """Give every pair its meetings of last year and this year, with agenda, minutes, people and resolutions."""
    pairs = list(
        models.CoManagement.objects.pairs()
        .with_figures(today.year)
        .select_related("origin", "residence")
        .order_by("pk")
    )
    staff = {
        held.area_id: held.user
        for held in Appointment.objects.in_force().filter(role=Role.OFFICE_STAFF).select_related("user")
    }
    living = [pair for pair in pairs if pair.open_registrations]
    for number, pair in enumerate(living):
        if timezone.localdate(pair.created_at) < date(today.year - 1, 7, 1) and number % 6:
            _meeting(pair, State.CLOSED, date(today.year - 1, 9, 1 + number % 25), random, staff)
        state = STANDINGS[number % len(STANDINGS)]
        if state in (State.CLOSED, State.HELD):
            last = today - timedelta(days=4 if state == State.HELD else random.randint(20, 160))
            _meeting(pair, state, max(last, date(today.year, 1, 6)), random, staff)
        elif state:
            _meeting(pair, state, today + timedelta(days=random.randint(6, 20)), random, staff)


def _at(day: date, hour: int) -> datetime:
    return moment(next_workday(day), hour)


def _meeting(pair: models.CoManagement, state: str, day: date, random: Random, staff: dict[int, User]) -> None:
    """Write one meeting with everything that its state implies."""
    side, answering = random.sample([Side.ORIGIN, Side.RESIDENCE], 2)
    starts_at = _at(day, random.choice((9, 14)))
    meeting = models.JointMeeting.objects.create(
        origin=pair.origin,
        residence=pair.residence,
        body=joint_teams(pair.origin, pair.residence).first(),
        year=timezone.localdate(starts_at).year,
        starts_at=starts_at,
        place=f"{pair.residence.name}联络站会议室",
        state=state,
        proposed_by=side,
        waits_for=answering if state in (State.PROPOSED, State.HELD) else "",
        minutes=MINUTES if state in (State.HELD, State.CLOSED) else "",
        next_plan="明年上半年，由对方承办" if state == State.CLOSED else "",
        created_by=clerk_of(pair.origin if side == Side.ORIGIN else pair.residence),
    )
    _steps(meeting, side, answering)
    if state in (State.PROPOSED, State.AGREED):
        drafts = [(draft.kind, draft.title, draft.text) for draft in draft_agenda(pair.origin, pair.residence)]
    else:
        drafts = [
            (AgendaKind.LEDGER, "核对流动代表登记册和半年台账", ""),
            (AgendaKind.SILENT, "研究参加活动不多的代表怎样联系", ""),
            (AgendaKind.OTHER, "通报共管情况，研究下一步安排", ""),
        ]
    models.JointItem.objects.bulk_create(
        models.JointItem(meeting=meeting, kind=kind, title=title, text=text, order=order)
        for order, (kind, title, text) in enumerate(drafts)
    )
    if meeting.is_held:
        _people(meeting)
        _resolve(meeting, random, staff)


def _steps(meeting: models.JointMeeting, side: str, answering: str) -> None:
    """Write the way to the state: proposed, agreed, held, confirmed."""
    begun = min(meeting.starts_at - timedelta(days=16), timezone.now() - timedelta(days=3))
    way = [("propose", side, begun)]
    if meeting.state != State.PROPOSED:
        way.append(("agree", answering, begun + timedelta(days=2)))
    if meeting.is_held:
        way.append(("hold", side, meeting.starts_at + timedelta(hours=3)))
    if meeting.state == State.CLOSED:
        way.append(("confirm", answering, meeting.starts_at + timedelta(days=3)))
    deeds = [Deed(verb, who, clerk_of(meeting.unit(who)), at) for verb, who, at in way]
    models.JointStep.objects.bulk_create(life(models.JointStep, meeting, deeds))


def _people(meeting: models.JointMeeting) -> None:
    """Let both offices and two deputies take part."""
    deputies = list(
        Deputy.objects.filter(registrations__origin=meeting.origin, registrations__residence=meeting.residence)
        .order_by("pk")
        .distinct()[:2]
    )
    models.JointAttendee.objects.bulk_create(
        [
            models.JointAttendee(
                meeting=meeting, side=Side.ORIGIN, name="王主席", post=f"{meeting.origin.name}人大主席"
            ),
            models.JointAttendee(
                meeting=meeting, side=Side.RESIDENCE, name="陈主任", post=f"{meeting.residence.name}人大负责人"
            ),
            *[
                models.JointAttendee(meeting=meeting, side=Side.ORIGIN, name=one.name, post="流动代表")
                for one in deputies
            ],
        ]
    )


def _resolve(meeting: models.JointMeeting, random: Random, staff: dict[int, User]) -> None:
    """Write one to three resolutions; those of past years are done, of this year some are open and some late."""
    day, today = timezone.localdate(meeting.starts_at), timezone.localdate()
    for text, side in random.sample(RESOLVED, random.randint(1, 3)):
        due = next_workday(day + timedelta(days=random.randint(25, 150)))
        unit = meeting.unit(side)
        is_done = day.year < today.year or (due < today and random.random() < 0.75)
        finished = max(day, min(due, today) - timedelta(days=random.randint(0, 12)))
        resolution = models.Resolution.objects.create(
            meeting=meeting,
            text=text,
            unit=unit,
            owner=staff.get(unit.pk) if random.random() < 0.3 else None,
            due_on=due,
            state=ResolutionState.DONE if is_done else ResolutionState.OPEN,
            result=random.choice(RESULTS) if is_done else "",
            finished_on=finished if is_done else None,
            finished_by=clerk_of(unit) if is_done else "",
            created_at=meeting.starts_at,
        )
        steps = [("resolve", meeting.proposed_by, "", meeting.starts_at + timedelta(hours=3))]
        if is_done:
            steps.append(("finish", side, resolution.result, _at(finished, 16)))
        deeds = [Deed(verb, who, clerk_of(meeting.unit(who)), at, {"note": note}) for verb, who, note, at in steps]
        models.ResolutionStep.objects.bulk_create(life(models.ResolutionStep, resolution, deeds))
