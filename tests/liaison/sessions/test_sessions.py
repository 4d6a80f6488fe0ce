"""Calling a session, its half-days, who is called, that it was held or is not."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from deputies.mandates.enums import MandateEnd, Suspension
from deputies.people.enums import CongressLevel
from liaison.sessions import tasks, workflow
from liaison.sessions.enums import SESSION, AttendanceStatus, SessionKind, SessionState
from liaison.sessions.models import CongressSession
from tests.factories.deputies import CongressTermFactory, MandateFactory
from tests.kit.machines import spelled, written
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove, Refused
from yunhe.notices.models import Notice

MOVES = """
    -        convene  *  planned
    planned  hold     *  held
    planned  cancel   *  cancelled
"""
LINES = {(line.state, line.verb): line for line in written(MOVES)}


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(SESSION) == written(MOVES)


@pytest.mark.parametrize(
    ("state", "verb", "actor"),
    list(product(SessionState.values, ("hold", "cancel"), ("origin", "residence", "county", "stranger"))),
)
def test_every_move_of_a_session(state, verb, actor, session, roll, cast):
    if verb == "hold":
        roll(session)
    reason = "台风" if state == SessionState.CANCELLED else ""
    CongressSession.objects.filter(pk=session.pk).update(state=state, cancel_reason=reason)
    facts = {"reason": "台风"} if verb == "cancel" else {}
    before, line = AuditEvent.objects.count(), LINES.get((state, verb))
    if line is None or actor not in ("origin", "county"):
        with pytest.raises(Denied) as refusal:
            getattr(workflow, verb)(session, by=cast[actor], **facts)
        assert isinstance(refusal.value, IllegalMove) == (line is None)
        assert AuditEvent.objects.count() == before
        return
    getattr(workflow, verb)(session, by=cast[actor], **facts)
    session.refresh_from_db()
    assert session.state == line.after[0]


def test_everybody_in_office_is_called_to_the_congress_and_told(mandates, convene, cast):
    mandates[1].ended_on, mandates[1].end_reason = timezone.localdate(), MandateEnd.RESIGNED
    mandates[1].save()
    mandates[2].suspension = Suspension.DETAINED
    mandates[2].save()
    session = convene(ago=-7)
    assert [summons.mandate for summons in session.summonses.all()] == [mandates[0]]
    assert [sitting.key[-2:] for sitting in session.sittings.all()] == ["am", "pm"]
    assert tasks.tell_of_session(session.pk) == 1
    assert Notice.objects.get().recipient == cast["deputy"]
    assert str(session) == "赤石乡第17届人大第1次会议"


def test_a_presidium_calls_whom_it_called_last_time(convene, mandates, cast):
    first = convene(kind=SessionKind.PRESIDIUM)
    assert not first.summonses.exists()
    workflow.choose_summoned(first, by=cast["origin"], mandates=mandates[:2])
    second = convene(ago=-3, number=2, kind=SessionKind.PRESIDIUM)
    assert {summons.mandate for summons in second.summonses.all()} == set(mandates[:2])


def test_only_the_own_congress_is_called_and_the_county_may_do_it_for_a_township(convene, cast, county):
    term = CongressTermFactory(area=county.chishi)
    facts = {
        "kind": SessionKind.CONGRESS,
        "number": 9,
        "begins_on": timezone.localdate(),
        "ends_on": timezone.localdate(),
    }
    for who in ("residence", "stranger", "keeper", "deputy"):
        with pytest.raises(Denied, match="由赤石乡"):
            workflow.convene(term, by=cast[who], **facts)
    assert workflow.convene(term, by=cast["county"], **facts).number == 9
    of_county = CongressTermFactory(area=county.root, level=CongressLevel.COUNTY)
    with pytest.raises(Denied):
        workflow.convene(of_county, by=cast["origin"], **facts)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ends_on": timezone.localdate() - timedelta(days=9)}, "不能早于开始日期"),
        ({"ends_on": timezone.localdate() + timedelta(days=40)}, "最多 15 天"),
        ({"kind": SessionKind.OTHER}, "请填写会议名称"),
    ],
)
def test_what_cannot_be_is_refused_in_words(convene, facts, sentence):
    with pytest.raises(ValidationError, match=sentence):
        convene(**facts)


def test_the_same_session_is_not_registered_twice(convene):
    convene()
    with pytest.raises(ValidationError, match="已登记过同类的同一次会议"):
        convene()


def test_half_days_change_until_somebody_was_called_at_them(session, cast, roll):
    keys = [sitting.key for sitting in session.sittings.all()]
    facts = {"begins_on": session.begins_on, "ends_on": session.ends_on}
    workflow.change_session(session, by=cast["origin"], halves=keys[:1], **facts)
    assert session.sittings.count() == 1
    roll(session)
    with pytest.raises(ValidationError, match="已经点过名"):
        workflow.change_session(session, by=cast["origin"], halves=keys[1:], **facts)
    with pytest.raises(ValidationError, match="请至少勾选一个"):
        workflow.change_session(session, by=cast["origin"], halves=["1999-01-01-am"], **facts)


def test_whoever_was_written_down_stays_on_the_list(session, cast, mandates, roll):
    roll(session)
    with pytest.raises(ValidationError, match="不能从应到名单里去掉"):
        workflow.choose_summoned(session, by=cast["origin"], mandates=mandates[:1])
    with pytest.raises(ValidationError, match="至少勾选一名"):
        workflow.choose_summoned(session, by=cast["origin"], mandates=[])
    other = MandateFactory(deputy__origin=mandates[0].deputy.origin)
    assert workflow.choose_summoned(session, by=cast["origin"], mandates=[*mandates, other]) == 4


def test_it_was_held_only_once_every_half_day_is_complete(session, cast, mandates, roll):
    with pytest.raises(Refused, match="还没有点齐名"):
        workflow.hold(session, by=cast["origin"])
    first = session.sittings.first()
    marks = {summons.pk: AttendanceStatus.PRESENT for summons in session.summonses.all()}
    workflow.call_roll(first, by=cast["origin"], marks=marks)
    with pytest.raises(Refused, match="下午还没有点齐名"):
        workflow.hold(session, by=cast["origin"])
    roll(session)
    assert workflow.hold(session, by=cast["origin"]).state == SessionState.HELD


def test_a_session_with_a_roll_is_not_cancelled_and_a_cancelled_one_is_told(session, convene, roll, cast):
    roll(session)
    with pytest.raises(Refused, match="已经点过名"):
        workflow.cancel(session, by=cast["origin"], reason="改期")
    other = convene(ago=-5, number=2)
    with pytest.raises(Refused, match="请写明取消会议的原因"):
        workflow.cancel(other, by=cast["origin"], reason=" ")
    workflow.cancel(other, by=cast["origin"], reason="台风")
    assert tasks.tell_of_cancelled(other.pk) == 1
    assert "台风" in Notice.objects.get(title__contains="会议取消").body
