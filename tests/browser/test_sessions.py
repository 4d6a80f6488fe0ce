"""Sessions as people live them: leave asked for on the phone, the roll by big ticks, two missed sessions that raise an alarm."""

from datetime import timedelta

import pytest
from django.utils import timezone

from liaison.registration.models import EligibilityAlarm
from liaison.sessions import workflow
from liaison.sessions.enums import AttendanceStatus, SessionKind, SessionState
from liaison.sessions.models import CongressSession
from tests.browser.conftest import PC, PHONE, assert_accessible
from tests.factories.deputies import DeputyFactory, MandateFactory


@pytest.fixture
def mandates(transactional_db, county, cast):
    """Seats of 赤石乡; the first is of the deputy of the cast, who lives in 中山社区."""
    deputy = DeputyFactory(name="蓝天", origin=county.chishi, residence=county.zhongshan, user=cast["deputy"])
    others = [DeputyFactory(name=name, origin=county.chishi) for name in ("雷春", "钟秋", "王夏")]
    return [MandateFactory(deputy=one) for one in (deputy, *others)]


def convene(mandates, cast, ago, number):
    on = timezone.localdate() - timedelta(days=ago)
    facts = {"kind": SessionKind.CONGRESS, "number": number, "begins_on": on, "ends_on": on, "place": "乡政府三楼"}
    return workflow.convene(mandates[0].term, by=cast["origin"], **facts)


def test_leave_is_asked_for_on_the_phone_and_granted_in_the_office(mandates, cast, person):
    session = convene(mandates, cast, -4, 1)
    phone = person(cast["deputy"], **PHONE)
    phone.goto("/sessions/mine/")
    assert_accessible(phone)
    phone.click("text=请假 >> nth=-1")
    phone.fill("[name=reason]", "外出培训")
    phone.click("main button[type=submit]")
    phone.wait_for_selector("text=待批准")
    office = person(cast["origin"], **PC)
    office.goto(session.get_absolute_url())
    office.click("main a:has-text('蓝天')")
    assert "外出培训" in office.inner_text("main")
    office.click("main a:has-text('批准') >> nth=0")
    office.click("main form button[type=submit]")
    office.wait_for_selector("text=已批准，代表会收到")
    phone.goto("/sessions/mine/")
    assert "已批准" in phone.inner_text("main")


def test_the_second_missed_session_raises_an_alarm_that_both_offices_see(mandates, cast, person):
    first = convene(mandates, cast, 40, 1)
    for sitting in first.sittings.all():
        marks = {
            one.pk: AttendanceStatus.ABSENT if one.mandate == mandates[0] else AttendanceStatus.PRESENT
            for one in first.summonses.all()
        }
        workflow.call_roll(sitting, by=cast["origin"], marks=marks)
    workflow.hold(first, by=cast["origin"])
    second = convene(mandates, cast, 2, 2)
    office = person(cast["origin"], **PC)
    for _ in range(2):
        office.goto(second.get_absolute_url())
        office.click("main table a:has-text('点名') >> nth=0")
        assert_accessible(office)
        office.click(f"input[name=mark-{second.summonses.get(mandate=mandates[0]).pk}][value=absent]")
        office.click("text=保存点名")
        office.wait_for_selector("text=已登记 4 人")
    assert_accessible(office)
    office.click("text=登记已召开")
    office.wait_for_selector("text=系统已提醒代表和两地人大")
    assert CongressSession.objects.get(pk=second.pk).state == SessionState.HELD
    alarm = EligibilityAlarm.objects.get()
    residence = person(cast["residence"], **PHONE)
    residence.goto(alarm.get_absolute_url())
    assert "两次未经批准不出席" in residence.inner_text("main")
    residence.goto(mandates[0].deputy.get_absolute_url())
    assert "两次以上未经批准没有出席人代会" in residence.inner_text("main")
