"""Writing council meetings: calling one, its members and agenda, the roll, votes, that it was held or is not."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from deputies.associates.enums import AssociateKind
from deputies.associates.models import Associate
from liaison.councils import policies, rules
from liaison.councils.enums import COUNCIL, ProjectResult, SeatStatus
from liaison.councils.models import AgendaItem, CouncilMeeting, Project, Seat
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in
from yunhe.audit.record import record
from yunhe.kit.changes import made, rewritten
from yunhe.kit.refusals import Refused, required
from yunhe.kit.verbs import verb
from yunhe.kit.words import listed

ROWS = CouncilMeeting.objects.select_related("area")
ITEMS = AgendaItem.objects.select_related("meeting__area")


def members_of(area: Area):
    """Return the 议事员 in office of `area` and of its communities and villages."""
    rows = Associate.objects.in_office().filter(lies_in("area", area), kind=AssociateKind.DELIBERATOR)
    return rows.select_related("area").order_by("area__path", "name_pinyin", "pk")


@transaction.atomic
def convene(*, by: User, area: Area, on: date, place: str = "", chair: str = "") -> CouncilMeeting:
    """Prepare the next meeting of the year of the council of `area`; all its 议事员 in office are called. Errors: Denied.

    Side effects: the meeting, its seats, one audit event.
    """
    policies.can_convene(by, area)
    Area.objects.select_for_update().get(pk=area.pk)  # one number a meeting
    last = CouncilMeeting.objects.filter(area=area, year=on.year).aggregate(last=Max("number"))["last"]
    facts = {"place": place.strip(), "chair": chair.strip(), "created_by": by.display_name}
    meeting = made(CouncilMeeting(area=area, year=on.year, number=(last or 0) + 1, on=on, **facts))
    Seat.objects.bulk_create(Seat(meeting=meeting, associate=member) for member in members_of(area))
    record("councils.convene", "筹备议事会会议", meeting, by=by, changes={"应到": ["", meeting.seats.count()]})
    return meeting


@verb(ROWS, policies.can_prepare)
def change_meeting(
    meeting: CouncilMeeting, *, by: User, members: Iterable[Associate], on: date, **facts: Any
) -> CouncilMeeting:
    """Change day, place, chair and who is called. Errors: Denied, Refused where a member has been marked already.

    Side effects: the meeting, its seats, one audit event.
    """
    if on.year != meeting.year:
        raise Refused({"on": f"这是 {meeting.year} 年的第 {meeting.number} 次会议，改到别的年份请另行登记。"})
    changes = rewritten(meeting, on=on, **facts)
    wanted = {member.pk: member for member in members}
    there = {seat.associate_id: seat for seat in meeting.seats.select_related("associate")}
    out = [seat for pk, seat in there.items() if pk not in wanted]
    if marked := [seat.associate for seat in out if seat.status]:
        raise Refused({"members": f"{listed(marked)}已经点过名，不能从应到名单里去掉。"})
    meeting.seats.filter(pk__in=[seat.pk for seat in out]).delete()
    Seat.objects.bulk_create(Seat(meeting=meeting, associate=who) for pk, who in wanted.items() if pk not in there)
    if len(wanted) != len(there) or out:
        changes["应到人数"] = [str(len(there)), str(len(wanted))]
    if changes:
        record("councils.change_meeting", "修改议事会会议", meeting, by=by, changes=changes)
    return meeting


@verb(ROWS, policies.can_prepare)
def add_item(
    meeting: CouncilMeeting, *, by: User, projects: Sequence[tuple[str, str]] = (), **facts: Any
) -> AgendaItem:
    """Put an item on the agenda; a vote with its projects, each (name, unit). facts: kind, title, speaker, places.

    Errors: Denied, Refused, ValidationError. Side effects: the item, its projects, one audit event.
    """
    last = meeting.items.aggregate(last=Max("order"))["last"]
    item = made(AgendaItem(meeting=meeting, order=(last or 0) + 1, **facts))
    _put_up(item, projects)
    record("councils.add_item", "列入议程", meeting, by=by, changes={item.get_kind_display(): ["", item.title]})
    return item


@verb(ITEMS, policies.can_prepare_item)
def edit_item(item: AgendaItem, *, by: User, projects: Sequence[tuple[str, str]] = (), **facts: Any) -> AgendaItem:
    """Change an item that was not voted on. Errors: Denied, Refused, ValidationError. Side effects: item, projects, audit event."""
    changes = rewritten(item, **facts)
    before = listed(item.projects.all())
    item.projects.all().delete()
    _put_up(item, projects)
    if (now := listed(item.projects.all())) != before:
        changes["候选项目"] = [before, now]
    if changes:
        record("councils.edit_item", "修改议程", item.meeting, by=by, changes=changes)
    return item


def _put_up(item: AgendaItem, projects: Sequence[tuple[str, str]]) -> None:
    if not item.is_vote:
        return
    if len(projects) <= (item.places or 0):
        raise Refused({"projects": f"应选 {item.places} 个，候选项目应多于应选数（差额票决）。"})
    for order, (name, unit) in enumerate(projects, start=1):
        made(Project(item=item, order=order, name=name, unit=unit))


@verb(ITEMS, policies.can_prepare_item)
def drop_item(item: AgendaItem, *, by: User) -> CouncilMeeting:
    """Take an item off the agenda that was not voted on. Errors: Denied. Side effects: the item, one audit event."""
    meeting, title = item.meeting, item.title
    item.delete()
    record("councils.drop_item", "撤下议程", meeting, by=by, changes={"议题": [title, ""]})
    return meeting


@verb(ROWS, policies.can_call_roll)
def call_roll(meeting: CouncilMeeting, *, by: User, marks: Mapping[int, str]) -> int:
    """Write down how each member (id of the seat) attended; returns how many were there. Errors: Denied. Side effects: seats, event."""
    before = meeting.seats.filter(status=SeatStatus.PRESENT).count()
    for seat in meeting.seats.all():
        if (mark := marks.get(seat.pk)) and mark != seat.status:
            seat.status = mark
            seat.save(update_fields=["status"])
    present = meeting.seats.filter(status=SeatStatus.PRESENT).count()
    record("councils.call_roll", "议事会点名", meeting, by=by, changes={"到会": [before, present]})
    return present


@verb(ITEMS, policies.can_write_result)
def conclude(item: AgendaItem, *, by: User, conclusion: str) -> AgendaItem:
    """Write down what was said and agreed on an item. Errors: Denied, Refused. Side effects: the item, one audit event."""
    changes = rewritten(item, conclusion=required(conclusion, "请写明讨论情况和结论。", field="conclusion"))
    if changes:
        record(
            "councils.conclude", "登记讨论结论", item.meeting, by=by, changes={item.title: next(iter(changes.values()))}
        )
    return item


@verb(ITEMS, policies.can_write_result)
def count_votes(
    item: AgendaItem, *, by: User, given: int, returned: int, void: int, votes: Mapping[int, rules.Votes]
) -> list[Project]:
    """Write down the ballots and the votes of each project (by id), and what they make of it. Counting again corrects.

    Errors: Denied, Refused where the numbers do not agree. Side effects: the item, its projects, one audit event.
    """
    if not item.is_vote:
        raise Refused("这项议程不是票决。")
    present = item.meeting.seats.filter(status=SeatStatus.PRESENT).count()
    if not rules.has_quorum(item.meeting.seats.count(), present):
        raise Refused("到会成员没有超过应到的半数，不能票决；请先点名，人数不足的改期。")
    projects = list(item.projects.all())
    valid = rules.check_ballots(present, given, returned, void)
    places = item.places or 0
    rules.check_votes(valid, places, {project.name: votes[project.pk] for project in projects})
    found = rules.results(present, places, [votes[project.pk].for_it for project in projects])
    changes = {}
    for project, result in zip(projects, found, strict=True):
        cast = votes[project.pk]
        before = (
            "" if project.result == ProjectResult.OPEN else f"{project.votes_for} 票 {project.get_result_display()}"
        )
        rewritten(
            project,
            votes_for=cast.for_it,
            votes_against=cast.against,
            votes_abstained=cast.abstained,
            result=result,
        )
        changes[project.name] = [before, f"{cast.for_it} 票 {project.get_result_display()}"]
    rewritten(
        item,
        ballots_out=given,
        ballots_in=returned,
        ballots_void=void,
        counted_at=timezone.now(),
        counted_by=by.display_name,
    )
    record("councils.count_votes", "登记计票", item.meeting, by=by, changes=changes)
    return projects


@verb(ROWS, policies.can_move, "hold")
def hold(meeting: CouncilMeeting, *, by: User) -> CouncilMeeting:
    """Say that the meeting was held (PLANNED → HELD): the roll is complete and more than half were there, votes are counted.

    Errors: Denied, Refused. Side effects: the meeting, one audit event.
    """
    seats = list(meeting.seats.all())
    if not seats:
        raise Refused("还没有应到成员，请先确定应到人员。")
    if not all(seat.status for seat in seats):
        raise Refused("还没有点齐名，请先点名。")
    present = sum(seat.status == SeatStatus.PRESENT for seat in seats)
    if not rules.has_quorum(len(seats), present):
        raise Refused(f"应到 {len(seats)} 人，到会 {present} 人，没有超过半数，会议不能举行；请取消后改期。")
    if not meeting.items.exists():
        raise Refused("还没有议程，请先列入议题。")
    rewritten(meeting, state=COUNCIL.after(meeting.state, "hold"))
    record("councils.hold", "登记议事会已召开", meeting, by=by)
    return meeting


@verb(ROWS, policies.can_move, "cancel")
def cancel(meeting: CouncilMeeting, *, by: User, reason: str) -> CouncilMeeting:
    """Say that the meeting is not held (PLANNED → CANCELLED). Errors: Denied, Refused. Side effects: the meeting, one audit event."""
    reason = required(reason, "请写明取消会议的原因。", field="reason")
    rewritten(meeting, state=COUNCIL.after(meeting.state, "cancel"), cancel_reason=reason)
    record("councils.cancel", "取消议事会会议", meeting, by=by, reason=reason)
    return meeting
