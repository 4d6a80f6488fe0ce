"""A roster through the steps of the pages: preview, correction, confirmation, and what each office may do."""

import datetime

import pytest

from deputies.people.models import Deputy
from deputies.rosters.register import KEY
from tests.deputies.rosters.test_roster_import import HEADING, ONE, TWO, with_values
from tests.factories.deputies import CongressTermFactory, DeputyFactory, ElectoralDistrictFactory, MandateFactory
from tests.rosters import read
from tests.workbooks import xlsx
from yunhe.areas.models import Area
from yunhe.imports import registers, workflow
from yunhe.imports.enums import ImportState


@pytest.fixture(autouse=True)
def term(county):
    """The county's serving term with the district of the row: a township makes neither."""
    term = CongressTermFactory(area=county.root, level="county", begins_on=datetime.date(2022, 1, 5))
    ElectoralDistrictFactory(term=term, area=county.chishi, name="第1选区", number=1)
    return term


@pytest.fixture
def previewed(county, staff, django_capture_on_commit_callbacks):
    """Return a function (area, rows) -> run in preview, uploaded by staff of that area."""

    def make(area, *rows, by=None, heading=HEADING, options=None):
        user = by or staff(area)
        run, _job = workflow.upload(
            register=KEY,
            area=area,
            file_name="名册.xlsx",
            content=xlsx([heading, *rows]),
            options=options or {"level": "county"},
            by=user,
        )
        return workflow.read(run, by=user), user

    return make


def test_preview_then_confirm_writes_and_clears_the_file(previewed, county):
    run, user = previewed(county.chishi, ONE)
    assert (run.state, run.counts["created"], Deputy.objects.count()) == (ImportState.PREVIEW, 1, 0)
    workflow.confirm(run, by=user)
    run = workflow.write(run, by=user)
    assert (run.state, run.content, Deputy.objects.count()) == (ImportState.CONFIRMED, None, 1)
    assert run.rows.get().payload is None
    assert run.rows.get().object_id == Deputy.objects.get().pk


def test_people_of_other_offices_are_refused_with_one_neutral_sentence(previewed, county):
    DeputyFactory(name="方示二", origin=county.shitang, residence=county.shishan, phone="16905782002")
    run, _user = previewed(county.chishi, ONE, TWO)
    new, stranger = run.rows.all()
    assert (new.action, stranger.action) == ("created", "refused")
    assert [finding["message"] for finding in stranger.findings] == ["本单位管理范围内没有这位代表，未导入。"]


def test_an_unknown_person_of_another_origin_gets_the_same_sentence_as_a_stranger(previewed, county):
    run, _user = previewed(county.fuyun, ONE)
    row = run.rows.get()
    assert (row.action, [finding["code"] for finding in row.findings]) == ("refused", ["out_of_scope"])


def test_the_residence_side_changes_only_its_own_part(previewed, county):
    known = DeputyFactory(
        name="方示一", origin=county.chishi, residence=county.zhongshan, phone="16905782001", party="群众"
    )
    MandateFactory(deputy=known, level="county")
    row = with_values(ONE, 现居住社区="东门社区")
    run, user = previewed(county.fuyun, [*row, "中共党员"], heading=[*HEADING, "政治面貌"])
    planned = run.rows.get()
    assert planned.action == "updated"
    assert "政治面貌" not in planned.changes
    assert [finding["code"] for finding in planned.findings] == ["kept_by_origin"]
    workflow.confirm(run, by=user)
    workflow.write(run, by=user)
    known.refresh_from_db()
    assert (known.residence, known.party) == (county.dongmen, "群众")


def test_a_register_that_changed_since_the_preview_is_read_again(previewed, county):
    run, user = previewed(county.chishi, ONE)
    DeputyFactory(name="方示一", origin=county.chishi, phone="16905782001")
    workflow.confirm(run, by=user)
    run = workflow.write(run, by=user)
    assert (run.state, Deputy.objects.count()) == (ImportState.UPLOADED, 1)
    assert workflow.read(run, by=user).counts["updated"] == 1


def test_columns_corrected_once_are_remembered_for_the_office(previewed, county):
    heading, row = ["姓名", "乡镇", "号码"], ["方示一", "赤石乡", "16905782001"]
    run, user = previewed(county.chishi, row, heading=heading)
    workflow.correct(run, mapping={"Sheet1": {"2": "phone"}}, by=user)
    run = workflow.read(run, by=user)
    assert run.rows.get().payload["phone"] == "16905782001"
    again, _user = previewed(county.chishi, row, heading=heading, by=user)
    assert again.rows.get().payload["phone"] == "16905782001"


def test_cancel_deletes_file_and_rows(previewed, county):
    run, user = previewed(county.chishi, ONE)
    run = workflow.cancel(run, by=user)
    assert (run.state, run.content, run.rows.count()) == (ImportState.CANCELLED, None, 0)


def test_an_unreadable_upload_fails_with_its_reason_and_keeps_nothing(county, staff):
    user = staff(county.chishi)
    run, _job = workflow.upload(register=KEY, area=county.chishi, file_name="a.xlsx", content=b"PK\x03\x04", by=user)
    run = workflow.read(run, by=user)
    assert (run.state, run.content) == (ImportState.FAILED, None)
    assert "损坏" in run.failure


def test_the_blank_workbook_is_understood_by_the_importer(county):
    content = registers.get(KEY).template()
    plan = read(content, "模板.xlsx")
    assert len(plan.rows) == 1
    fields = {column["field"] for column in plan.layout["sheets"][0]["tables"][0]["columns"]}
    assert fields == {field.key for field in registers.get(KEY).fields if field.in_template}
    assert Area.objects.exists()


def test_level_and_term_are_changed_in_the_preview(previewed, county, sign_in):
    CongressTermFactory(area=county.chishi, level="township", number=17, begins_on=datetime.date(2022, 1, 5))
    run, user = previewed(county.chishi, ONE)
    client, page = sign_in(user), f"/imports/{run.pk}/options/"
    assert "改层级和届次" in client.get(f"/imports/{run.pk}/").content.decode()
    client.post(page, {"level": "township", "term": "17"})
    run.refresh_from_db()
    assert run.options == {"level": "township", "origin_id": None, "term": 17}
    run = workflow.read(run, by=user)
    levels = set(run.rows.get().payload["levels"])
    assert levels == {"township"}
    assert "60" in client.post(page, {"level": "", "term": "99"}).content.decode()


def test_what_is_confirmed_keeps_its_level(previewed, county, sign_in):
    run, user = previewed(county.chishi, ONE)
    workflow.cancel(run, by=user)
    assert sign_in(user).get(f"/imports/{run.pk}/options/").status_code == 403
