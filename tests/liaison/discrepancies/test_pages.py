"""The pages: who opens them, what they show, what they write."""

import re

import pytest
from django.urls import reverse

from liaison.discrepancies import workflow
from liaison.discrepancies.enums import DiscrepancyState, Fact
from liaison.discrepancies.models import Discrepancy, Statement
from liaison.registration.enums import RegistrationState
from tests.factories.discrepancies import DiscrepancyFactory, StatementFactory
from tests.factories.registration import RegistrationFactory
from yunhe.audit.models import AuditEvent

BOARD = "/discrepancies/"


@pytest.fixture
def found(registration, cast):
    """The community and the deputy name another phone than the registration."""
    workflow.state(registration, by=cast["community"], phone="16905780002")
    workflow.state(registration, by=cast["deputy"], phone="16905780003", note="换了号")
    return Discrepancy.objects.get()


def test_who_opens_what(found, cast, sign_in):
    pages = [
        found.get_absolute_url(),
        reverse("discrepancies:discrepancy-settle", args=[found.pk]),
        reverse("discrepancies:statement-create", args=[found.registration_id]),
    ]
    expected = {
        "origin": [200, 200, 200],
        "residence": [200, 200, 200],
        "community": [200, 403, 200],
        "deputy": [200, 403, 200],
        "county": [200, 200, 403],
        "stranger": [404, 404, 404],
        "stranger_keeper": [404, 404, 404],
    }
    for actor, codes in expected.items():
        client = sign_in(cast[actor])
        assert [client.get(page).status_code for page in pages] == codes, actor
        listed = client.get(BOARD)
        if actor != "deputy":
            assert (found.registration.deputy.name in listed.content.decode()) == ("stranger" not in actor)


def test_the_board_filters_by_turn_and_exports_what_it_shows(found, cast, sign_in):
    client = sign_in(cast["residence"])
    name = f">{found.registration.deputy.name}</a>"
    for query, listed in {
        "": True,
        "?turn=mine": True,
        "?turn=other": False,
        "?waited=7": False,
        "?state=settled": False,
        "?fact=phone": True,
        "?late=1": False,
        "?all=1": True,
    }.items():
        assert (name in client.get(BOARD + query).content.decode()) == listed, query
    exported = client.post(BOARD, {"export": "csv"}).content.decode("utf-8-sig")
    assert "169****0002" in exported
    assert "16905780002" not in exported


def test_the_board_asks_the_same_queries_for_one_and_for_many(
    registration, county, cast, sign_in, django_assert_num_queries
):
    client = sign_in(cast["residence"])
    DiscrepancyFactory(registration=registration)
    client.get(BOARD)
    with django_assert_num_queries(12) as counted:
        client.get(BOARD)
    for _ in range(3):
        other = RegistrationFactory(origin=county.shitang, community=county.dongmen, state=RegistrationState.CO_MANAGED)
        DiscrepancyFactory(registration=other)
    with django_assert_num_queries(len(counted)):
        page = client.get(BOARD).content.decode()
    assert page.count("已不在这里") == 4


def test_a_stated_phone_is_masked_until_a_recorded_click(found, cast, sign_in):
    client = sign_in(cast["residence"])
    page = client.get(found.get_absolute_url()).content.decode()
    assert "169****0002" in page
    assert "16905780002" not in page
    said = Statement.objects.get(side="community")
    before = AuditEvent.objects.count()
    reveal = reverse("discrepancies:statement-reveal", args=[said.pk])
    assert "16905780002" in client.post(reveal).content.decode()
    assert AuditEvent.objects.count() == before + 1
    assert sign_in(cast["stranger"]).post(reveal).status_code == 404


