"""Councils of the demo county: who sits on them, a meeting that was held with its vote, one to come; guests and helpers."""

from datetime import date, timedelta
from random import Random

from deputies.associates.enums import AssociateKind, ChosenWay
from deputies.associates.models import Associate
from deputies.associates.workflow import enter_associate
from liaison.councils import workflow as councils
from liaison.councils.enums import ItemKind, SeatStatus
from liaison.councils.models import CouncilMeeting
from liaison.councils.rules import Votes
from liaison.demo.names import invented_names, invented_phones
from stations.activities.enums import ActivityState
from stations.activities.models import Activity, Guest
from stations.rotas.enums import ShiftState
from stations.rotas.models import Shift
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.kit.workdays import next_workday

UNITS = ("浮云街道", "元和街道")
MEMBERS = 12
PROJECTS = (
    ("老旧小区加装电梯", "街道城建办"),
    ("社区老年食堂", "街道民生办"),
    ("电动自行车集中充电棚", "街道平安办"),
    ("背街小巷照明", "街道城建办"),
    ("口袋公园健身场地", "街道文化站"),
)
PLACES = 3


def write_councils(county: Area, random: Random, today: date, by: User) -> None:
    """Seat a council in two streets, hold one meeting of each and prepare the next; then guests of activities, helpers."""
    names, phones = invented_names(random), invented_phones()
    for at, unit in enumerate(Area.objects.within(county).units().filter(name__in=UNITS).order_by("code")):
        points = list(Area.objects.within(unit).points().current().order_by("code")[:6])
        began = date(today.year, 1, 10)
        for number in range(MEMBERS):
            enter_associate(
                by=by,
                area=points[number % len(points)],
                name=next(names)[0],
                kind=AssociateKind.DELIBERATOR,
                post="居民代表",
                phone=next(phones),
                chosen_by=ChosenWay.RESIDENTS,
                announced_on=began - timedelta(days=7),
                begins_on=began,
                ends_on=date(today.year + (0 if at else 4), 12, 31),
            )
        _held(
            councils.convene(
                by=by, area=unit, on=today - timedelta(days=40 + at), place="街道三楼会议室", chair="人大街道工委主任"
            ),
            by,
        )
        coming = councils.convene(by=by, area=unit, on=next_workday(today + timedelta(days=20)), place="街道三楼会议室")
        councils.add_item(coming, by=by, kind=ItemKind.HEARING, title="民生实事项目办理情况报告", speaker="街道办事处")
    _guests()


def _held(meeting: CouncilMeeting, by: User) -> None:
    """Hold a meeting: a report, a vote on five projects of which three are chosen."""
    report = councils.add_item(
        meeting, by=by, kind=ItemKind.HEARING, title="上半年财政预算执行情况", speaker="街道财政办"
    )
    vote = councils.add_item(
        meeting, by=by, kind=ItemKind.VOTE, title="票决下一年度民生实事", places=PLACES, projects=PROJECTS
    )
    seats = list(meeting.seats.order_by("pk"))
    marks = {seat.pk: SeatStatus.ON_LEAVE if at == 2 else SeatStatus.PRESENT for at, seat in enumerate(seats)}
    present = councils.call_roll(meeting, by=by, marks=marks)
    councils.conclude(report, by=by, conclusion="同意报告；建议压减一般性支出，优先安排老旧小区改造。")
    votes = {}
    for at, project in enumerate(vote.projects.all()):
        for_it = present - 1 - at if at < PLACES else at - PLACES
        votes[project.pk] = Votes(for_it, present - for_it - 1, 1)
    councils.count_votes(vote, by=by, given=present, returned=present, void=0, votes=votes)
    councils.hold(meeting, by=by)


def _guests() -> None:
    """Invite the others of the teams to their activities, and let one help at each coming reception day of their unit."""
    held = Activity.objects.filter(team__isnull=False).order_by("-starts_at")[:20]
    for activity in held.select_related("team"):
        present = activity.state == ActivityState.HELD
        for at, member in enumerate(activity.team.members.filter(associate__isnull=False).order_by("pk")[:4]):
            Guest.objects.create(
                activity=activity, associate=member.associate, was_present=at != 3 if present else None
            )
    workers = Associate.objects.filter(kind=AssociateKind.GRID_WORKER).order_by("pk")
    for worker in workers.select_related("area__unit"):
        unit = worker.area.unit or worker.area
        shift = Shift.objects.filter(state=ShiftState.PLANNED, station__organising_area=unit).order_by("on").first()
        if shift:
            shift.helpers.add(worker)
