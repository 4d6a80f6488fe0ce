"""Two offices press different buttons at the same moment: real threads, real PostgreSQL. One wins, the other is told, nothing is half."""

import threading

import pytest
from django.db import connections

from liaison.discrepancies import workflow as discrepancies
from liaison.discrepancies.enums import CheckWay, DiscrepancyState
from liaison.discrepancies.models import Discrepancy
from liaison.joint_meetings import workflow as joint
from liaison.joint_meetings.models import JointMeeting
from liaison.registration import workflow
from liaison.registration.enums import EndReason, RedirectReason, RegistrationState
from liaison.registration.models import Registration, RegistrationStep
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.discrepancies import DiscrepancyFactory
from tests.factories.joint import JointMeetingFactory
from tests.factories.registration import RegistrationFactory
from yunhe.audit.models import AuditEvent
from yunhe.audit.verifying import check_chain
from yunhe.kit.refusals import Denied, Refused

pytestmark = pytest.mark.django_db(transaction=True)
State = RegistrationState
REFUSALS = (Denied, Refused)


@pytest.fixture(autouse=True)
def unheard(monkeypatch):
    """Let no notice leave: there is no worker here, and what is told is tested elsewhere."""
    monkeypatch.setattr("celery.app.task.Task.delay", lambda *args, **kwargs: None)


def at_once(*actions):
    """Run `actions` in threads that begin together; return for each what it returned, or the refusal it raised."""
    barrier, answers = threading.Barrier(len(actions)), [None] * len(actions)

    def run(number, action):
        try:
            barrier.wait()
            answers[number] = action()
        except REFUSALS as refusal:
            answers[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def won(answers):
    """Return the positions of the actions that went through; the others were refused with a Chinese sentence."""
    refused = [answer for answer in answers if isinstance(answer, REFUSALS)]
    assert all(str(refusal) for refusal in refused)
    assert None not in answers
    return [number for number, answer in enumerate(answers) if not isinstance(answer, REFUSALS)]


PAIRS = {
    "withdraw or submit": (
        State.URGED,
        ("origin", "withdraw"),
        ("residence", "submit"),
        (State.ENDED, State.SUBMITTED),
    ),
    "verify or void": (State.SUBMITTED, ("residence", "verify"), ("county", "correct"), (State.VERIFIED, State.ENDED)),
    "verify or return": (
        State.SUBMITTED,
        ("residence", "verify"),
        ("residence", "send_back"),
        (State.VERIFIED, State.RETURNED),
    ),
    "receive or redirect": (
        State.VERIFIED,
        ("keeper", "receive"),
        ("residence", "redirect"),
        (State.CO_MANAGED, State.VERIFIED),
    ),
    "receive or end": (State.VERIFIED, ("keeper", "receive"), ("origin", "end"), (State.CO_MANAGED, State.ENDED)),
    "go home or change community": (
        State.CO_MANAGED,
        ("origin", "end"),
        ("residence", "relocate"),
        (State.ENDED, State.VERIFIED),
    ),
    "both end": (State.CO_MANAGED, ("origin", "end"), ("residence", "end"), (State.ENDED, State.ENDED)),
}


def press(verb, registration, by, county):
    """Do `verb` from a page that shows the registration as it is."""
    facts = {
        "withdraw": {"note": "填错了人"},
        "submit": {"community": county.zhongshan, "address": "示例小区2幢"},
        "verify": {"community": county.zhongshan},
        "send_back": {"reason": "address_unclear"},
        "correct": {"note": "不是本人"},
        "receive": {"grid": "第2网格", "contact_person": "联络员"},
        "redirect": {"community": county.dongmen, "reason": RedirectReason.OTHER_COMMUNITY},
        "end": {"reason": EndReason.WENT_HOME},
        "relocate": {"community": county.dongmen},
    }[verb]
    return getattr(workflow, verb)(registration, by=by, expected=registration.state, **facts)


@pytest.mark.parametrize("times", range(3))
@pytest.mark.parametrize("name", PAIRS)
def test_two_buttons_on_one_file(name, times, county, cast):
    state, *buttons, states = PAIRS[name]
    registration = RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=state)
    answers = at_once(
        *(lambda actor=actor, verb=verb: press(verb, registration, cast[actor], county) for actor, verb in buttons)
    )
    (winner,) = won(answers)
    now = Registration.objects.get(pk=registration.pk)
    move = RegistrationStep.objects.get()
    assert (now.state, move.verb, move.to_state) == (states[winner], buttons[winner][1], states[winner])
    assert AuditEvent.objects.filter(verb__startswith="registration.").count() == 1
    assert bool(now.ended_on) == (now.state == State.ENDED)
    if buttons[winner][1] in ("redirect", "relocate"):
        now.deputy.refresh_from_db()
        assert now.community == now.deputy.residence == county.dongmen
    assert check_chain().problems == []


