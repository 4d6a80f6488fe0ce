"""Into which term a roster goes: by the calendar, told beforehand, agreed to, and taken back whole."""

import datetime

import pytest
from django.utils import timezone

from deputies.mandates import workflow as mandates
from deputies.mandates.models import CongressTerm, ElectoralDistrict, Mandate
from deputies.people.models import Deputy
from deputies.rosters.register import KEY
from tests.deputies.rosters.test_roster_import import HEADING, ONE, TWO, with_values
from tests.factories.deputies import CongressTermFactory, DeputyFactory, ElectoralDistrictFactory, MandateFactory
from tests.workbooks import xlsx
from yunhe.accounts.enums import Role
from yunhe.imports import workflow
from yunhe.imports.enums import ImportState
from yunhe.kit.refusals import Denied, Refused

HERE = with_values(ONE, 选区="第1选区")
ELECTED = datetime.date(2022, 1, 5)


@pytest.fixture
def term(county):
    """The serving term of 赤石乡, with its first district; the coming one begins next month and has the higher number."""
    serving = CongressTermFactory(area=county.chishi, number=17, begins_on=ELECTED)
    CongressTermFactory(area=county.chishi, number=18, begins_on=timezone.localdate() + datetime.timedelta(days=40))
    ElectoralDistrictFactory(term=serving, area=county.chishi, name="第1选区", number=1)
    return serving


@pytest.fixture
def previewed(county, appoint):
    """Return a function (rows, area, title, level) -> (run in preview, the person)."""

    def make(*rows, area=None, title="赤石乡人大代表名册", level="township", heading=HEADING):
        area = area or county.chishi
        role = Role.COUNTY_OFFICE if area == county.root else Role.OFFICE_STAFF
        by = appoint(role, area)
        content = xlsx({"名册": [[title], heading, *rows]})
        run, _job = workflow.upload(
            register=KEY, area=area, file_name="a.xlsx", content=content, options={"level": level}, by=by
        )
        return workflow.read(run, by=by), by

    return make


def codes(run):
    return [finding["code"] for row in run.rows.all() for finding in row.findings]


def test_a_roster_of_the_serving_term_is_taken_although_a_later_term_is_prepared(previewed, term):
    run, _by = previewed(HERE, title="赤石乡第十七届人民代表大会代表名册")
    row = run.rows.get()
    assert (row.action, row.target, run.makes) == ("created", "乡镇：赤石乡第17届 第1选区", [])


def test_a_roster_that_names_no_term_goes_into_the_one_that_serves_today(previewed, term):
    run, by = previewed(HERE)
    assert run.rows.get().target == "乡镇：赤石乡第17届 第1选区"
    workflow.confirm(run, by=by)
    workflow.write(run, by=by)
    assert Mandate.objects.get().term == term


def test_a_term_that_has_not_begun_takes_nobody(previewed, term):
    run, _by = previewed(HERE, title="赤石乡第十八届人民代表大会代表名册")
    row = run.rows.get()
    assert (row.action, codes(run)) == ("refused", ["term_not_begun"])
    assert "才开始" in row.findings[0]["message"]


@pytest.mark.parametrize(
    ("number", "begins", "code"),
    [(19, None, "term_absent"), (16, None, "old_term"), (18, "undated", "term_undated")],
)
def test_a_term_that_cannot_be_meant_is_refused_with_its_reason(previewed, term, number, begins, code):
    if begins:
        CongressTerm.objects.filter(number=18).update(begins_on=None)
    run, _by = previewed(HERE, title=f"赤石乡第{number}届人民代表大会代表名册")
    assert codes(run) == [code]


def test_a_congress_between_two_terms_is_asked_for_its_term(previewed, county):
    CongressTermFactory(area=county.chishi, number=16, begins_on=ELECTED, ends_on=datetime.date(2026, 1, 1))
    run, _by = previewed(HERE)
    assert codes(run) == ["term_missing"]


def test_what_is_made_anew_is_told_and_must_be_agreed_to(previewed, county):
    run, by = previewed(HERE, with_values(ONE, 姓名="方示三", 手机="16905782003", 选区="第2选区"))
    assert [(made["kind"], made["names"]) for made in run.makes] == [
        ("term", ["赤石乡第1届"]),
        ("district", ["赤石乡第1届 赤石乡 第1选区", "赤石乡第1届 赤石乡 第2选区"]),
    ]
    with pytest.raises(Refused, match="届次和选区"):
        workflow.confirm(run, by=by)
    with pytest.raises(Refused, match="将新建的选区"):
        workflow.confirm(run, by=by, agreed=["term"])
    workflow.confirm(run, by=by, agreed=["term", "district"])
    assert workflow.write(run, by=by).state == ImportState.CONFIRMED


def test_what_has_to_be_made_by_now_is_told_again_before_it_is_made(previewed, term):
    run, by = previewed(HERE)
    workflow.confirm(run, by=by)
    ElectoralDistrict.objects.all().delete()
    run = workflow.write(run, by=by)
    assert (run.state, Deputy.objects.count()) == (ImportState.UPLOADED, 0)
    assert [made["kind"] for made in workflow.read(run, by=by).makes] == ["district"]


