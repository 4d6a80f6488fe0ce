"""Urging and supervising: who urges whom on what, answers, accepts; a voter's nudge; who sees it; what ends by itself."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liaison.concerns.enums import ConcernState
from liaison.registration.enums import RegistrationState
from liaison.suggestions.enums import SuggestionState
from liaison.urgings import jobs, workflow
from liaison.urgings.enums import URGING, UrgingKind
from liaison.urgings.models import Urging
from liaison.urgings.tasks import tell_of_deadline
from tests.factories.concerns import SECRET, ConcernFactory, HandlingUnitFactory, as_demanded
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.obligations import ObligationFactory
from tests.factories.registration import RegistrationFactory
from tests.factories.suggestions import SuggestionFactory
from tests.factories.urgings import UrgingFactory
from tests.kit.machines import spelled, written
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role
from yunhe.kit.refusals import Denied, IllegalMove, Refused
from yunhe.notices.models import Notice

MOVES = """
    -         send       sender     sent
    sent      answer     addressee  answered|closed
    answered  send_back  sender     sent
    sent      close      sender     closed
    answered  close      sender     closed
"""
PAST = date(2026, 1, 5)


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(URGING) == written(MOVES)


@pytest.fixture
def late(county):
    """Return a function state, **facts -> a concern of 中山社区 that 浮云街道 leads, long overdue."""

    def make(state=ConcernState.ASSIGNED, **facts):
        demanded = as_demanded(state, point=county.zhongshan)
        if facts.get("handling_unit"):
            demanded.pop("handling_point", None)
        given = {"place": county.zhongshan, "origin": county.chishi, "residence": county.zhongshan, "due_on": PAST}
        return ConcernFactory(**{**given, "state": state, **demanded, **facts})

    return make


@pytest.fixture
def unit(county, appoint):
    """县住建局 with one person."""
    made = HandlingUnitFactory(area=county.root, name="县住建局")
    made.members.add(appoint(Role.HANDLING_UNIT, county.root))
    return made


def test_an_office_urges_the_unit_which_answers_and_that_settles_it(county, staff, late, unit):
    by, concern = staff(county.fuyun), late(handling_unit=unit)
    urging = workflow.urge("concern", concern, by=by, text="请说明进展。")
    assert (urging.kind, urging.unit, urging.to_label) == (UrgingKind.URGE, unit, "县住建局")
    with pytest.raises(Exception, match="已有一份同类的催办"):
        workflow.urge("concern", concern, by=by, text="再催。")
    with pytest.raises(Denied):
        workflow.answer(urging, by=by, text="办好了。")
    with pytest.raises(Refused, match="办理到哪一步"):
        workflow.answer(urging, by=unit.members.get(), text=" ")
    done = workflow.answer(urging, by=unit.members.get(), text="本周五前办结。")
    assert (done.state, done.answer) == ("closed", "本周五前办结。")


def test_the_county_supervises_the_office_accepts_or_asks_again(county, staff, late, unit):
    chief, clerk, concern = staff(county.root), staff(county.fuyun), late(handling_unit=unit)
    with pytest.raises(Refused, match="答复期限"):
        workflow.urge("concern", concern, by=chief, text="请督促。")
    until = timezone.localdate() + timedelta(days=5)
    urging = workflow.urge("concern", concern, by=chief, text="请督促。", answer_by=until)
    assert (urging.kind, urging.addressee, urging.unit) == (UrgingKind.SUPERVISE, county.fuyun, None)
    urging = workflow.answer(urging, by=clerk, text="已约谈。")
    assert list(Urging.objects.visible_to(chief).to_accept_by(chief)) == [urging]
    urging = workflow.send_back(urging, by=chief, text="写明办结时间。", answer_by=until)
    assert list(Urging.objects.to_answer_by(clerk)) == [urging]
    urging = workflow.answer(urging, by=clerk, text="12月10日办结。")
    with pytest.raises(Denied):
        workflow.close(urging, by=clerk)
    assert workflow.close(urging, by=chief, text="同意").state == "closed"


def test_whose_turn_it_is_and_what_is_not_late_is_not_urged(county, staff, late):
    with pytest.raises(Denied, match="现在该本单位办理"):
        workflow.urge("concern", late(ConcernState.RECEIVED), by=staff(county.fuyun), text="x")
    with pytest.raises(IllegalMove, match="还没有超过期限"):
        workflow.urge("concern", late(due_on=timezone.localdate()), by=staff(county.fuyun), text="x")
    with pytest.raises(IllegalMove, match="还没有超过期限"):  # waits for the voter
        workflow.urge("concern", late(ConcernState.TOLD), by=staff(county.fuyun), text="x")
    with pytest.raises(Denied, match="主管这件事"):
        workflow.urge("concern", late(), by=staff(county.shitang), text="x")
    assert (
        workflow.urge("concern", late(ConcernState.RECEIVED), by=staff(county.chishi), text="x").addressee
        == county.fuyun
    )


def test_registrations_suggestions_and_obligations_are_urged_too(county, staff, appoint, unit):
    file = RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=RegistrationState.SUBMITTED)
    file.due_on = PAST
    file.save(update_fields=["due_on"])
    assert workflow.urge("registration", file, by=staff(county.chishi), text="请核实。").addressee == county.fuyun
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan)
    MandateFactory(deputy=deputy)
    suggestion = SuggestionFactory(leader=deputy, state=SuggestionState.ASSIGNED, unit=unit, due_on=PAST)
    assert workflow.urge("suggestion", suggestion, by=staff(county.chishi), text="请答复。").unit == unit
    owed = ObligationFactory(unit=county.fuyun, template__area=county.root, due_on=PAST)
    until = timezone.localdate()
    assert (
        workflow.urge("obligation", owed, by=staff(county.root), text="补开。", answer_by=until).addressee
        == county.fuyun
    )
    with pytest.raises(Denied, match="现在该本单位"):
        workflow.urge("obligation", owed, by=staff(county.fuyun), text="x")


def test_the_form_urges_and_the_thing_the_workbench_and_the_list_show_it(county, staff, sign_in, late):
    concern = late(ConcernState.RECEIVED)
    chief = sign_in(staff(county.root))
    assert "督办" in chief.get(concern.get_absolute_url()).content.decode()
    url = reverse("urgings:urge-concern", args=[concern.pk])
    until = (timezone.localdate() + timedelta(days=3)).isoformat()
    assert "请写明要求" in chief.post(url, {"text": "", "answer_by": until}).content.decode()
    chief.post(url, {"text": "请三日内受理。", "answer_by": until})
    clerk = sign_in(staff(county.fuyun))
    assert "督办" in clerk.get(concern.get_absolute_url()).content.decode()
    assert "催办督办待答复" in clerk.get(reverse("home")).content.decode()
    urging = Urging.objects.get()
    clerk.post(reverse("urgings:urging-move", args=[urging.pk, "answer"]), {"text": "今天受理。"})
    assert "今天受理。" in chief.get(urging.get_absolute_url()).content.decode()
    assert "请三日内受理" not in sign_in(staff(county.shitang)).get(reverse("urgings:urging-list")).content.decode()
    assert sign_in(staff(county.shitang)).get(urging.get_absolute_url()).status_code == 404
    assert sign_in(staff(county.fuyun)).get(url).status_code == 403


def test_a_voter_asks_once_for_each_clock_and_reads_the_answer(county, staff, late):
    concern, fresh = late(ConcernState.RECEIVED), late(ConcernState.RECEIVED, due_on=timezone.localdate())
    browser = Client()
    page = reverse("concern-followed", args=[concern.number])
    nudge = reverse("concern-nudge", args=[concern.number])
    browser.post(nudge)
    assert not Urging.objects.exists()
    for one in (concern, fresh):
        browser.post(reverse("concern-follow"), {"number": one.number, "secret": SECRET})
    assert "催一催" not in browser.get(reverse("concern-followed", args=[fresh.number])).content.decode()
    assert "催一催" in browser.get(page).content.decode()
    browser.post(nudge)
    browser.post(nudge)
    urging = Urging.objects.get()
    assert (urging.kind, urging.addressee, urging.from_label) == (UrgingKind.NUDGE, county.fuyun, "选民")
    assert "您催过一次" in browser.get(page).content.decode()
    workflow.answer(urging, by=staff(county.fuyun), text="明天上门。")
    assert "明天上门。" in browser.get(page).content.decode()


def test_what_was_done_meanwhile_ends_by_itself_and_a_late_answer_is_asked_for_again(county, staff, late):
    clerk, chief = staff(county.fuyun), staff(county.root)
    done, waits = late(), late()
    workflow.urge("concern", done, by=clerk, text="x")
    until = timezone.localdate()
    supervised = workflow.urge("concern", waits, by=chief, text="x", answer_by=until)
    done.due_on = timezone.localdate() + timedelta(days=9)
    done.save(update_fields=["due_on"])
    assert jobs.settle_what_is_done() == 1
    assert list(Urging.objects.open()) == [supervised]
    later_on = until + timedelta(days=40)
    tell_of_deadline(supervised.pk, later_on.isoformat())
    told = Notice.objects.filter(kind="urging", title__contains="逾期未答复")
    assert {notice.recipient for notice in told} == {clerk, chief}


def test_one_and_many_urgings_cost_the_same(county, staff, sign_in, late):
    client, url = sign_in(staff(county.fuyun)), reverse("urgings:urging-list")

    def more():
        UrgingFactory(concern=late(), addressee=county.zhongshan)

    more()
    same_cost(lambda: client.get(url), more=more, times=5)
