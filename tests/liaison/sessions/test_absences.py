"""Two sessions missed without leave: a warning after the first, an eligibility alarm after the second (代表法 62)."""

import pytest
from django.utils import timezone

from liaison.registration import workflow as registration
from liaison.registration.enums import AlarmAnswer, AlarmCause, AlarmOutcome
from liaison.registration.models import EligibilityAlarm
from liaison.sessions import jobs, tasks, workflow
from liaison.sessions.enums import AttendanceStatus, SessionKind
from tests.factories.registration import EligibilityAlarmFactory
from tests.liaison.sessions.conftest import summons_of
from yunhe.jobs.models import Errand
from yunhe.kit.refusals import Refused
from yunhe.notices.models import Notice

ABSENT = AttendanceStatus.ABSENT


@pytest.fixture
def miss(convene, roll, mandates, cast):
    """Return a function (days ago, number, **facts): a session that the first deputy missed, held."""

    def hold(ago, number, **facts):
        session = convene(ago, number, **facts)
        if not session.summonses.exists():
            workflow.choose_summoned(session, by=cast["origin"], mandates=mandates)
        roll(session, {mandates[0]: ABSENT})
        workflow.hold(session, by=cast["origin"])
        return session

    return hold


def test_the_first_is_a_warning_to_the_deputy_and_both_offices(miss, mandates, cast):
    session = miss(20, 1)
    summons = summons_of(session, mandates[0])
    assert Errand.objects.filter(task=tasks.tell_of_absence.name, arguments=[summons.pk]).exists()
    assert tasks.tell_of_absence(summons.pk) == 3
    assert tasks.tell_of_absence(summons.pk) == 0
    told = {notice.recipient for notice in Notice.objects.filter(kind="session", title__contains="未经批准")}
    assert told == {cast["deputy"], cast["origin"], cast["residence"]}
    assert not EligibilityAlarm.objects.exists()


def test_the_second_raises_one_alarm_that_ends_nothing(miss, mandates):
    miss(30, 1)
    miss(10, 2)
    alarm = EligibilityAlarm.objects.get()
    assert (alarm.mandate, alarm.cause) == (mandates[0], AlarmCause.TWO_ABSENCES)
    assert "第1次会议" in alarm.source
    assert "第2次会议" in alarm.source
    mandates[0].refresh_from_db()
    assert mandates[0].ended_on is None
    assert jobs.look_at_missed_sessions() == 0


@pytest.mark.parametrize("kind", [SessionKind.STANDING, SessionKind.PRESIDIUM])
def test_only_the_congress_itself_counts(miss, kind):
    miss(30, 1, kind=kind)
    miss(10, 2, kind=kind)
    assert not EligibilityAlarm.objects.exists()
    assert not Errand.objects.filter(task=tasks.tell_of_absence.name).exists()


def test_a_correction_after_the_session_raises_what_it_shows(miss, convene, roll, mandates, cast):
    miss(30, 1)
    session = convene(10, 2)
    roll(session)
    workflow.hold(session, by=cast["origin"])
    assert not EligibilityAlarm.objects.exists()
    roll(session, {mandates[0]: ABSENT}, reason="签到是别人代签的")
    assert EligibilityAlarm.objects.get().mandate == mandates[0]


def test_leave_granted_afterwards_takes_the_session_off_the_count(miss, mandates, cast):
    first = miss(10, 1)
    summons = summons_of(first, mandates[0])
    leave = workflow.ask_leave(summons, by=cast["deputy"], sittings=first.sittings.all(), reason="急诊")
    workflow.grant(leave, by=cast["origin"], agreed_by="王主席")
    miss(2, 2)
    assert not EligibilityAlarm.objects.exists()


def test_what_the_county_has_concluded_stands_until_another_session_is_missed(miss, cast):
    miss(30, 1)
    miss(10, 2)
    alarm = EligibilityAlarm.objects.get()
    registration.answer_alarm(alarm, by=cast["origin"], answer=AlarmAnswer.EXCUSED, note="有假条")
    registration.close_alarm(alarm, by=cast["county"], outcome=AlarmOutcome.EXCUSED, note="核对假条")
    assert jobs.look_at_missed_sessions() == 0
    EligibilityAlarm.objects.update(raised_at=timezone.now() - timezone.timedelta(days=8))
    miss(2, 3)
    assert EligibilityAlarm.objects.open().get().cause == AlarmCause.TWO_ABSENCES


def test_an_alarm_of_two_absences_is_answered_and_concluded_in_its_own_words(miss, cast):
    miss(30, 1)
    miss(10, 2)
    alarm = EligibilityAlarm.objects.get()
    with pytest.raises(Refused, match="请选择核实情况"):
        registration.answer_alarm(alarm, by=cast["origin"], answer=AlarmAnswer.LEFT)
    with pytest.raises(Refused, match="请选择结论"):
        registration.close_alarm(alarm, by=cast["county"], outcome=AlarmOutcome.AT_HOME, note="户口簿")


def test_while_another_alarm_is_open_it_waits_for_the_daily_look(miss, mandates, cast):
    other = EligibilityAlarmFactory(mandate=mandates[0])
    miss(30, 1)
    miss(10, 2)
    assert EligibilityAlarm.objects.get() == other
    registration.close_alarm(other, by=cast["county"], outcome=AlarmOutcome.AT_HOME, note="户口簿")
    assert jobs.look_at_missed_sessions() == 1
    assert EligibilityAlarm.objects.open().get().cause == AlarmCause.TWO_ABSENCES


def test_an_alarm_of_absences_does_not_hide_a_household_that_leaves(miss, mandates, cast):
    miss(30, 1)
    miss(10, 2)
    registration.close_alarm(
        EligibilityAlarm.objects.get(), by=cast["county"], outcome=AlarmOutcome.EXCUSED, note="有假条"
    )
    deputy = mandates[0].deputy
    deputy.household_at_home = False
    deputy.save()
    assert registration.raise_alarms() == 1
