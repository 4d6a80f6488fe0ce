"""Codes: one in force, numbered versions, drawn by a worker, found again by the sweep."""

import io
import re
import threading
from pathlib import Path

import pytest
import qrcode
import zxingcpp
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

from stations.codes import jobs, tasks, workflow
from stations.codes import pictures as images
from stations.codes.enums import CodeKind
from stations.codes.models import Code
from stations.places import workflow as places_workflow
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import ActivityFactory, CodeFactory
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.celery import app as celery_app
from yunhe.jobs.models import Job
from yunhe.kit.refusals import Denied


@pytest.fixture
def at_once():
    """Run Celery messages in this process, as a worker would."""
    celery_app.conf.task_always_eager = celery_app.conf.task_eager_propagates = True
    yield
    celery_app.conf.task_always_eager = celery_app.conf.task_eager_propagates = False


def read_png(code: Code) -> str:
    with default_storage.open(code.png.name) as file:
        picture = Image.open(io.BytesIO(file.read()))
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1
    return found[0].text


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_the_same_moment_get_one_code(county, tree, staff):
    by, codes, barrier = staff(county.fuyun), [], threading.Barrier(2)

    def issue():
        barrier.wait()
        try:
            codes.append(workflow.issue_code(tree.zhongshan, by=by, draw=False))
        finally:
            connection.close()

    threads = [threading.Thread(target=issue) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes[0] == codes[1]
    assert Code.objects.count() == 1


def test_issuing_twice_gives_the_same_code(tree, county, staff):
    first = workflow.issue_code(tree.urban, by=staff(county.chishi))
    assert (first.kind, first.version) == (CodeKind.STATION, 1)
    assert workflow.issue_code(tree.urban, by=staff(county.root)) == first
    assert AuditEvent.objects.filter(verb="stations.issue_code").count() == 1


def test_a_worker_draws_png_and_svg_after_the_commit(
    tree, county, staff, at_once, django_capture_on_commit_callbacks, settings
):
    settings.SITE_URL = "https://yunhe.example"
    with django_capture_on_commit_callbacks(execute=True):
        code = workflow.issue_code(tree.zhongshan, by=staff(county.fuyun))
    code.refresh_from_db()
    assert read_png(code) == f"https://yunhe.example/c/{code.token}"
    assert ":" in code.images_made_by
    with default_storage.open(code.svg.name) as file:
        text = file.read().decode()
    assert "中山社区人大代表联络点" in text
    assert not [name for name in default_storage.listdir(code.png.name.rsplit("/", 1)[0])[1] if name.startswith(".")]


def test_drawing_again_changes_nothing(tree, county):
    code = CodeFactory(station=tree.zhongshan)
    assert tasks.render_code(code.pk) is True
    code.refresh_from_db()
    assert tasks.render_code(code.pk) is False
    again = Code.objects.get(pk=code.pk)
    assert (again.images_made_at, again.png.name) == (code.images_made_at, code.png.name)


@pytest.mark.parametrize("damage", ["empty", "gone"])
def test_a_picture_that_a_power_cut_left_empty_is_drawn_again(tree, damage):
    code = CodeFactory(station=tree.zhongshan)
    tasks.render_code(code.pk)
    code.refresh_from_db()
    path = Path(default_storage.path(code.svg.name))
    path.write_bytes(b"") if damage == "empty" else path.unlink()
    assert tasks.render_code(code.pk) is True
    assert path.read_text().endswith("</svg>")


def test_a_code_that_is_gone_or_revoked_is_not_drawn(tree, county, staff):
    code = CodeFactory(station=tree.zhongshan)
    workflow.revoke_code(code, by=staff(county.fuyun), reason="遗失")
    assert tasks.render_code(code.pk) is False
    assert tasks.render_code(999_999) is False


def test_the_sweep_finds_a_code_whose_task_was_lost(tree, county, staff, at_once, django_capture_on_commit_callbacks):
    lost = workflow.issue_code(tree.zhongshan, by=staff(county.fuyun))  # its message never left: no commit here
    revoked = CodeFactory(station=tree.shishan)
    workflow.revoke_code(revoked, by=staff(county.yuanhe), reason="遗失")
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.render_missing_codes() == 1
    lost.refresh_from_db()
    assert lost.images_made_at
    assert jobs.render_missing_codes() == 0


def test_the_sweep_draws_again_when_the_site_moves(tree, at_once, settings, django_capture_on_commit_callbacks):
    code = CodeFactory(station=tree.zhongshan)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.render_missing_codes()
    settings.SITE_URL = "https://new.example"
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.render_missing_codes() == 1
    code.refresh_from_db()
    assert read_png(code) == f"https://new.example/c/{code.token}"


def test_a_renamed_station_gets_a_new_picture_of_the_same_code(
    tree, county, staff, at_once, django_capture_on_commit_callbacks
):
    code = CodeFactory(station=tree.zhongshan)
    tasks.render_code(code.pk)
    with django_capture_on_commit_callbacks(execute=True):
        places_workflow.edit_station(tree.zhongshan, by=staff(county.fuyun), name="中山社区代表之家")
    code.refresh_from_db()
    with default_storage.open(code.svg.name) as file:
        assert "中山社区代表之家" in file.read().decode()
    assert read_png(code).endswith(code.token)


def test_without_a_chinese_font_the_picture_still_reads(monkeypatch):
    images._font.cache_clear()
    monkeypatch.setattr(images, "chinese_font", lambda: None)
    drawing = images.Drawing("https://yunhe.example/c/abcdefghij", "中山社区", "联络站码", "yunhe.example/c/abcdefghij")
    picture = Image.open(io.BytesIO(images.png(drawing)))
    images._font.cache_clear()
    assert zxingcpp.read_barcodes(picture)[0].text == drawing.url


def test_a_long_name_is_wrapped_and_still_reads():
    drawing = images.Drawing(
        "https://yunhe.example/c/abcdefghij", "很长的站名" * 12, "联络站码 · 第1版", "yunhe.example"
    )
    picture = Image.open(io.BytesIO(images.png(drawing)))
    assert zxingcpp.read_barcodes(picture)[0].text == drawing.url


def test_a_reprint_is_the_next_version_and_revokes_the_old(tree, county, staff):
    by = staff(county.fuyun)
    old = workflow.issue_code(tree.zhongshan, by=by)
    new = workflow.reprint_code(old, by=by, reason="被雨淋坏")
    old.refresh_from_db()
    assert (new.version, new.token != old.token) == (2, True)
    assert old.revoked_at
    assert old.revoke_reason == "被雨淋坏"
    with pytest.raises(Denied, match="已经停用"):
        workflow.reprint_code(old, by=by, reason="再来")
    assert list(Code.objects.in_force()) == [new]


def test_after_a_revocation_the_next_code_goes_on_counting(tree, county, staff):
    by = staff(county.fuyun)
    workflow.revoke_code(workflow.issue_code(tree.zhongshan, by=by), by=by, reason="遗失")
    assert workflow.issue_code(tree.zhongshan, by=by).version == 2


MAKERS = [
    # actor, subject, allowed
    ("root", "urban", True),
    ("chishi", "urban", True),
    ("fuyun", "urban", False),
    ("fuyun", "zhongshan", True),
    ("keeper", "zhongshan", True),
    ("keeper", "shishan", False),
    ("shitang", "zhongshan", False),
    ("chishi", "deputy", True),
    ("fuyun", "deputy", True),
    ("keeper", "deputy", True),
    ("shitang", "deputy", False),
    ("fuyun", "activity", True),
    ("chishi", "activity", False),
]


@pytest.mark.parametrize(("actor", "subject", "allowed"), MAKERS)
def test_who_makes_and_revokes_codes(tree, county, staff, keeper, serving, actor, subject, allowed):
    user = keeper(county.zhongshan) if actor == "keeper" else staff(getattr(county, actor))
    thing = {
        "deputy": lambda: serving(),
        "activity": lambda: ActivityFactory(organising_area=county.fuyun),
    }.get(subject, lambda: getattr(tree, subject))()
    if allowed:
        code = workflow.issue_code(thing, by=user)
        assert workflow.revoke_code(code, by=user, reason="遗失").revoked_by == user.display_name
        return
    with pytest.raises(Denied):
        workflow.issue_code(thing, by=user)
    code = CodeFactory(**{subject if subject in ("deputy", "activity") else "station": thing})
    with pytest.raises(Denied):
        workflow.revoke_code(code, by=user, reason="遗失")


def test_a_deputy_out_of_office_gets_no_code(county, staff, serving):
    deputy = serving()
    deputy.mandates.update(ended_on="2026-01-01", end_reason="resigned")
    with pytest.raises(Denied, match="没有在任"):
        workflow.issue_code(deputy, by=staff(county.chishi))


def test_a_batch_issues_and_draws_for_the_managed_stations_only(tree, county, staff):
    job = jobs.start_issuing(by=staff(county.fuyun), stations=[tree.fuyun, tree.zhongshan, tree.urban])
    jobs.issue_codes(job.pk)
    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.total) == ("done", 2)
    assert set(Code.objects.values_list("station_id", flat=True)) == {tree.fuyun.pk, tree.zhongshan.pk}
    assert all(read_png(code).endswith(code.token) for code in Code.objects.all())


