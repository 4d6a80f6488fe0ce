"""Correcting cells in the preview, remarks that many rows share, and what comes after an import."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from deputies.people.models import Deputy
from tests.workbooks import xlsx
from tests.yunhe.imports.test_views import work
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.imports.models import ImportRun
from yunhe.imports.queries import remarks_of

HEAD = ["姓名", "性别", "出生年月", "政治面貌", "手机", "现居住地"]
ROWS = [
    ["单小满", "南", "1990", "中共党员", "1690578001", "浮云街道"],
    ["项木马", "男", "1975.3", "群众", "16905780002", "浮云街道"],
    ["叶示一", "男", None, None, "16905780003", "浮云街道"],
]


@pytest.fixture
def clerk(county, appoint):
    """Staff of 赤石乡."""
    return appoint(Role.OFFICE_STAFF, county.chishi)


@pytest.fixture
def run(county, clerk, sign_in):
    """A roster in preview."""
    file = SimpleUploadedFile("名册.xlsx", xlsx({"名册": [["赤石乡人大代表名册"], HEAD, *ROWS]}))
    typed = {"register": "deputy-roster", "area": county.chishi.pk, "level": "township", "file": file}
    sign_in(clerk).post(reverse("imports:import-create"), typed)
    work()
    return ImportRun.objects.get()


def address(run, name="import-detail", pk=None):
    return reverse(f"imports:{name}", args=[pk or run.pk])


def test_the_preview_shows_all_that_will_be_written_and_how_much_of_a_date_is_known(run, clerk, sign_in):
    first, second, _third = run.rows.all()
    assert first.changes["出生日期"] == ["", "1990"]
    assert second.changes["出生日期"] == ["", "1975-03"]
    assert first.changes["政治面貌"] == ["", "中共党员"]
    page = sign_in(clerk).get(address(run)).content.decode()
    assert "乡镇：赤石乡第1届" in page
    assert "将新建届次 1 个" in page


def test_cells_are_corrected_in_the_preview_and_the_row_is_read_again(run, clerk, sign_in):
    client, row = sign_in(clerk), run.rows.first()
    page = client.get(address(run, "import-row", row.pk))
    assert list(page.context["form"].fields) == ["name", "gender", "born_on", "party", "phone", "residence"]
    typed = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    answer = client.post(
        address(run, "import-row", row.pk),
        {**typed, "gender": "女", "phone": "16905780001", "residence": "城区（中山社区）"},
    )
    assert answer.url == address(run)
    work()
    row = run.rows.first()
    assert (row.payload["gender"], row.payload["phone"], row.findings) == ("female", "16905780001", [])
    event = AuditEvent.objects.filter(verb="imports.correct_row").get()
    assert "16905780001" not in str(event.changes)
    client.post(address(run, "import-confirm"), {"made": ["term"]})
    work()
    run.refresh_from_db()
    assert (Deputy.objects.get(name="单小满").phone, run.corrections) == ("16905780001", None)


def test_a_correction_that_changes_nothing_reads_nothing(run, clerk, sign_in):
    client, row = sign_in(clerk), run.rows.first()
    form = client.get(address(run, "import-row", row.pk)).context["form"]
    client.post(address(run, "import-row", row.pk), {name: form[name].value() for name in form.fields})
    run.refresh_from_db()
    assert (run.state, run.corrections) == ("preview", None)


def test_only_who_may_see_the_import_corrects_it_and_only_before_it_is_written(run, clerk, county, appoint, sign_in):
    row = run.rows.first()
    stranger = sign_in(appoint(Role.OFFICE_STAFF, county.shitang))
    assert stranger.get(address(run, "import-row", row.pk)).status_code == 404
    sign_in(clerk).post(address(run, "import-confirm"), {"made": ["term"]})
    assert sign_in(clerk).get(address(run, "import-row", row.pk)).status_code == 403


def test_what_many_rows_share_is_said_once_and_opens_them(run, clerk, sign_in):
    (remark,) = remarks_of(run)
    assert (remark.code, remark.rows, remark.names) == ("residence_street_only", 3, "单小满、项木马、叶示一")
    page = sign_in(clerk).get(address(run)).content.decode()
    assert page.count("请补填社区（村）") == 1
    narrowed = sign_in(clerk).get(address(run), {"code": "gender_unknown"}).content.decode()
    assert narrowed.count('data-label="处理"') == 1


def test_a_file_without_a_row_to_write_offers_no_confirmation(county, clerk, sign_in):
    file = SimpleUploadedFile("名册.xlsx", xlsx({"名册": [["赤石乡人大代表名册"], HEAD, ["叶?", *ROWS[0][1:]]]}))
    client = sign_in(clerk)
    client.post(
        reverse("imports:import-create"),
        {"register": "deputy-roster", "area": county.chishi.pk, "level": "township", "file": file},
    )
    work()
    page = client.get(address(ImportRun.objects.get())).content.decode()
    assert "没有可以写入的行" in page
    assert 'id="confirm"' not in page


def test_after_an_import_the_people_are_links_and_the_next_steps_are_offered(run, clerk, sign_in):
    client = sign_in(clerk)
    client.post(address(run, "import-confirm"), {"made": ["term"]})
    work()
    page = client.get(address(run)).content.decode()
    deputy = Deputy.objects.get(name="单小满")
    assert deputy.get_absolute_url() in page
    assert "看这 3 名代表" in page
    listed = client.get(reverse("deputies:deputy-list"), {"imported": run.pk}).content.decode()
    assert listed.count("单小满") >= 1
    none = client.get(reverse("deputies:deputy-list"), {"imported": run.pk + 1}).content.decode()
    assert "单小满" not in none


def test_a_sign_that_no_workbook_may_hold_does_not_stop_the_file_of_refused_rows(county, clerk, sign_in):
    rows = [["林?", "女\x07", "不详\x0b约1979", None, None, None], ["叶示一", "女", "不详\x0b约1979", None, None, None]]
    text = "\r\n".join(",".join(value or "" for value in row) for row in [HEAD, *rows])
    client = sign_in(clerk)
    file = SimpleUploadedFile("名册.csv", text.encode())
    typed = {
        "register": "deputy-roster",
        "area": county.chishi.pk,
        "level": "township",
        "origin": county.chishi.pk,
        "file": file,
    }
    client.post(reverse("imports:import-create"), typed)
    work()
    assert client.get(address(ImportRun.objects.get(), "import-refused")).content[:2] == b"PK"
