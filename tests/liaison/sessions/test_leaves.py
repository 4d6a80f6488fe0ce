"""Leave: asked for beforehand and granted, or afterwards with the word of who presides; its reason is for two parties alone."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from liaison.sessions import policies, tasks, workflow
from liaison.sessions.enums import LEAVE, AttendanceStatus, LeaveState
from liaison.sessions.models import Attendance, CongressSession, Leave
from tests.factories.sessions import LeaveFactory
from tests.kit.machines import spelled, written
from tests.liaison.sessions.conftest import summons_of
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove, Refused
from yunhe.notices.models import Notice

MOVES = """
    -        ask       deputy,office  asked
    asked    grant     office         granted
    asked    refuse    office         refused
    asked    withdraw  deputy,office  withdrawn
    granted  withdraw  deputy,office  withdrawn
"""
LINES = {(line.state, line.verb): line for line in written(MOVES)}
SIDES = {"deputy": "deputy", "origin": "office", "county": "office", "residence": "", "stranger": ""}
FACTS = {"grant": {}, "refuse": {"note": "人数不够"}, "withdraw": {}}


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(LEAVE) == written(MOVES)


@pytest.fixture
def coming(convene):
    return convene(ago=-3)


@pytest.fixture
def leave(coming, mandates, cast):
    summons = summons_of(coming, mandates[0])
    return workflow.ask_leave(summons, by=cast["deputy"], sittings=coming.sittings.all(), reason="住院手术")


@pytest.mark.parametrize(("state", "verb", "actor"), list(product(LeaveState.values, FACTS, SIDES)))
def test_every_move_of_a_leave(state, verb, actor, leave, cast):
    decided = state in (LeaveState.GRANTED, LeaveState.REFUSED)
    known = {"decided_at": timezone.now(), "decided_by": "干事"} if decided else {}
    Leave.objects.filter(pk=leave.pk).update(state=state, **known)
    line = LINES.get((state, verb))
    if line is None or SIDES[actor] not in line.sides:
        with pytest.raises(Denied) as refusal:
            getattr(workflow, verb)(leave, by=cast[actor], **FACTS[verb])
        assert isinstance(refusal.value, IllegalMove) == (line is None)
        return
    moved = getattr(workflow, verb)(leave, by=cast[actor], **FACTS[verb])
    assert (moved.state, moved.steps.last().side) == (line.after[0], SIDES[actor])


def test_the_reason_is_kept_encrypted_and_is_in_no_audit_event(leave):
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM liaison_leave WHERE id = %s", [leave.pk])
        assert "住院" not in cursor.fetchone()[0]
    told = AuditEvent.objects.filter(verb__startswith="sessions.")
    assert not any("住院" in f"{event.changes}{event.reason}" for event in told)


def test_who_reads_the_reason(leave, cast):
    for who in ("deputy", "origin", "county"):
        policies.can_read_reason(cast[who], leave)
    for who in ("residence", "stranger", "keeper"):
        with pytest.raises(Denied, match="只有代表本人"):
            policies.can_read_reason(cast[who], leave)


def test_the_convenor_is_told_and_the_deputy_gets_the_answer(leave, cast):
    assert tasks.tell_of_leave(leave.steps.get().pk) == 1
    assert Notice.objects.get().recipient == cast["origin"]
    workflow.refuse(leave, by=cast["origin"], note="没有证明")
    assert tasks.tell_of_leave(leave.steps.last().pk) == 1
    notice = Notice.objects.get(recipient=cast["deputy"])
    assert "没有证明" in notice.body
    assert "未批准" in notice.title


def test_asked_for_when_the_session_has_begun_it_needs_who_agreed_and_mends_the_roll(session, roll, mandates, cast):
    roll(session, {mandates[0]: AttendanceStatus.ABSENT})
    summons = summons_of(session, mandates[0])
    leave = workflow.ask_leave(summons, by=cast["deputy"], sittings=session.sittings.all()[:1], reason="急诊")
    assert leave.is_afterwards
    with pytest.raises(Refused, match="哪位负责人同意"):
        workflow.grant(leave, by=cast["origin"])
    workflow.grant(leave, by=cast["origin"], agreed_by="主席团常务主席王某")
    rows = Attendance.objects.current().filter(summons=summons).order_by("sitting")
    assert [(row.status, row.revision) for row in rows] == [("on_leave", 2), ("absent", 1)]


def test_one_leave_at_a_time_and_a_refused_one_may_be_asked_for_again(leave, coming, mandates, cast):
    summons, sittings = summons_of(coming, mandates[0]), coming.sittings.all()
    with pytest.raises(Refused, match="已有一份请假"):
        workflow.ask_leave(summons, by=cast["deputy"], sittings=sittings, reason="出差")
    workflow.refuse(leave, by=cast["origin"], note="请补证明")
    assert workflow.ask_leave(summons, by=cast["deputy"], sittings=sittings, reason="出差，附证明").state == "asked"


def test_what_is_missing_is_said(coming, mandates, cast, convene):
    summons = summons_of(coming, mandates[0])
    with pytest.raises(ValidationError, match="请写明请假事由"):
        workflow.ask_leave(summons, by=cast["deputy"], sittings=coming.sittings.all(), reason="  ")
    foreign = convene(ago=-9, number=7).sittings.all()
    with pytest.raises(ValidationError, match="请勾选请假的半天"):
        workflow.ask_leave(summons, by=cast["deputy"], sittings=foreign, reason="出差")


def test_a_stranger_asks_for_nobody_and_two_weeks_after_nobody_asks(session, mandates, cast):
    summons = summons_of(session, mandates[0])
    for who in ("residence", "stranger"):
        with pytest.raises(Denied, match="由代表本人提出"):
            workflow.ask_leave(summons, by=cast[who], sittings=session.sittings.all(), reason="出差")
    long_ago = timezone.localdate() - timedelta(days=16)
    CongressSession.objects.filter(pk=session.pk).update(begins_on=long_ago, ends_on=long_ago)
    with pytest.raises(IllegalMove, match="不能再补假"):
        workflow.ask_leave(summons, by=cast["deputy"], sittings=session.sittings.all(), reason="出差")


def test_who_was_written_down_as_on_leave_does_not_withdraw_it(session, mandates, cast):
    summons, morning = summons_of(session, mandates[0]), session.sittings.first()
    leave = LeaveFactory(summons=summons, state=LeaveState.GRANTED)
    leave.sittings.set([morning])
    workflow.call_roll(morning, by=cast["origin"], marks={summons.pk: AttendanceStatus.ON_LEAVE})
    with pytest.raises(IllegalMove, match="不能再销假"):
        workflow.withdraw(leave, by=cast["deputy"])
