"""Pages of sessions: who sees what, the roll by big ticks, leave on the phone, lists at one cost."""

import pytest
from django.urls import reverse

from liaison.sessions import workflow
from liaison.sessions.enums import AttendanceStatus, LeaveState
from liaison.sessions.models import CongressSession, Leave
from liaison.sessions.waiting import waiting
from tests.factories.deputies import MandateFactory
from tests.factories.sessions import CongressSessionFactory, LeaveFactory, SittingFactory, SummonsFactory
from tests.kit.same_cost import same_cost
from tests.liaison.sessions.conftest import summons_of


def text(answer):
    return answer.content.decode()


@pytest.fixture
def leave(session, mandates):
    made = LeaveFactory(summons=summons_of(session, mandates[0]))
    made.sittings.set(session.sittings.all())
    return made


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("origin", [200, 200, 200, 200]),
        ("county", [200, 200, 200, 200]),
        ("residence", [200, 403, 403, 200]),
        ("stranger", [404, 404, 404, 404]),
        ("keeper", [403, 403, 403, 403]),
        ("deputy", [403, 403, 403, 200]),
    ],
)
def test_who_opens_what(who, codes, session, leave, cast, sign_in):
    pages = [
        session.get_absolute_url(),
        reverse("sessions:session-edit", args=[session.pk]),
        reverse("sessions:sitting-roll", args=[session.sittings.first().pk]),
        leave.get_absolute_url(),
    ]
    client = sign_in(cast[who])
    assert [client.get(page).status_code for page in pages] == codes


def test_the_residence_sees_its_own_deputy_of_a_session_and_no_reason(session, leave, roll, cast, mandates, sign_in):
    Leave.objects.update(state=LeaveState.WITHDRAWN)
    roll(session, {mandates[0]: AttendanceStatus.ABSENT, mandates[1]: AttendanceStatus.ABSENT})
    page = text(sign_in(cast["residence"]).get(session.get_absolute_url()))
    assert "蓝天" in page
    assert mandates[1].deputy.name not in page
    shown = text(sign_in(cast["residence"]).get(leave.get_absolute_url()))
    assert "住院手术" not in shown
    assert "只有代表本人和召集会议的人大能看" in shown
    assert "住院手术" in text(sign_in(cast["origin"]).get(leave.get_absolute_url()))
    listed = text(sign_in(cast["residence"]).get(reverse("sessions:summons-list")))
    assert "蓝天" in listed
    assert mandates[1].deputy.name not in listed
    assert "蓝天" not in text(sign_in(cast["stranger"]).get(reverse("sessions:summons-list")))


def test_a_session_is_called_by_the_form(cast, mandates, sign_in):
    term = mandates[0].term
    facts = {"term": term.pk, "kind": "congress", "number": 3, "begins_on": "2026-01-12", "ends_on": "2026-01-13"}
    answer = sign_in(cast["origin"]).post(reverse("sessions:session-create"), facts)
    session = CongressSession.objects.get()
    assert answer.url == session.get_absolute_url()
    assert (session.sittings.count(), session.summonses.count()) == (4, 3)
    again = sign_in(cast["origin"]).post(reverse("sessions:session-create"), facts)
    assert "已登记过同类的同一次会议" in text(again)


def test_other_congresses_are_not_offered(cast, mandates, sign_in):
    page = text(sign_in(cast["stranger"]).get(reverse("sessions:session-create")))
    assert "赤石乡第17届" not in page


def test_the_roll_is_called_and_corrected_on_its_page(session, mandates, cast, sign_in):
    sitting = session.sittings.first()
    url, client = reverse("sessions:sitting-roll", args=[sitting.pk]), sign_in(cast["origin"])
    first = text(client.get(url))
    assert "先都按到会" in first
    assert "更正原因" not in first
    marks = {f"mark-{summons.pk}": "present" for summons in session.summonses.all()}
    absent = f"mark-{summons_of(session, mandates[0]).pk}"
    assert client.post(url, {**marks, absent: "absent"}).status_code == 302
    refused = text(client.post(url, marks))
    assert "更正须写明原因" in refused
    assert client.post(url, {**marks, "reason": "迟到，补登"}).status_code == 302
    assert "迟到，补登" in text(client.get(session.get_absolute_url()))


def test_a_deputy_asks_for_leave_on_the_phone_and_sees_the_answer(convene, mandates, cast, sign_in):
    session = convene(ago=-4)
    summons = summons_of(session, mandates[0])
    mine, ask = reverse("sessions:my-sessions"), reverse("sessions:leave-ask", args=[summons.pk])
    client = sign_in(cast["deputy"])
    assert ask in text(client.get(mine))
    sent = client.post(ask, {"sittings": [one.pk for one in session.sittings.all()], "reason": "外出"})
    leave = Leave.objects.get()
    assert sent.url == leave.get_absolute_url()
    assert ask not in text(client.get(mine))
    move = reverse("sessions:leave-move", args=[leave.pk, "grant"])
    assert client.get(move).status_code == 403
    assert sign_in(cast["origin"]).post(move).status_code == 302
    assert "已批准" in text(sign_in(cast["deputy"]).get(mine))


def test_leave_and_rolls_wait_for_the_convenor_alone(session, leave, cast):
    counted = {who: [line.count for line in waiting(cast[who])] for who in ("origin", "residence", "county", "deputy")}
    assert counted == {"origin": [1, 1], "residence": [0, 0], "county": [0, 0], "deputy": []}


def test_both_offices_find_the_sessions_in_the_record(session, roll, mandates, cast, sign_in):
    roll(session, {mandates[0]: AttendanceStatus.ABSENT})
    workflow.hold(session, by=cast["origin"])
    for who in ("origin", "residence"):
        page = text(sign_in(cast[who]).get(mandates[0].deputy.get_absolute_url()))
        assert "会议出席" in page
        assert "一次未经批准没有出席人代会" in page
    assert "您有人代会未经批准没有出席" in text(sign_in(cast["deputy"]).get(reverse("sessions:my-sessions")))


@pytest.mark.parametrize("page", ["session-list", "summons-list", "leave-list"])
def test_one_and_many_cost_the_same(page, session, leave, county, cast, sign_in):
    def more():
        other = CongressSessionFactory(area=county.chishi)
        summons = SummonsFactory(session=other, mandate=MandateFactory(deputy__origin=county.chishi))
        LeaveFactory(summons=summons).sittings.set([SittingFactory(session=other)])

    client = sign_in(cast["origin"])
    same_cost(lambda: client.get(reverse(f"sessions:{page}")), more=more)


def test_the_convenor_writes_a_leave_down_for_somebody_without_a_phone(session, mandates, cast, sign_in):
    url = reverse("sessions:leave-for", args=[session.pk])
    facts = {
        "summons": summons_of(session, mandates[1]).pk,
        "sittings": [session.sittings.first().pk],
        "reason": "家中有事",
    }
    assert sign_in(cast["residence"]).post(url, facts).status_code == 403
    assert sign_in(cast["origin"]).post(url, facts).status_code == 302
    assert Leave.objects.get().steps.get().side == "office"


def test_a_session_to_come_stands_on_the_deputys_first_page_and_one_that_is_over_does_not(convene, cast, sign_in):
    convene(ago=-6, number=4)
    convene(ago=6, number=3)
    page = text(sign_in(cast["deputy"]).get("/"))
    assert "赤石乡第17届人大第4次会议" in page
    assert "第3次会议" not in page
