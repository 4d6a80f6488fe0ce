"""The named keeper (专人) of each register: naming, handing over, who counts when nobody is named."""

from datetime import date

import pytest
from django.urls import reverse

from liaison.ledger import queries, tasks, workflow
from liaison.ledger.models import RegisterKeeper
from tests.factories.ledger import RegisterKeeperFactory
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, Refused
from yunhe.notices.models import Notice

PAGE = "/ledger/keepers/"


@pytest.fixture
def colleague(county, appoint):
    """A second person in the office of 赤石."""
    return appoint(Role.OFFICE_STAFF, county.chishi)


@pytest.mark.parametrize(
    ("actor", "may"),
    [
        ("origin", True),
        ("county", True),
        ("residence", False),
        ("keeper", False),
        ("deputy", False),
        ("stranger", False),
        ("admin", False),
    ],
)
def test_who_names_the_keeper_of_a_register(actor, may, county, cast, colleague):
    if may:
        keeper = workflow.name_keeper(county.chishi, user=colleague, by=cast[actor])
        assert (keeper.user, keeper.named_by) == (colleague, cast[actor].display_name)
    else:
        with pytest.raises(Denied):
            workflow.name_keeper(county.chishi, user=colleague, by=cast[actor])
        assert not RegisterKeeper.objects.exists()


def test_the_keeper_is_office_staff_of_the_unit(county, cast):
    with pytest.raises(Refused, match="赤石乡的人大工作人员"):
        workflow.name_keeper(county.chishi, user=cast["stranger"], by=cast["county"])


def test_a_change_ends_the_former_time_and_the_same_person_again_changes_nothing(county, cast, colleague):
    first = RegisterKeeperFactory(area=county.chishi, user=cast["origin"], since=date(2026, 1, 5))
    second = workflow.name_keeper(county.chishi, user=colleague, by=cast["county"])
    assert workflow.name_keeper(county.chishi, user=colleague, by=cast["county"]) == second
    first.refresh_from_db()
    assert first.until is not None
    assert RegisterKeeper.objects.current().get(area=county.chishi) == second
    changes = AuditEvent.objects.get(verb="ledger.name_keeper").changes
    assert changes == {"登记管理人": [cast["origin"].name, colleague.name]}


def test_the_new_keeper_signs_for_the_sheets_and_nobody_else(county, cast, colleague, line):
    line()
    keeper = workflow.name_keeper(county.chishi, user=colleague, by=cast["origin"])
    with pytest.raises(Denied, match="本人接收"):
        workflow.accept_register(keeper, by=cast["origin"])
    keeper = workflow.accept_register(keeper, by=colleague)
    assert keeper.sheets == 1
    assert workflow.accept_register(keeper, by=colleague).accepted_at == keeper.accepted_at


def test_the_new_keeper_is_told_once(county, cast, colleague):
    keeper = workflow.name_keeper(county.chishi, user=colleague, by=cast["origin"])
    assert [tasks.tell_keeper(keeper.pk) for _ in range(2)] == [1, 0]
    assert Notice.objects.get().recipient == colleague


def test_without_a_name_the_first_of_the_office_keeps_it(county, cast, colleague):
    areas = [county.chishi, county.fuyun, county.yuanhe]
    assert queries.keepers_of(areas) == {county.chishi.pk: cast["origin"], county.fuyun.pk: cast["residence"]}
    RegisterKeeperFactory(area=county.chishi, user=colleague)
    assert queries.keepers_of(areas)[county.chishi.pk] == colleague


def test_a_keeper_who_has_left_counts_no_more(county, cast, colleague):
    RegisterKeeperFactory(area=county.chishi, user=colleague)
    colleague.appointments.update(begins_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    assert queries.keepers_of([county.chishi])[county.chishi.pk] == cast["origin"]


def test_the_page_shows_the_own_unit_and_the_county_all(county, cast, colleague, sign_in):
    html = sign_in(cast["origin"]).get(PAGE).content.decode()
    assert "赤石乡" in html
    assert "石塘镇" not in html
    assert "未指定，默认" in html
    html = sign_in(cast["county"]).get(PAGE).content.decode()
    assert "石塘镇" in html


def test_naming_and_accepting_by_the_page(county, cast, colleague, sign_in):
    client = sign_in(cast["origin"])
    client.post(reverse("ledger:keeper-name", args=[county.chishi.pk]), {"user": colleague.pk})
    keeper = RegisterKeeper.objects.get()
    assert keeper.user == colleague
    client = sign_in(colleague)
    assert "份数无误，确认接收" in client.get(PAGE).content.decode()
    client.post(reverse("ledger:keeper-accept", args=[keeper.pk]))
    keeper.refresh_from_db()
    assert keeper.accepted_at


def test_a_choice_from_elsewhere_is_refused_in_words(county, cast, sign_in):
    client = sign_in(cast["origin"])
    address = reverse("ledger:keeper-name", args=[county.chishi.pk])
    html = client.post(address, {"user": cast["stranger"].pk}, follow=True).content.decode()
    assert "请从本单位人大工作人员中选择" in html
    assert not RegisterKeeper.objects.exists()


@pytest.mark.parametrize("actor", ["stranger", "residence"])
def test_another_office_gets_404(actor, county, cast, sign_in):
    client = sign_in(cast[actor])
    assert (
        client.post(reverse("ledger:keeper-name", args=[county.chishi.pk]), {"user": cast["origin"].pk}).status_code
        == 404
    )
    keeper = RegisterKeeperFactory(area=county.chishi, user=cast["origin"])
    assert client.post(reverse("ledger:keeper-accept", args=[keeper.pk])).status_code == 404


@pytest.mark.parametrize("actor", ["keeper", "deputy", "admin"])
def test_the_page_is_for_offices(actor, cast, sign_in):
    assert sign_in(cast[actor]).get(PAGE).status_code == 403
