"""Entering and correcting deputies: what is refused, what is kept, what is recorded."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from deputies.mandates.enums import MandateEnd
from deputies.mandates.models import CongressTerm, ElectoralDistrict
from deputies.mandates.workflow import mandates, terms
from deputies.people.models import Deputy
from deputies.people.workflow import accounts as account_opening
from deputies.people.workflow import change_residence
from deputies.people.workflow import register as registry
from tests.factories.deputies import CongressTermFactory, DeputyFactory, MandateFactory
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied
from yunhe.privacy import digest


@pytest.fixture
def term(county):
    """The present township term of 赤石乡."""
    return CongressTermFactory(area=county.chishi, level="township")


def filled(county, **changes):
    """Return what a clerk types, with `changes`."""
    return {
        "name": "单 小满",
        "born": "1979-09",
        "gender": "female",
        "phone": "169 0578 0001",
        "residence": county.zhongshan.pk,
        "address": "示例小区3幢",
        "household_at_home": "true",
        **changes,
    }


def create(client, county, term, **changes):
    """Post the form of a new township deputy."""
    address = reverse("mandates:deputy-create") + f"?origin={county.chishi.pk}&level=township"
    return client.post(address, {**filled(county, **changes), "term": term.pk})


def test_a_clerk_enters_a_deputy(county, term, insider, sign_in):
    answer = create(sign_in(insider), county, term)
    deputy = Deputy.objects.get()
    assert answer.url == deputy.get_absolute_url()
    assert (deputy.name, deputy.name_initials, deputy.birth_label) == ("单小满", "sxm", "1979年9月")
    assert (deputy.phone, deputy.phone_digest) == ("16905780001", digest("16905780001", purpose="phone"))
    assert deputy.is_living_elsewhere
    assert deputy.residence_spells.get().area == county.zhongshan
    assert deputy.mandates.get().term == term


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "请填写姓名"),
        ({"phone": "123"}, "手机应为11位数字"),
        ({"born": "1979-13"}, "看不懂这个日期"),
        ({"born": "2999-01"}, "不在合理范围内"),
        ({"residence_outside": "莲都区"}, "现居住地只能填一处"),
        ({"residence": ""}, "填写住址时请同时选择"),
        ({"term": ""}, "这个字段是必填项"),
    ],
)
def test_wrong_input_is_explained_and_nothing_is_written(changes, said, county, term, insider, sign_in):
    address = reverse("mandates:deputy-create") + f"?origin={county.chishi.pk}&level=township"
    answer = sign_in(insider).post(address, {**filled(county), "term": term.pk, **changes})
    assert said in answer.content.decode()
    assert not Deputy.objects.exists()
    assert not AuditEvent.objects.filter(verb__startswith="deputies.").exists()


def test_a_township_office_cannot_enter_a_deputy_of_another_township(county, insider):
    values = {"name": "某人"}
    other = CongressTermFactory(area=county.shitang, level="township")
    with pytest.raises(Denied):
        mandates.enter_deputy(by=insider, origin=county.shitang, values=values, level="township", term=other)


def test_nobody_sits_in_two_townships(county, term, insider, deputy):
    elsewhere = CongressTermFactory(area=county.shitang, level="township")
    with pytest.raises(ValidationError, match="应属于赤石乡"):
        mandates.add_mandate(deputy, by=insider, level="township", term=elsewhere)
    with pytest.raises(ValidationError, match="已有未终止的代表资格"):
        mandates.add_mandate(deputy, by=insider, level="township", term=term)


def test_a_county_mandate_stands_beside_a_township_mandate(county, insider, deputy):
    county_term = CongressTermFactory(area=county.root, level="county")
    mandates.add_mandate(deputy, by=insider, level="county", term=county_term)
    assert deputy.mandates.serving().count() == 2


@pytest.mark.parametrize(
    ("reason", "on", "said"),
    [
        ("nonsense", date(2026, 1, 1), "请选择终止原因"),
        (MandateEnd.RESIGNED, date(2999, 1, 1), "不能晚于今天"),
        (MandateEnd.RESIGNED, date(2021, 1, 1), "不能早于当选日期"),
    ],
)
def test_an_end_that_makes_no_sense_is_refused(reason, on, said, county, insider):
    mandate = MandateFactory(deputy__origin=county.chishi, began_on=date(2022, 1, 1))
    with pytest.raises(ValidationError, match=said):
        mandates.end_mandate(mandate, by=insider, reason=reason, on=on)
    mandate.refresh_from_db()
    assert mandate.ended_on is None


def test_an_ended_mandate_keeps_the_file(county, insider, deputy):
    mandates.end_mandate(deputy.mandates.get(), by=insider, reason=MandateEnd.MOVED_AWAY, on=date(2026, 3, 1))
    assert not Deputy.objects.serving().exists()
    assert Deputy.objects.get() == deputy
    assert AuditEvent.objects.get(verb="deputies.end_mandate").changes == {
        "乡镇人大代表": ["在任", "迁出或者调离本行政区域"]
    }


def test_moving_keeps_where_the_deputy_lived_before(county, deputy, insider):
    change_residence(deputy, residence=county.shishan, address="示例小区9幢", source="手工登记", by=insider)
    change_residence(deputy, residence=None, outside="丽水市莲都区", source="手工登记", by=insider)
    spells = [(str(spell), spell.ends_on is None) for spell in deputy.residence_spells.all()]
    assert spells == [("县外：丽水市莲都区", True), ("元和街道狮山社区", False)]
    assert change_residence(deputy, residence=None, outside="丽水市莲都区", source="手工登记", by=insider) is False


def test_history_holds_no_whole_phone_or_address(county, deputy, insider):
    values = {"name": deputy.name, "phone": "16905789999"}
    registry.edit_deputy(deputy, by=insider, values=values, residence=county.dongmen, address="示例小区12幢304室")
    said = "".join(str(event.changes) for event in AuditEvent.objects.all())
    assert "169****9999" in said
    assert "16905789999" not in said
    assert "12幢304室" not in said


def test_a_look_at_the_phone_is_recorded(deputy, other_side, sign_in):
    client = sign_in(other_side)
    address = reverse("deputies:deputy-reveal", args=[deputy.pk])
    assert "16905780001" in client.post(address, {"field": "phone"}).content.decode()
    event = AuditEvent.objects.get(verb="deputies.reveal_contact")
    assert (event.verb_label, event.object_id) == ("查看手机", str(deputy.pk))
    assert client.get(address).status_code == 405
    assert client.post(address, {"field": "id_number"}).status_code == 403


def test_household_away_from_a_township_seat_is_warned_of(deputy, insider, sign_in):
    Deputy.objects.update(household_at_home=False)
    assert "代表资格提醒" in sign_in(insider).get(deputy.get_absolute_url()).content.decode()


def test_terms_and_districts_are_kept_by_their_own_office(county, insider, stranger, sign_in):
    client = sign_in(insider)
    client.post(reverse("mandates:term-create"), {"area": county.chishi.pk, "number": 18, "begins_on": "2027-01-01"})
    term = CongressTerm.objects.get(number=18)
    names = {"area": county.chishi.pk, "names": "第1选区\n第2选区\n第1选区\n"}
    client.post(reverse("mandates:district-create", args=[term.pk]), names)
    client.post(reverse("mandates:district-create", args=[term.pk]), names)
    assert list(ElectoralDistrict.objects.values_list("name", flat=True)) == ["第1选区", "第2选区"]
    with pytest.raises(Denied):
        terms.add_districts(term, by=stranger, area=county.chishi, names=["第3选区"])
    assert sign_in(stranger).get(reverse("mandates:term-detail", args=[term.pk])).status_code == 404


def test_a_second_term_with_the_same_number_is_refused(county, term, insider, sign_in):
    answer = sign_in(insider).post(reverse("mandates:term-create"), {"area": county.chishi.pk, "number": term.number})
    assert answer.status_code == 200
    assert CongressTerm.objects.count() == 1


def test_the_database_itself_refuses_two_residences(county):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        DeputyFactory(origin=county.chishi, residence=county.zhongshan, residence_outside="丽水市莲都区")


def test_the_origin_opens_a_deputys_account_and_the_first_password_is_shown_once(deputy, insider, other_side, sign_in):
    address = reverse("deputies:account-open", args=[deputy.pk])
    assert sign_in(other_side).post(address).status_code == 403
    page = sign_in(insider).post(address).content.decode()
    deputy.refresh_from_db()
    assert deputy.user.username == "shanxiaoman"
    assert deputy.user.must_change_password
    assert deputy.user.username in page
    again = sign_in(insider).post(address, follow=True).content.decode()
    assert "已有账号" in again
    reset = sign_in(insider).post(reverse("deputies:account-reset", args=[deputy.pk])).content.decode()
    assert "密码已重置" in reset


def test_two_deputies_of_the_same_name_get_different_sign_in_names(county, insider, deputy):
    twin = MandateFactory(
        deputy__origin=county.chishi, deputy__name="单小满", deputy__name_pinyin="shan xiao man"
    ).deputy
    names = [account_opening.open_account(person, by=insider).user.username for person in (deputy, twin)]
    assert names == ["shanxiaoman", "shanxiaoman2"]


def test_the_file_says_what_is_missing_and_who_changed_what(deputy, insider, sign_in):
    registry.edit_deputy(deputy, by=insider, values={"name": deputy.name, "employment": "木玩企业职工"})
    page = sign_in(insider).get(deputy.get_absolute_url()).content.decode()
    assert "还缺：" in page
    assert "修改代表信息" in page
