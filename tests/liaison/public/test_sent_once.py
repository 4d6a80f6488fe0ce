"""What is sent twice from one page is written once: by a voter, by a unit without an account, by an office that prints."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from liaison.concerns import tickets
from liaison.concerns.enums import ConcernState
from liaison.concerns.models import Concern, ConcernStep
from tests.factories.concerns import ConcernFactory, HandlingUnitFactory, as_demanded
from tests.factories.stations import CodeFactory, make_tree
from yunhe.audit.models import AuditEvent

MATTER = {"text": "三号楼的楼道灯坏了半个月，请修一修", "category": "housing", "spot": "三号楼"}


@pytest.fixture
def tree(county):
    return make_tree(county)


def number_on(answer):
    """Return the one-time number of the page."""
    return re.search(r'name="one_time_number" value="([^"]+)"', answer.content.decode())[1]


def test_a_voters_form_is_one_matter_however_often_it_is_sent(tree, county):
    code = CodeFactory(station=tree.zhongshan)
    address = reverse("concern-send", args=[code.token])
    data = {**MATTER, "place": county.zhongshan.pk}
    second = Client().post(address, {**data, "step": "subject"}, follow=True).content.decode()
    sent = {**data, "step": "send", "ticket": re.findall(r'name="ticket" value="([^"]*)"', second)[-1]}
    answers = [Client().post(address, sent) for _ in range(3)]
    assert {answer["Location"] for answer in answers} == {reverse("concern-sent", args=[Concern.objects.get().number])}
    assert ConcernStep.objects.count() == 1


def test_a_units_answer_is_taken_once_and_said_twice(county):
    facts = {"place": county.zhongshan, "origin": county.chishi, "residence": county.zhongshan}
    demanded = {**as_demanded(ConcernState.ASSIGNED, point=county.zhongshan), "handling_point": None}
    unit = HandlingUnitFactory(area=county.root, name="县住建局")
    concern = ConcernFactory(state=ConcernState.ASSIGNED, **facts, **{**demanded, "handling_unit": unit})
    address = reverse("concern-unit-answer", args=[tickets.answer_ticket(concern.pk, concern.round)])
    number = number_on(Client().get(address))
    sent = {"who": "住建经办", "reply": "已派人修好", "result": "A", "one_time_number": number}
    answers = [Client().post(address, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert concern.steps.filter(verb="reply").count() == 1
    assert Client().post(address, {**sent, "reply": "又改了"}).status_code == 410


def test_a_print_is_started_once(tree, county, staff, sign_in):
    client, address = sign_in(staff(county.fuyun)), reverse("codes:print-create")
    asked = {"layout": "heart", "station_kinds": ["area", "point"], "unit": county.fuyun.pk}
    number = number_on(client.post(address, {**asked, "preview": "1"}))
    answers = [client.post(address, {**asked, "confirm": "1", "one_time_number": number}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert AuditEvent.objects.filter(verb="stations.print_codes").count() == 1


def test_ticked_codes_go_to_paper_once(tree, county, staff, sign_in):
    client, address = sign_in(staff(county.fuyun)), reverse("codes:code-print")
    ticked = {"pk": [CodeFactory(station=tree.zhongshan).pk]}
    number = number_on(client.post(address, ticked))
    answers = [client.post(address, {**ticked, "layout": "heart", "one_time_number": number}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert AuditEvent.objects.filter(verb="stations.print_codes").count() == 1