@pytest.mark.parametrize("times", range(3))
def test_urged_and_registered_at_once_is_one_file(times, county, cast):
    deputy = MandateFactory(deputy=DeputyFactory(origin=county.chishi, residence=county.zhongshan)).deputy
    answers = at_once(
        lambda: workflow.urge(deputy, by=cast["origin"]),
        lambda: workflow.register(deputy, community=county.zhongshan, address="示例小区1幢", by=cast["residence"]),
    )
    assert len(won(answers)) == 1
    assert Registration.objects.open().count() == RegistrationStep.objects.count() == 1


@pytest.mark.parametrize("times", range(3))
def test_two_people_settle_one_difference(times, county, cast):
    registration = RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=State.CO_MANAGED)
    found = DiscrepancyFactory(registration=registration, fact="phone")
    numbers = ("16905780001", "16905780002")
    answers = at_once(
        *(
            lambda actor=actor, value=value: discrepancies.settle(
                found, value=value, checked=CheckWay.CALL, by=cast[actor]
            )
            for actor, value in zip(("origin", "residence"), numbers, strict=True)
        )
    )
    (winner,) = won(answers)
    found.refresh_from_db()
    registration.deputy.refresh_from_db()
    assert (found.state, found.settled_value) == (DiscrepancyState.SETTLED, numbers[winner])
    assert registration.deputy.phone == numbers[winner]
    assert found.steps.count() == 1


@pytest.mark.parametrize("times", range(3))
def test_three_sides_speak_at_once_and_all_is_heard(times, county, cast):
    registration = RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=State.CO_MANAGED)
    answers = at_once(
        lambda: discrepancies.state(registration, by=cast["origin"], still_here=False),
        lambda: discrepancies.state(registration, by=cast["residence"], still_here=True),
        lambda: discrepancies.confirm_still_here(registration, by=cast["keeper"]),
    )
    assert len(won(answers)) == 3
    found = Discrepancy.objects.get()
    assert found.state == DiscrepancyState.OPEN
    assert len(found.positions) == 4
    assert registration.statements.count() == 3


@pytest.mark.parametrize("times", range(3))
def test_both_sides_propose_a_meeting_at_once(times, county, cast):
    RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=State.CO_MANAGED)
    at = JointMeetingFactory.build(origin=county.chishi, residence=county.fuyun).starts_at
    answers = at_once(
        *(
            lambda actor=actor: joint.propose(county.chishi, county.fuyun, starts_at=at, place="会议室", by=cast[actor])
            for actor in ("origin", "residence")
        )
    )
    assert len(won(answers)) == 1
    assert JointMeeting.objects.count() == 1


@pytest.mark.parametrize("times", range(3))
def test_one_agrees_while_the_other_cancels(times, county, cast):
    meeting = JointMeetingFactory(origin=county.chishi, residence=county.fuyun)
    answers = at_once(
        lambda: joint.agree(meeting, by=cast["residence"], expected="proposed"),
        lambda: joint.cancel(meeting, note="有会", by=cast["origin"], expected="proposed"),
    )
    (winner,) = won(answers)
    meeting.refresh_from_db()
    assert meeting.state == ("agreed", "cancelled")[winner]
    assert meeting.steps.count() == 1
