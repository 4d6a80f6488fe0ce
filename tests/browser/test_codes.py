"""Printed codes read back from the rendered sheet, and the pages around them on a phone."""

import io

import pytest
import zxingcpp
from PIL import Image

from stations.codes import tasks, workflow
from stations.codes.enums import PER_SIDE, Layout
from stations.codes.models import Code
from stations.codes.workflow import prints as printing
from stations.presence.models import CheckIn
from tests.browser.conftest import PC, PHONE, assert_accessible, until
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import ActivityFactory, CodeFactory, StationFactory, make_tree
from yunhe.accounts.enums import Role
from yunhe.jobs.holders import this_worker


@pytest.fixture
def tree(transactional_db, county):
    return make_tree(county)


@pytest.fixture
def resident(tree, county, appoint):
    user = appoint(Role.DEPUTY, county.chishi)
    MandateFactory(deputy=DeputyFactory(name="钟新苗", origin=county.chishi, residence=county.zhongshan, user=user))
    return user


def test_a_worker_process_draws_what_the_page_has_issued(person, worker, tree, county, staff):
    page = person(staff(county.fuyun), **PC)
    page.goto(tree.zhongshan.get_absolute_url())
    page.click("text=制作联络站码")
    page.wait_for_url("**/stations/codes/**")
    code = until(lambda: Code.objects.filter(images_made_at__isnull=False).first())
    assert code.images_made_by
    assert code.images_made_by != this_worker(), "drawn inside the web process"
    page.reload()
    assert page.locator(".code-box img").evaluate("image => image.naturalWidth") > 0


WIDTHS = {Layout.POSTER: 132, Layout.WALL: 86, Layout.HEART: 36}  # millimetres of the picture on paper
LONG = "云和县浮云街道中山社区新华安置小区第三网格人大代表联络点"


def prepared(by, layout, *subjects):
    plan = [(str(workflow.kind_of(subject)), subject.pk) for subject in subjects]
    return printing.start_batch(by=by, layout=layout, plan=plan, choice="试印")


@pytest.mark.parametrize("layout", Layout)
def test_every_code_of_every_sheet_reads_and_has_its_true_size(person, tree, county, staff, layout):
    """A batch of stations, deputies and an activity over several sides, each picture decoded and matched with its caption."""
    named = [
        StationFactory(
            name=LONG, organising_area=county.dongmen, parent=tree.fuyun, reception_days="单月15日 9:00–11:00"
        )
    ]
    people = [DeputyFactory(name=f"雷{n}", origin=county.chishi, residence=county.zhongshan) for n in range(6)]
    for deputy in people:
        MandateFactory(deputy=deputy)
    activity = ActivityFactory(title="安置小区环境整治主题活动暨代表接待选民日", organising_area=county.fuyun)
    subjects = [tree.fuyun, tree.zhongshan, tree.urban, tree.shishan, *named, *people, activity]
    by = staff(county.root)
    batch = prepared(by, layout, *subjects)
    page = person(by, **PC, device_scale_factor=2)
    page.goto(f"/stations/codes/prints/{batch.pk}/sheet/")
    page.wait_for_load_state("networkidle")
    sheets = page.locator(".sheet").all()
    assert len(sheets) == -(-len(subjects) // PER_SIDE[layout]) > 1
    read = [
        found.text for sheet in sheets for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(sheet.screenshot())))
    ]
    assert sorted(read) == sorted(item.code.url for item in batch.prints.select_related("code"))
    cards = page.locator(".card").all()
    for card, item in zip(cards, batch.prints.select_related("code").order_by("place"), strict=True):
        words = card.inner_text()
        assert item.code.url in words.replace("\n", ""), "the short link stands in print for those who cannot scan"
        assert item.edition_label in words
        assert card.locator("h2").inner_text().replace("\n", "") == str(item.code.subject)
        own = zxingcpp.read_barcodes(Image.open(io.BytesIO(card.locator(".card-code").screenshot())))
        assert [found.text for found in own] == [item.code.url], "the picture belongs to the caption beside it"
        box = card.locator(".card-code").bounding_box()
        assert box["width"] == pytest.approx(WIDTHS[layout] * 96 / 25.4, abs=1)
        assert card.evaluate("card => card.scrollHeight <= card.clientHeight + 1"), f"text runs out: {words}"


