"""A pairing table without households: who leads whom, compared with the households that are kept."""

import datetime

import pytest
from django.urls import reverse

from deputies.people.enums import CongressLevel
from liaison.households.models import DeputyPair
from tests.factories.contacts import HouseholdFactory, HouseholdPairFactory
from tests.liaison.households.test_imports import preview, take_in
from tests.workbooks import xlsx
from yunhe.audit.models import AuditEvent
from yunhe.imports import workflow
from yunhe.imports.enums import ImportState
from yunhe.kit.refusals import Refused

HEAD = ["序号", "县人大代表", "手机", "镇人大代表", "手机", "所在村", "联系户数", "建档时间"]


def table(*rows):
    """Return the table with its title; the county deputy is merged over the rows."""
    lines = [["赤石乡县、乡人大代表结对联系表", *[None] * 7], HEAD, *rows, ["合计", None, None, f"{len(rows)}人"]]
    merges = [f"B3:B{2 + len(rows)}", f"C3:C{2 + len(rows)}"] if len(rows) > 1 else []
    return xlsx({"结对": lines}, merges=merges)


@pytest.fixture
def people(elect):
    """A county deputy and two township deputies."""
    return (
        elect(CongressLevel.COUNTY, name="张谷雨", phone="16905710011"),
        elect(name="项秋实", phone="16905710012"),
        elect(name="柳春晓", phone="16905710013"),
    )


ONE = [1, "张谷雨", "16905710011", "项秋实", "16905710012", "双林村", 27, "2024.3"]
TWO = [2, None, None, "柳春晓", "16905710013", "双林村", "35户", "2024.3"]


def codes(run):
    return [[finding["code"] for finding in row.findings] for row in run.rows.all()]


def test_the_pairs_are_previewed_written_and_taken_back(county, clerk, people):
    leader, first, second = people
    run = preview(table(ONE, TWO), clerk, county.chishi, register="pairings")
    assert (run.state, run.counts["created"]) == (ImportState.PREVIEW, 2)
    assert [row.target for row in run.rows.all()] == ["县代表张谷雨—乡镇代表项秋实", "县代表张谷雨—乡镇代表柳春晓"]
    run = take_in(table(ONE, TWO), clerk, county.chishi, register="pairings")
    pairs = DeputyPair.objects.open().order_by("pk")
    assert [(pair.leader, pair.member, pair.began_on) for pair in pairs] == [
        (leader, first, datetime.date(2024, 3, 1)),
        (leader, second, datetime.date(2024, 3, 1)),
    ]
    assert AuditEvent.objects.filter(verb="contacts.import_lead").count() == 2
    workflow.undo(run, by=clerk)
    assert not DeputyPair.objects.exists()


def test_the_number_of_households_is_compared_with_the_register(county, clerk, people):
    household = HouseholdFactory(village=county.shuanglin)
    HouseholdPairFactory(deputy=people[1], household=household)
    run = preview(table([*ONE[:6], 1, None], TWO), clerk, county.chishi, register="pairings")
    assert codes(run) == [[], ["households_differ"]]
    assert "表里写联系 35 户，登记册里柳春晓现在联系 0 户" in run.rows.last().findings[0]["message"]


def test_the_same_table_again_changes_nothing_and_another_leader_is_not_taken_over(county, clerk, people, elect):
    take_in(table(ONE), clerk, county.chishi, register="pairings")
    again = preview(table(ONE), clerk, county.chishi, register="pairings")
    assert again.counts["unchanged"] == 1
    elect(CongressLevel.COUNTY, name="李立夏")
    other = preview(table([1, "李立夏", None, *ONE[3:]]), clerk, county.chishi, register="pairings")
    assert (other.counts["unchanged"], "leader_differs" in codes(other)[0]) == (1, True)


def test_namesakes_are_told_apart_by_their_phone_and_asked_about_without(county, clerk, people, elect):
    twin = elect(name="项秋实", phone="16905710099")
    run = preview(table([*ONE[:4], "16905710099", *ONE[5:]]), clerk, county.chishi, register="pairings")
    assert run.rows.get().object_id == twin.pk
    run = preview(table([*ONE[:4], None, *ONE[5:]]), clerk, county.chishi, register="pairings")
    assert codes(run) == [["deputy_ambiguous"]]


def test_who_does_not_serve_and_who_stands_twice_is_refused(county, clerk, people):
    run = preview(
        table(ONE, ONE, [3, "张谷雨", None, "无此人", None, "双林村", 1, None]),
        clerk,
        county.chishi,
        register="pairings",
    )
    assert [row.action for row in run.rows.all()] == ["created", "refused", "refused"]
    assert [found[-1] for found in codes(run)][1:] == ["row_repeated", "deputy_unknown"]


def test_an_undo_is_refused_once_a_pair_has_ended(county, clerk, people):
    run = take_in(table(ONE), clerk, county.chishi, register="pairings")
    DeputyPair.objects.update(ended_on=datetime.date(2026, 1, 1), end_reason="other")
    with pytest.raises(Refused, match="结束或转交"):
        workflow.undo(run, by=clerk)


def test_the_page_leads_to_the_township_deputy(county, clerk, people, sign_in):
    run = take_in(table(ONE), clerk, county.chishi, register="pairings")
    page = sign_in(clerk).get(reverse("imports:import-detail", args=[run.pk])).content.decode()
    assert reverse("deputies:deputy-detail", args=[people[1].pk]) in page
    assert "看结对总览" in page
