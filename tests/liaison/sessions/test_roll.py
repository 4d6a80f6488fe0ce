"""The roll: once without a reason, corrected by a new record, never overwritten."""

import pytest
from django.db import ProgrammingError, connection, transaction

from liaison.sessions import queries, workflow
from liaison.sessions.enums import THERE, AttendanceStatus, LeaveState
from liaison.sessions.models import Attendance, Summons
from tests.factories.sessions import LeaveFactory
from tests.liaison.sessions.conftest import summons_of
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove, Refused

Status = AttendanceStatus


def current(summons, sitting):
    return Attendance.objects.current().get(summons=summons, sitting=sitting)


def test_a_correction_is_a_new_record_with_its_reason_and_the_first_stays(session, roll, mandates, cast):
    assert roll(session, {mandates[0]: Status.ABSENT}) == [3, 3]
    summons, sitting = summons_of(session, mandates[0]), session.sittings.first()
    with pytest.raises(Refused, match="更正须写明原因"):
        workflow.call_roll(sitting, by=cast["origin"], marks={summons.pk: Status.PRESENT})
    assert workflow.call_roll(sitting, by=cast["origin"], marks={summons.pk: Status.PRESENT}, reason="坐错了位子") == 1
    rows = Attendance.objects.filter(summons=summons, sitting=sitting)
    assert [(row.revision, row.status) for row in rows] == [(1, Status.ABSENT), (2, Status.PRESENT)]
    assert current(summons, sitting).reason == "坐错了位子"
    assert AuditEvent.objects.filter(verb="sessions.call_roll").latest("pk").changes["蓝天"] == ["未请假缺席", "到会"]


def test_the_same_roll_sent_again_writes_nothing(session, roll):
    assert (roll(session), roll(session)) == ([3, 3], [0, 0])


def test_the_program_cannot_change_or_delete_a_record(session, roll):
    roll(session)
    for statement in ("UPDATE liaison_attendance SET status = 'absent'", "DELETE FROM liaison_attendance"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_on_leave_is_only_who_has_a_granted_leave_from_this_half_day(session, mandates, cast):
    morning, afternoon = session.sittings.all()
    summons = summons_of(session, mandates[0])
    with pytest.raises(Refused, match="没有经批准的请假"):
        workflow.call_roll(morning, by=cast["origin"], marks={summons.pk: Status.ON_LEAVE})
    leave = LeaveFactory(summons=summons, state=LeaveState.GRANTED)
    leave.sittings.set([morning])
    with pytest.raises(Refused, match="的请假已经批准"):
        workflow.call_roll(morning, by=cast["origin"], marks={summons.pk: Status.ABSENT})
    with pytest.raises(Refused, match="没有经批准的请假"):
        workflow.call_roll(afternoon, by=cast["origin"], marks={summons.pk: Status.ON_LEAVE})
    assert workflow.call_roll(morning, by=cast["origin"], marks={summons.pk: Status.ON_LEAVE}) == 1
    lines = {line.summons.pk: line for line in queries.roll_of(afternoon)}
    assert (lines[summons.pk].suggested, lines[summons.pk].choices) == (Status.PRESENT, [*THERE, Status.ABSENT])


@pytest.mark.parametrize(
    ("who", "may"), [("origin", True), ("county", True), ("residence", False), ("stranger", False)]
)
def test_only_the_convenor_calls_the_roll(session, mandates, cast, who, may):
    sitting, marks = session.sittings.first(), {summons_of(session, mandates[0]).pk: Status.PRESENT}
    if may:
        assert workflow.call_roll(sitting, by=cast[who], marks=marks) == 1
    else:
        with pytest.raises(Denied, match="由赤石乡"):
            workflow.call_roll(sitting, by=cast[who], marks=marks)


def test_no_roll_before_the_day_and_none_of_a_cancelled_session(convene, cast):
    coming = convene(ago=-2)
    with pytest.raises(IllegalMove, match="开会当天再点名"):
        workflow.call_roll(coming.sittings.first(), by=cast["origin"], marks={})
    gone = convene(number=2)
    workflow.cancel(gone, by=cast["origin"], reason="改期")
    with pytest.raises(IllegalMove, match="已经取消"):
        workflow.call_roll(gone.sittings.first(), by=cast["origin"], marks={})


def test_nonsense_on_the_roll_is_refused_and_a_stranger_to_the_session_left_alone(session, convene, mandates, cast):
    summons = summons_of(session, mandates[0])
    with pytest.raises(Refused, match="请为蓝天选择出席情况"):
        workflow.call_roll(session.sittings.first(), by=cast["origin"], marks={summons.pk: "asleep"})
    other = convene(number=2).summonses.first()
    assert workflow.call_roll(session.sittings.first(), by=cast["origin"], marks={other.pk: Status.PRESENT}) == 0


def test_a_session_is_missed_by_who_came_to_no_half_day_and_was_absent_from_one(session, roll, mandates, cast):
    roll(session, {mandates[0]: Status.ABSENT, mandates[1]: Status.ABSENT})
    morning = session.sittings.first()
    second = summons_of(session, mandates[1])
    workflow.call_roll(morning, by=cast["origin"], marks={second.pk: Status.LATE}, reason="迟到一刻")
    missed = Summons.objects.missed()
    assert [summons.mandate for summons in missed] == [mandates[0]]
    assert set(Summons.objects.with_absence()) == {summons_of(session, mandates[0]), second}
    assert not missed.counted_by_law().exists()
    workflow.hold(session, by=cast["origin"])
    assert Summons.objects.counted_by_law().missed().get().mandate == mandates[0]