def test_a_township_makes_neither_term_nor_district_of_the_county(previewed, county, term):
    run, _by = previewed(HERE, title="云和县第十七届人民代表大会代表名册", level="county")
    assert (codes(run), run.makes) == (["term_not_yours"], [])
    CongressTermFactory(area=county.root, level="county", number=17, begins_on=ELECTED)
    run, by = previewed(HERE, title="云和县第十七届人民代表大会代表名册", level="county")
    assert (codes(run), run.makes) == (["district_unknown"], [])
    assert run.rows.get().target == "县：云和县第17届"
    workflow.confirm(run, by=by)
    workflow.write(run, by=by)
    assert Mandate.objects.get().district is None


def test_the_county_makes_its_own(previewed, county):
    run, _by = previewed(HERE, TWO, area=county.root, title="云和县第十七届人民代表大会代表名册", level="county")
    assert [made["names"] for made in run.makes] == [
        ["云和县第17届"],
        ["云和县第17届 赤石乡 第1选区", "云和县第17届 石塘镇 第2选区"],
    ]


def test_a_district_of_two_mandates_goes_where_it_is_known_or_is_asked_about(previewed, county, term):
    CongressTermFactory(area=county.root, level="county", number=17, begins_on=ELECTED)
    heading = [*HEADING, "代表层级", "代表证号"]
    both = [*HERE, "县、乡镇", "0007"]
    other = [*with_values(ONE, 姓名="方示三", 手机="16905782003", 选区="第9选区"), "县、乡镇", None]
    run, by = previewed(both, other, heading=heading, level="")
    first, second = run.rows.all()
    assert [finding["code"] for finding in first.findings] == ["district_of_level", "certificate_unclear"]
    assert first.target == "乡镇：赤石乡第17届 第1选区；县：云和县第17届"
    assert [finding["code"] for finding in second.findings] == ["district_unclear"]
    workflow.confirm(run, by=by)
    workflow.write(run, by=by)
    held = Mandate.objects.filter(deputy__name="方示一")
    assert {(mandate.level, mandate.district and mandate.district.name) for mandate in held} == {
        ("township", "第1选区"),
        ("county", None),
    }


def test_an_undo_takes_its_terms_and_districts_with_it(previewed, county):
    run, by = previewed(HERE)
    workflow.confirm(run, by=by, agreed=["term", "district"])
    workflow.write(run, by=by)
    assert (CongressTerm.objects.count(), ElectoralDistrict.objects.count()) == (1, 1)
    run.refresh_from_db()
    workflow.undo(run, by=by)
    assert (CongressTerm.objects.count(), ElectoralDistrict.objects.count()) == (0, 0)


def test_an_undo_leaves_what_somebody_else_needs_by_now(previewed, county):
    run, by = previewed(HERE)
    workflow.confirm(run, by=by, agreed=["term", "district"])
    workflow.write(run, by=by)
    other = DeputyFactory(origin=county.chishi)
    MandateFactory(deputy=other, term=CongressTerm.objects.get())
    run.refresh_from_db()
    workflow.undo(run, by=by)
    assert (CongressTerm.objects.count(), ElectoralDistrict.objects.count()) == (1, 0)


def test_only_what_nothing_uses_is_deleted_and_only_by_its_keeper(county, appoint, term):
    keeper, stranger = (appoint(Role.OFFICE_STAFF, area) for area in (county.chishi, county.shitang))
    coming = CongressTerm.objects.get(number=18)
    with pytest.raises(Denied):
        mandates.remove_term(coming, by=stranger)
    mandates.remove_term(coming, by=keeper)
    district = term.districts.get()
    mandate = MandateFactory(deputy=DeputyFactory(origin=county.chishi), term=term, district=district)
    for remove, thing in ((mandates.remove_district, district), (mandates.remove_term, term)):
        with pytest.raises(Refused, match="还有 1 条代表资格"):
            remove(thing, by=keeper)
    mandate.delete()
    mandates.remove_district(district, by=keeper)
    mandates.remove_term(term, by=keeper)
    assert not CongressTerm.objects.exists()


def test_the_pages_show_the_serving_term_and_delete_an_empty_one(county, appoint, sign_in, term):
    client = sign_in(appoint(Role.OFFICE_STAFF, county.chishi))
    listed = client.get("/deputies/terms/").content.decode()
    assert (listed.count("现届"), listed.count("未开始")) == (1, 1)
    page = client.get(term.get_absolute_url()).content.decode()
    assert "删除第1选区" in page
    district = term.districts.get()
    client.post(f"/deputies/districts/{district.pk}/remove/")
    assert client.post(f"/deputies/terms/{term.pk}/remove/").url == "/deputies/terms/"
    assert set(CongressTerm.objects.values_list("number", flat=True)) == {18}


def test_a_new_deputy_is_offered_the_serving_term_first(county, appoint, sign_in, term):
    client = sign_in(appoint(Role.OFFICE_STAFF, county.chishi))
    page = client.get(f"/deputies/new/?origin={county.chishi.pk}&level=township")
    assert page.context["form"].fields["term"].initial == term
    assert "第17届 第1选区" in page.content.decode()
