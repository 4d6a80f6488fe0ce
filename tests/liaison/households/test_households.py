"""Households: who sees and changes what, personal data, closing."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from liaison.households import workflow
from liaison.households.enums import CloseReason, PairEnd
from liaison.households.models import Household, HouseholdPair
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, Refused

LIST = reverse("households:household-list")


@pytest.fixture
def facts(county):
    """What a person types for one household."""
    return {
        "head": "叶云舟",
        "phone": "16905710001",
        "village": county.shuanglin,
        "community": county.zhongshan,
        "address": "云锦花苑3幢201室",
        "members": 4,
    }


def test_name_phone_and_address_are_unreadable_in_the_database(county, clerk, facts):
    workflow.enter_household(by=clerk, **facts)
    with connection.cursor() as cursor:
        cursor.execute("SELECT head, phone, address FROM liaison_household")
        stored = cursor.fetchone()
    assert all(value.startswith("v2:") for value in stored)


def test_the_trail_holds_no_personal_data(clerk, facts):
    household = workflow.enter_household(by=clerk, **facts)
    workflow.edit_household(household, by=clerk, head="叶小满", phone="16905710002", address="云锦花苑9幢")
    told = "".join(f"{event.object_label}{event.changes}" for event in AuditEvent.objects.all())
    assert "叶*" in told
    for secret in ("叶云舟", "叶小满", "0002", "9幢"):
        assert secret not in told.replace("169****0002", "")


@pytest.mark.parametrize(
    ("area", "sees", "edits", "closes"),
    [
        ("chishi", True, True, True),
        ("fuyun", True, True, False),
        ("shitang", False, False, False),
        ("root", True, True, True),
    ],
)
def test_both_sides_see_and_edit_the_home_office_closes(county, staff, household, area, sees, edits, closes):
    made, user = household(), staff(getattr(county, area))
    assert Household.objects.visible_to(user).filter(pk=made.pk).exists() is sees
    for verb, allowed in (
        (lambda: workflow.edit_household(made, by=user, members=5), edits),
        (lambda: workflow.close_household(made, by=user, reason=CloseReason.DISSOLVED), closes),
    ):
        if allowed:
            verb()
        else:
            with pytest.raises(Denied):
                verb()


def test_a_stranger_finds_neither_list_row_nor_page_nor_export(county, staff, household, sign_in):
    made = household()
    client = sign_in(staff(county.shitang))
    assert made.masked_phone not in client.get(LIST + "?cols=phone").content.decode()
    assert client.get(made.get_absolute_url()).status_code == 404
    assert made.masked_head not in client.post(LIST, {"export": "csv"}).content.decode()
    for name in ("household-reveal", "household-edit", "household-close", "household-pair"):
        assert client.post(reverse(f"households:{name}", args=[made.pk])).status_code == 404, name


def test_list_page_and_export_are_masked_and_revealing_is_recorded(clerk, household, sign_in):
    made = household(head="叶云舟", phone="16905719999", address="云锦花苑3幢201室")
    client = sign_in(clerk)
    shown = client.get(LIST + "?cols=phone").content.decode()
    shown += client.get(made.get_absolute_url()).content.decode()
    shown += client.post(LIST + "?cols=phone", {"export": "csv"}).content.decode()
    assert "169****9999" in shown
    assert "叶云舟" not in shown
    assert "16905719999" not in shown
    assert not AuditEvent.objects.filter(verb="audit.view_field").exists()
    full = client.post(reverse("households:household-reveal", args=[made.pk])).content.decode()
    assert "叶云舟" in full
    assert "16905719999" in full
    assert AuditEvent.objects.get(verb="audit.view_field").object_id == str(made.pk)


@pytest.mark.parametrize("text", ["叶云舟", " 叶 云舟", "169-0571-9999"])
def test_a_household_is_found_by_its_whole_name_or_phone(clerk, household, sign_in, text):
    made, other = household(head="叶云舟", phone="16905719999"), household()
    page = sign_in(clerk).get(LIST, {"q": text}).content.decode()
    assert made.get_absolute_url() in page
    assert other.get_absolute_url() not in page


def test_part_of_a_name_finds_nothing_because_names_are_encrypted(clerk, household, sign_in):
    made = household(head="叶云舟")
    assert made.get_absolute_url() not in sign_in(clerk).get(LIST, {"q": "云舟"}).content.decode()


def test_a_deputy_sees_the_own_households_only(county, deputy_user, household, sign_in):
    deputy, other = deputy_user(), deputy_user()
    mine, theirs = household(deputy), household(other)
    client = sign_in(deputy.user)
    assert client.get(mine.get_absolute_url()).status_code == 200
    assert client.get(theirs.get_absolute_url()).status_code == 404
    assert client.post(reverse("households:household-reveal", args=[mine.pk])).status_code == 200
    assert client.get(LIST).status_code == 403


def test_the_list_needs_as_many_queries_for_three_rows_as_for_one(clerk, elect, household, sign_in):
    client = sign_in(clerk)
    household(elect())
    same_cost(lambda: client.get(LIST), more=lambda: household(elect()), times=2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"moved_on": timezone.localdate() + timedelta(days=1)}, "不能晚于今天"),
        ({"outside": "丽水市莲都区"}, "只能填一处"),
        ({"members": 99}, "1–30"),
        ({"head": ""}, "不能"),
    ],
)
def test_wrong_facts_are_refused_in_words_and_nothing_is_written(clerk, facts, change, said):
    with pytest.raises(ValidationError, match=said):
        workflow.enter_household(by=clerk, **{**facts, **change})
    assert not Household.objects.exists()


def test_the_same_household_is_not_entered_twice(clerk, facts):
    workflow.enter_household(by=clerk, **facts)
    with pytest.raises(Refused, match="不要重复登记"):
        workflow.enter_household(by=clerk, **{**facts, "head": "叶 云舟"})


def test_two_households_of_one_name_differ_by_their_phone(clerk, facts):
    workflow.enter_household(by=clerk, **facts)
    workflow.enter_household(by=clerk, **{**facts, "phone": "16905710009"})
    assert Household.objects.count() == 2


def test_a_closed_household_keeps_its_history_and_leaves_the_list(clerk, elect, household, sign_in):
    made = household(elect())
    workflow.close_household(made, by=clerk, reason=CloseReason.LEFT_COUNTY)
    assert HouseholdPair.objects.get().end_reason == PairEnd.HOUSEHOLD_CLOSED
    assert made.get_absolute_url() not in sign_in(clerk).get(LIST).content.decode()
    with pytest.raises(Denied, match="停止登记"):
        workflow.edit_household(made, by=clerk, members=3)
    with pytest.raises(Denied, match="已经停止登记"):
        workflow.close_household(made, by=clerk, reason=CloseReason.LEFT_COUNTY)


def test_the_form_enters_and_corrects(county, clerk, sign_in):
    client = sign_in(clerk)
    posted = {"head": "叶云舟", "village": county.shuanglin.pk, "community": county.zhongshan.pk, "phone": "0578-512"}
    client.post(reverse("households:household-create"), {**posted, "phone": "问邻居"})
    assert not Household.objects.exists()
    client.post(reverse("households:household-create"), posted)
    made = Household.objects.get()
    client.post(reverse("households:household-edit", args=[made.pk]), {**posted, "members": "3", "care": "on"})
    made.refresh_from_db()
    assert (made.members, made.care) == (3, True)


def test_an_empty_post_shows_what_is_missing(clerk, sign_in):
    page = sign_in(clerk).post(reverse("households:household-create"), {}).content.decode()
    assert "户主姓名" in page


def test_a_keeper_of_the_community_corrects_the_address(county, appoint, household):
    made = household()
    workflow.edit_household(made, by=appoint(Role.POINT_KEEPER, county.zhongshan), address="新住址1幢")
    made.refresh_from_db()
    assert made.address == "新住址1幢"
    with pytest.raises(Denied):
        workflow.edit_household(made, by=appoint(Role.POINT_KEEPER, county.dongmen), address="别处")


def test_households_of_another_unit_cannot_be_entered(county, staff, facts):
    with pytest.raises(Denied, match="户籍村所在乡镇"):
        workflow.enter_household(by=staff(county.shitang), **facts)


def test_counted_by_pairing(elect, household):
    none, one, two = household(), household(elect()), household(elect())
    HouseholdPair.objects.create(household=two, deputy=elect())
    assert list(Household.objects.unpaired()) == [none]
    assert set(Household.objects.paired()) == {one, two}
    assert list(Household.objects.doubled()) == [two]