def test_a_batch_that_starts_again_goes_on_without_a_second_code(tree, county, staff):
    by = staff(county.fuyun)
    first = workflow.issue_code(tree.fuyun, by=by)
    job = Job.objects.create(
        kind="codes",
        label="x",
        task="t",
        argument={"stations": [tree.fuyun.pk, tree.zhongshan.pk]},
        started_by=by,
        total=2,
    )
    jobs.issue_codes(job.pk)
    jobs.issue_codes(job.pk)
    assert Code.objects.count() == 2
    assert Code.objects.get(station=tree.fuyun) == first


def test_many_are_drawn_together_and_only_those_that_lack_pictures(tree, county, staff):
    drawn, missing = CodeFactory(station=tree.zhongshan), CodeFactory(station=tree.shishan)
    tasks.render_code(drawn.pk)
    assert tasks.render_codes([drawn.pk, missing.pk, 999_999]) == 1
    missing.refresh_from_db()
    assert read_png(missing).endswith(missing.token)


def test_the_picture_has_one_bit_a_pixel_and_both_forms_show_the_same_modules():
    drawing = images.Drawing("https://yunhe.example/c/abcdefghij", "中山社区", "联络站码", "yunhe.example/c/abcdefghij")
    first, second = images.pictures(drawing)
    assert (first, second.decode()) == (images.png(drawing), images.svg(drawing))
    picture = Image.open(io.BytesIO(first))
    assert picture.mode == "1"
    modules = images.matrix(drawing.url)
    middle = images.MODULE // 2
    for y, row in enumerate(modules, images.QUIET):
        for x, dark in enumerate(row, images.QUIET):
            assert (picture.getpixel((x * images.MODULE + middle, y * images.MODULE + middle)) == 0) is dark
    bars = re.findall(r"M(\d+) (\d+)h(\d+)v1", second.decode())
    painted = {(int(x) + step, int(y)) for x, y, length in bars for step in range(int(length))}
    dark = {
        (x, y) for y, row in enumerate(modules, images.QUIET) for x, is_dark in enumerate(row, images.QUIET) if is_dark
    }
    assert painted == dark