def test_a_sheet_prints_on_as_many_pages_as_it_has_sides(person, tree, county, staff):
    by = staff(county.root)
    page = person(by, **PC)
    for layout, sides in ((Layout.POSTER, 3), (Layout.WALL, 2), (Layout.HEART, 1)):
        batch = prepared(by, layout, tree.fuyun, tree.zhongshan, tree.urban)
        page.goto(f"/stations/codes/prints/{batch.pk}/sheet/")
        page.wait_for_load_state("networkidle")
        pdf = page.pdf(prefer_css_page_size=True, print_background=True)
        assert pdf.count(b"/Type /Page\n") == sides, layout


def test_the_map_fits_a_phone_and_links_to_the_station(person, tree, county, staff):
    page = person(staff(county.root), **PHONE)
    page.goto("/stations/map/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".county-map-wide").is_hidden()
    drawing = page.locator(".county-map-narrow svg")
    assert drawing.bounding_box()["width"] <= 390
    assert "赤石乡城区站" in drawing.text_content()
    drawing.locator("a:has-text('浮云街道')").click()
    page.wait_for_url(f"**{tree.fuyun.get_absolute_url()}")


def test_a_voter_opens_a_revoked_code_and_is_led_on(person, tree, county, staff):
    by = staff(county.fuyun)
    old = CodeFactory(station=tree.zhongshan)
    new = workflow.reprint_code(old, by=by, reason="被雨淋坏")
    page = person(java_script_enabled=False, **PHONE)
    page.goto(old.get_absolute_url())
    assert "这个码已经停用" in page.inner_text("h1")
    page.click("a:has-text('打开最新的码')")
    page.wait_for_url(f"**{new.get_absolute_url()}")
    assert "中山社区人大代表联络点" in page.inner_text("h1")
    workflow.revoke_code(new, by=by, reason="遗失")
    page.reload()
    assert "这个码已经停用" in page.inner_text("h1")
    assert "中山社区人大代表联络点" in page.inner_text("main"), "without a successor the station itself is named"


def test_a_deputy_scans_taps_once_and_is_in(person, tree, resident):
    code = CodeFactory(station=tree.zhongshan)
    page = person(resident, **PHONE)
    page.goto(code.get_absolute_url())
    page.click("text=签到 >> visible=true")
    page.wait_for_url("**/done/**")
    assert "签到成功" in page.inner_text("h1")
    assert CheckIn.objects.count() == 1


def test_the_pages_behind_codes_work_without_script_and_for_assistive_technology(person, tree, county, resident):
    addresses = [
        CodeFactory(station=tree.zhongshan).get_absolute_url(),
        CodeFactory(deputy=resident.deputy).get_absolute_url(),
        CodeFactory(activity=ActivityFactory(organising_area=county.fuyun)).get_absolute_url(),
        "/c/nosuchcode",
        "/c/",
    ]
    plain = person(java_script_enabled=False, **PHONE)
    for address in addresses:
        plain.goto(address)
        assert plain.locator("h1").inner_text()
    page = person(**PHONE)
    for address in addresses:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        assert_accessible(page)


@pytest.mark.proof
def test_the_pages_of_staff_are_accessible(person, tree, county, staff):
    activity = ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan)
    code = CodeFactory(station=tree.zhongshan)
    tasks.render_code(code.pk)
    by = staff(county.fuyun)
    batch = prepared(by, Layout.WALL, tree.zhongshan)
    page = person(by, **PC)
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
        "/stations/map/",
        f"/stations/{tree.zhongshan.pk}/hours/",
        f"/stations/{tree.zhongshan.pk}/staff/",
        f"/stations/{tree.zhongshan.pk}/postings/",
        "/stations/codes/prints/new/",
        batch.get_absolute_url(),
        "/stations/codes/reprints/",
    ):
        page.goto(address)
        assert_accessible(page)
