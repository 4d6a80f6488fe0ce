"""The pages of an import: a whole story, who may see it, and that many rows cost no more queries than one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deputies.people.models import Deputy
from tests.workbooks import xlsx
from yunhe.accounts.enums import Role
from yunhe.imports import jobs
from yunhe.imports.enums import ImportState
from yunhe.imports.models import ImportRow, ImportRun
from yunhe.jobs.models import Job

HEAD = ["姓名", "性别", "手机", "现居住地", "住址"]
PEOPLE = [
    ["单小满", "女", "16905780001", "浮云街道中山社区", "示例小区1幢"],
    ["项木马", "男", "16905780002", "浮云街道东门社区", ""],
    ["叶?", "男", "16905780003", "浮云街道中山社区", ""],
]


@pytest.fixture
def clerk(county, appoint):
    """Staff of 赤石乡."""
    return appoint(Role.OFFICE_STAFF, county.chishi)


@pytest.fixture
def upload(county, clerk, sign_in):
    """Return a function rows -> ImportRun in preview, uploaded and read as the page and the worker do."""

    def make(rows=PEOPLE, name="名册.xlsx", content=None):
        data = content if content is not None else xlsx({"名册": [["赤石乡人大代表名册"], HEAD, *rows]})
        file = SimpleUploadedFile(name, data)
        typed = {"register": "deputy-roster", "area": county.chishi.pk, "level": "township", "file": file}
        answer = sign_in(clerk).post(reverse("imports:import-create"), typed)
        assert answer.status_code == 302, answer.content.decode()
        work()
        return ImportRun.objects.latest("pk")

    return make


def work():
    """Do what the worker would do with the jobs that wait."""
    for job in Job.objects.filter(finished_at__isnull=True):
        (jobs.read_import if job.task.endswith("read_import") else jobs.write_import)(job.pk)


def test_upload_preview_confirm_undo(upload, clerk, sign_in):
    run = upload()
    client = sign_in(clerk)
    page = client.get(reverse("imports:import-detail", args=[run.pk])).content.decode()
    assert run.counts == {"created": 2, "updated": 0, "unchanged": 0, "refused": 1}
    assert "丢失的字" in page
    assert "169****0001" in page
    assert "16905780001" not in page
    client.post(reverse("imports:import-confirm", args=[run.pk]), {"made": ["term"]})
    work()
    assert set(Deputy.objects.values_list("name", flat=True)) == {"单小满", "项木马"}
    run.refresh_from_db()
    assert (run.state, run.content) == (ImportState.CONFIRMED, None)
    client.post(reverse("imports:import-undo", args=[run.pk]), {"reason": "传错了"})
    run.refresh_from_db()
    assert run.state == ImportState.UNDONE
    assert not Deputy.objects.exists()


def test_an_undo_needs_a_reason(upload, clerk, sign_in):
    run = upload()
    client = sign_in(clerk)
    client.post(reverse("imports:import-confirm", args=[run.pk]), {"made": ["term"]})
    work()
    answer = client.post(reverse("imports:import-undo", args=[run.pk]), {"reason": ""}, follow=True)
    assert "请写明撤销理由" in answer.content.decode()
    assert Deputy.objects.count() == 2


def test_cancelling_leaves_nothing_behind(upload, clerk, sign_in):
    run = upload()
    sign_in(clerk).post(reverse("imports:import-cancel", args=[run.pk]))
    run.refresh_from_db()
    assert (run.state, run.content) == (ImportState.CANCELLED, None)
    assert not ImportRow.objects.exists()
    assert not Deputy.objects.exists()


@pytest.mark.parametrize("content", [b"\x00\x01\x02not a table" * 40, b"%PDF-1.7 ...", b"PK\x03\x04broken"])
def test_a_file_that_cannot_be_read_says_why_in_one_sentence(content, upload, clerk, sign_in):
    run = upload(content=content)
    assert run.state == ImportState.FAILED
    assert run.failure.endswith("。")
    page = sign_in(clerk).get(reverse("imports:import-detail", args=[run.pk])).content.decode()
    assert "登记册没有改动" in page


def test_an_empty_file_is_refused_at_the_form(county, clerk, sign_in):
    typed = {"register": "deputy-roster", "area": county.chishi.pk, "file": SimpleUploadedFile("空.xlsx", b"")}
    answer = sign_in(clerk).post(reverse("imports:import-create"), typed)
    assert "文件是空的" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_column_is_corrected_and_its_values_are_read(upload, clerk, sign_in):
    head = ["姓名", "性别", "手机", "现居住地", "擅长啥"]
    person = ["单小满", "女", "16905780001", "浮云街道中山社区", "木玩设计"]
    run = upload(content=xlsx({"名册": [["赤石乡人大代表名册"], head, person]}))
    client = sign_in(clerk)
    address = reverse("imports:import-columns", args=[run.pk])
    form = client.get(address).context["form"]
    chosen = {row["name"]: row.get("field") or "" for row in form.columns}
    unread = next(row["name"] for row in form.columns if row["label"] == "擅长啥")
    client.post(address, {**chosen, unread: "specialities", "remember": "on"})
    work()
    client.post(reverse("imports:import-confirm", args=[run.pk]), {"made": ["term"]})
    work()
    assert Deputy.objects.get().specialities == "木玩设计"


def test_the_refused_rows_come_back_as_a_file(upload, clerk, sign_in):
    run = upload()
    answer = sign_in(clerk).get(reverse("imports:import-refused", args=[run.pk]))
    assert answer.content[:2] == b"PK"


def test_the_blank_template_is_a_workbook(clerk, sign_in):
    answer = sign_in(clerk).get(reverse("imports:import-template", args=["deputy-roster"]))
    assert answer.content[:2] == b"PK"


def test_a_stranger_office_gets_404_on_everything_of_a_run(upload, county, appoint, sign_in):
    run = upload()
    client = sign_in(appoint(Role.OFFICE_STAFF, county.shitang))
    reads = ("import-detail", "import-progress", "import-columns", "import-refused")
    writes = ("import-confirm", "import-cancel", "import-undo", "import-columns")
    answers = [client.get(reverse(f"imports:{name}", args=[run.pk])).status_code for name in reads]
    answers += [client.post(reverse(f"imports:{name}", args=[run.pk]), {"reason": "x"}).status_code for name in writes]
    assert set(answers) == {404}
    assert "名册.xlsx" not in client.get(reverse("imports:import-list")).content.decode()


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.POINT_KEEPER, Role.SYSTEM_ADMIN, Role.AUDITOR])
def test_only_offices_import(role, county, appoint, sign_in):
    assert sign_in(appoint(role, county.chishi)).get(reverse("imports:import-list")).status_code == 403


def test_a_preview_takes_the_same_queries_for_1_row_and_for_50(upload, clerk, sign_in):
    def queries(number):
        names = [a + b for b in "子丑寅卯辰" for a in "甲乙丙丁戊己庚辛壬癸"][:number]
        run = upload([[f"叶{name}", "男", f"1690578{n:04d}", "", ""] for n, name in enumerate(names)])
        client = sign_in(clerk)
        address = reverse("imports:import-detail", args=[run.pk]) + "?size=100"
        client.get(address)
        with CaptureQueriesContext(connection) as taken:
            page = client.get(address).content.decode()
        assert page.count('data-label="处理"') == number
        return len(taken)

    assert queries(1) == queries(50)