def test_settling_on_the_page(found, cast, sign_in):
    client = sign_in(cast["origin"])
    page = reverse("discrepancies:discrepancy-settle", args=[found.pk])
    form = client.get(page).context["form"]
    key = next(key for key, value in form.values.items() if value == "16905780003")
    given = {"choice": key, "checked": "", "seen": form["seen"].value()}
    assert "请选择核实方式" in client.post(page, given).content.decode()
    assert "请填写正确的内容" in client.post(page, {**given, "choice": "other", "checked": "call"}).content.decode()
    done = client.post(page, {**given, "checked": "call"})
    assert done.status_code == 302
    found.refresh_from_db()
    assert (found.state, found.settled_shown) == (DiscrepancyState.SETTLED, "169****0003")
    html = client.get(found.get_absolute_url()).content.decode()
    assert "核定结果" in html
    assert "169****0003。电话核对" in html


def test_another_value_than_those_stated_may_hold(found, cast, sign_in):
    client = sign_in(cast["residence"])
    page = reverse("discrepancies:discrepancy-settle", args=[found.pk])
    bad = client.post(page, {"choice": "other", "phone": "123", "checked": "call"})
    assert "手机应为11位数字" in bad.content.decode()
    client.post(page, {"choice": "other", "phone": "16905780004", "checked": "call"})
    found.registration.deputy.refresh_from_db()
    assert found.registration.deputy.phone == "16905780004"


def test_the_keeper_confirms_by_one_tap(registration, cast, sign_in):
    client = sign_in(cast["community"])
    page = client.get("/discrepancies/here/").content.decode()
    assert "还没有确认过" in page
    tap = reverse("discrepancies:statement-still-here", args=[registration.pk])
    assert client.post(tap, {"next": "/discrepancies/here/"})["Location"] == "/discrepancies/here/"
    assert client.post(tap, {"next": "//evil.example/"})["Location"] == registration.get_absolute_url()
    assert "：还在这里" in client.get("/discrepancies/here/").content.decode()
    assert Statement.objects.filter(fact=Fact.STILL_HERE, source="tap").count() == 2


def test_the_keepers_list_asks_the_same_queries_for_one_and_for_many(
    registration, county, cast, sign_in, django_assert_num_queries
):
    client = sign_in(cast["community"])
    client.get("/discrepancies/here/")
    with django_assert_num_queries(9) as counted:
        client.get("/discrepancies/here/")
    for _ in range(3):
        other = RegistrationFactory(
            origin=county.shitang, community=county.zhongshan, state=RegistrationState.CO_MANAGED
        )
        StatementFactory(registration=other, side="community")
    with django_assert_num_queries(len(counted)):
        page = client.get("/discrepancies/here/").content.decode()
    assert len(re.findall("here-row", page)) == 4


def test_the_deputy_confirms_by_one_tap_or_says_what_has_changed(registration, county, cast, sign_in):
    client = sign_in(cast["deputy"])
    page = client.get("/discrepancies/mine/").content.decode()
    assert "没有变化，还在这里" in page
    assert "16905780001" not in page
    client.post(reverse("discrepancies:statement-still-here", args=[registration.pk]), {"next": "/discrepancies/mine/"})
    form = reverse("discrepancies:statement-create", args=[registration.pk])
    assert '<option value="" selected>这次不说明</option>' in client.get(form).content.decode()
    assert "请至少说明一项" in client.post(form, {}).content.decode()
    assert client.post(form, {"community": county.dongmen.pk})["Location"] == "/discrepancies/mine/"
    assert "说法不同，等待核定" in client.get("/discrepancies/mine/").content.decode()
    client.post(reverse("discrepancies:statement-still-here", args=[registration.pk]))  # takes the other community back
    assert Discrepancy.objects.get().state == DiscrepancyState.MATCHED


def test_the_file_shows_what_differs_and_lets_each_side_speak(found, cast, sign_in):
    address = found.registration.get_absolute_url()
    for actor, speaks in {"origin": True, "community": True, "deputy": True, "county": False}.items():
        page = sign_in(cast[actor]).get(address).content.decode()
        assert "查看各方说法" in page
        assert ("说明情况" in page) == speaks