@pytest.mark.parametrize("length", [1, 14, 26, 42, 62, 84, 106, 200])
def test_the_version_is_the_one_that_the_library_would_choose(length):
    url = "a" * length
    plain = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=images.MASK)
    plain.add_data(url, optimize=0)
    plain.make(fit=True)
    assert images.matrix(url) == plain.get_matrix()


def test_a_deputy_makes_and_shows_the_own_code_and_nobody_elses(county, appoint, sign_in, staff):
    deputy = DeputyFactory(origin=county.chishi, user=appoint(Role.DEPUTY, county.chishi))
    MandateFactory(deputy=deputy)
    client = sign_in(deputy.user)
    assert "还没有代表码" in client.get("/stations/codes/mine/").content.decode()
    for _ in range(2):
        client.post("/stations/codes/mine/make/")
    code = Code.objects.get(deputy=deputy)
    page = client.get("/stations/codes/mine/").content.decode()
    assert code.token in page
    assert "data:image/svg+xml" in page
    other = DeputyFactory(origin=county.chishi)
    MandateFactory(deputy=other)
    with pytest.raises(Denied, match="流出地或流入地人大"):
        workflow.issue_code(other, by=deputy.user)
    assert sign_in(staff(county.chishi)).get("/stations/codes/mine/").status_code == 403
