"""Printed codes read back from the rendered sheet, and the pages around them on a phone."""

import io
import time

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from PIL import Image

from stations import tasks
from stations.models import CheckIn, Code
from tests.browser.conftest import PC, PHONE
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import ActivityFactory, CodeFactory, make_tree
from yunhe.accounts.enums import Role
from yunhe.jobs.progress import this_worker

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}


@pytest.fixture
def tree(transactional_db, county):
    return make_tree(county)


@pytest.fixture
def resident(tree, county, appoint):
    user = appoint(Role.DEPUTY, county.chishi)
    MandateFactory(deputy=DeputyFactory(name="钟新苗", origin=county.chishi, residence=county.zhongshan, user=user))
    return user


@pytest.fixture
def browse(person, live_server):
    """Return a function (user or None, **options) -> page of that user, signed in."""

    def open_page(user=None, **options):
        page = person(**options)
        if user:
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        return page

    return open_page


def test_a_worker_process_draws_what_the_page_has_issued(browse, worker, tree, county, staff):
    page = browse(staff(county.fuyun), **PC)
    page.goto(tree.zhongshan.get_absolute_url())
    page.click("text=制作联络站码")
    page.wait_for_url("**/stations/codes/**")
    code, deadline = Code.objects.get(), time.monotonic() + 20
    while code.images_made_at is None and time.monotonic() < deadline:
        time.sleep(0.2)
        code.refresh_from_db()
    assert code.images_made_by
    assert code.images_made_by != this_worker(), "drawn inside the web process"
    page.reload()
    assert page.locator(".code-box img").evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize(("layout", "width_mm"), [("poster", 132), ("wall", 86), ("heart", 36)])
def test_every_code_of_a_sheet_reads_and_has_its_true_size(browse, tree, county, staff, layout, width_mm):
    codes = [CodeFactory(station=station) for station in (tree.fuyun, tree.zhongshan, tree.urban)]
    for code in codes:
        tasks.render_code(code.pk)
    page = browse(staff(county.root), **PC, device_scale_factor=2)
    numbers = ",".join(str(code.pk) for code in codes)
    page.goto(f"/stations/codes/sheet/?layout={layout}&pk={numbers}")
    page.wait_for_load_state("networkidle")
    sheets = [Image.open(io.BytesIO(sheet.screenshot())) for sheet in page.locator(".sheet").all()]
    read = {found.text for sheet in sheets for found in zxingcpp.read_barcodes(sheet)}
    assert read == {code.url for code in Code.objects.all()}
    box = page.locator(".card-code").first.bounding_box()
    assert box["width"] == pytest.approx(width_mm * 96 / 25.4, abs=1)
    for card in page.locator(".card").all():
        assert card.evaluate("card => card.scrollHeight <= card.clientHeight + 1"), "text runs out of the card"


def test_a_sheet_prints_on_as_many_pages_as_it_has_sides(browse, tree, county, staff):
    codes = [CodeFactory(station=station) for station in (tree.fuyun, tree.zhongshan, tree.urban)]
    for code in codes:
        tasks.render_code(code.pk)
    page = browse(staff(county.root), **PC)
    for layout, sides in (("poster", 3), ("wall", 2), ("heart", 1)):
        page.goto(f"/stations/codes/sheet/?layout={layout}&pk={','.join(str(code.pk) for code in codes)}")
        page.wait_for_load_state("networkidle")
        pdf = page.pdf(prefer_css_page_size=True, print_background=True)
        assert pdf.count(b"/Type /Page\n") == sides, layout


def test_a_deputy_scans_taps_once_and_is_in(browse, tree, resident):
    code = CodeFactory(station=tree.zhongshan)
    page = browse(resident, **PHONE)
    page.goto(code.get_absolute_url())
    page.click("text=签到 >> visible=true")
    page.wait_for_url("**/done/**")
    assert "签到成功" in page.inner_text("h1")
    assert CheckIn.objects.count() == 1


def test_the_pages_behind_codes_work_without_script_and_for_assistive_technology(browse, tree, county, resident):
    addresses = [
        CodeFactory(station=tree.zhongshan).get_absolute_url(),
        CodeFactory(deputy=resident.deputy).get_absolute_url(),
        CodeFactory(activity=ActivityFactory(organising_area=county.fuyun)).get_absolute_url(),
        "/c/nosuchcode",
        "/c/",
    ]
    plain = browse(java_script_enabled=False, **PHONE)
    for address in addresses:
        plain.goto(address)
        assert plain.locator("h1").inner_text()
    page = browse(**PHONE)
    for address in addresses:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        found = Axe().run(page, options=RULES)
        assert not found.response["violations"], (address, [one["id"] for one in found.response["violations"]])


def test_the_pages_of_staff_are_accessible(browse, tree, county, staff):
    activity = ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan)
    code = CodeFactory(station=tree.zhongshan)
    tasks.render_code(code.pk)
    page = browse(staff(county.fuyun), **PC)
    for address in (
        "/stations/",
        tree.zhongshan.get_absolute_url(),
        f"/stations/{tree.zhongshan.pk}/edit/",
        f"/stations/{tree.zhongshan.pk}/check-in/",
        "/stations/codes/",
        code.manage_url,
        "/stations/activities/new/",
        activity.get_absolute_url(),
        f"/stations/activities/{activity.pk}/paper-list/",
        "/stations/check-ins/",
    ):
        page.goto(address)
        found = Axe().run(page, options=RULES)
        assert not found.response["violations"], (address, [one["id"] for one in found.response["violations"]])
