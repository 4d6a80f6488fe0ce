"""Presence as people live it: a cellar without signal, a screen in the hall, a roll call, a guest, a keeper's camera."""

import io
from datetime import timedelta

import pytest
import qrcode
import zxingcpp
from django.conf import settings
from django.utils import timezone
from PIL import Image

from stations.codes import stamps
from stations.codes.workflow import screens as workflow
from stations.presence import jobs
from stations.presence.enums import CheckInRefusal, CheckInWay
from stations.presence.models import CheckIn
from tests.browser.conftest import ARGUMENTS, CHROMIUM, PC, PHONE, assert_accessible
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import ActivityFactory, CodeFactory, make_tree
from tests.kit.sessions import session_of
from yunhe.accounts.enums import Role


@pytest.fixture
def tree(transactional_db, county):
    return make_tree(county)


@pytest.fixture
def deputy(tree, county, appoint):
    """Return a function (name, origin, residence) -> deputy with an account."""

    def make(name, origin, residence):
        user = appoint(Role.DEPUTY, origin, name=name)
        made = DeputyFactory(name=name, origin=origin, residence=residence, user=user)
        MandateFactory(deputy=made)
        return made

    return make


def signed_in(page, user, url):
    """Give the browser of `page` a session of `user`."""
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": url}])
    return page


@pytest.fixture
def browse(person, live_server, settings):
    """`person`, while the codes open the test's web server."""
    settings.SITE_URL = live_server.url
    return person


def old_code(**subject):
    return CodeFactory(created_at=timezone.now() - timedelta(days=9), **subject)


BACKDATE = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("yunhe-queue", 1);
  request.onsuccess = () => {
    const store = request.result.transaction("entries", "readwrite").objectStore("entries");
    store.getAll().onsuccess = (event) => {
      for (const scan of event.target.result) store.put({ ...scan, at: scan.at - 3600_000, clock: null });
    };
    store.transaction.oncomplete = () => { request.result.close(); resolve(); };
    store.transaction.onerror = reject;
  };
})"""


def test_a_deputy_scans_without_network_and_hands_it_in_later(browse, tree, county, staff, deputy):
    guest = deputy("钟新苗", county.chishi, county.zhongshan)
    code, dead = old_code(station=tree.zhongshan), old_code(station=tree.shishan)
    dead.revoked_at, dead.revoke_reason = timezone.now() - timedelta(days=1), "遗失"
    dead.save()
    phone = browse(guest.user, **PHONE)
    phone.goto("/stations/scan/")
    phone.locator("[data-kept='1']").wait_for()  # opened once with network
    phone.context.set_offline(True)
    phone.reload()
    for token in (code.token, dead.token):
        phone.get_by_label("扫不了？输入二维码下面的短码").fill(token)
        phone.get_by_role("button", name="签到", exact=True).click()
        phone.get_by_text("已存在手机里，有网络后自动上传。").wait_for()
        phone.get_by_text(f"（短码 {token}），等网络恢复后自动上传").wait_for()
    assert not CheckIn.objects.exists()
    phone.evaluate(BACKDATE)  # an hour passes
    phone.context.set_offline(False)
    phone.get_by_text(f"已签到：{tree.zhongshan.name}").wait_for()
    made = CheckIn.objects.get()
    assert made.uploaded_at - made.at > timedelta(minutes=59)
    # The refused one stays with its reason, also when the page is opened again, until it is dismissed.
    phone.get_by_text(CheckInRefusal.CODE_REVOKED.label).wait_for()
    phone.reload()
    phone.get_by_text(CheckInRefusal.CODE_REVOKED.label).wait_for()
    phone.get_by_role("button", name="知道了").click()
    phone.get_by_text(CheckInRefusal.CODE_REVOKED.label).wait_for(state="detached")
    # The office sees that it came later.
    office = browse(staff(county.fuyun), **PC)
    office.goto("/stations/check-ins/")
    office.get_by_role("row", name="钟新苗").get_by_text("离线补传").wait_for()


def test_a_screen_code_older_than_90_seconds_is_refused(browse, tree, county, staff, deputy):
    person = deputy("钟新苗", county.chishi, county.zhongshan)
    code = old_code(station=tree.zhongshan)
    screen = workflow.put_up(tree.zhongshan, by=staff(county.fuyun), name="大厅平板")
    tablet = browse(None, viewport={"width": 1024, "height": 768})
    tablet.goto(screen.url)
    tablet.get_by_text("码每 30 秒更换一次").wait_for()
    phone = browse(person.user, **PHONE)
    old = stamps.stamp(code.token, stamps.window_of(timezone.now()) - 5)
    phone.goto(f"{code.get_absolute_url()}?s={old}")
    phone.get_by_text(CheckInRefusal.SCREEN_EXPIRED.label).wait_for()
    assert phone.get_by_role("button", name="签到").count() == 0
    # The network blinks: the tablet goes on.
    tablet.context.set_offline(True)
    tablet.wait_for_timeout(1500)
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(tablet.screenshot())))
    assert f"{code.get_absolute_url()}?s=" in found.text
    phone.goto(found.text)
    phone.get_by_role("button", name="签到").click()
    phone.get_by_role("heading", name="签到成功").wait_for()
    assert CheckIn.objects.get().way == CheckInWay.SCREEN_CODE


def test_the_keeper_calls_the_roll_and_takes_one_back(browse, tree, county, keeper_of, deputy):
    people = [deputy(name, county.chishi, county.zhongshan) for name in ("单小满", "钟新苗", "雷成双")]
    activity = ActivityFactory(organising_area=county.zhongshan, station=tree.zhongshan)
    page = browse(keeper_of(county.zhongshan), **PC)
    page.goto(activity.get_absolute_url())
    page.get_by_role("link", name="现场点名").click()
    for person in people:
        page.get_by_label(person.name).check()
    page.get_by_role("button", name="登记勾选的代表").click()
    page.get_by_text("已登记 3 人签到").wait_for()
    wrong = activity.check_ins.get(deputy=people[2])
    page.goto(wrong.get_absolute_url())
    page.get_by_role("link", name="撤销签到").click()
    page.get_by_label("原因").fill("认错人")
    page.get_by_role("button", name="撤销", exact=True).click()
    page.get_by_text("已撤销雷成双的这次签到").wait_for()
    assert set(activity.check_ins.standing().values_list("deputy__name", flat=True)) == {"单小满", "钟新苗"}


def test_a_guest_from_another_township_is_credited_at_home(browse, tree, county, staff, deputy):
    guest = deputy("项远客", county.shitang, county.shishan)
    office = staff(county.shitang)
    activity = ActivityFactory(organising_area=county.fuyun, title="浮云街道邻里日")
    code = old_code(activity=activity)
    phone = browse(guest.user, **PHONE)
    phone.goto(code.get_absolute_url())
    phone.get_by_role("button", name="签到").click()
    phone.get_by_role("heading", name="签到成功").wait_for()
    jobs.seal_check_ins()
    home = browse(office, **PC)
    home.goto("/notices/")
    home.get_by_role("button", name="本单位代表在外单位参加：浮云街道邻里日").click()
    home.get_by_role("row", name="项远客").get_by_text("在外单位参加").wait_for()
    home.goto(guest.get_absolute_url())
    home.get_by_text("在外单位参加").first.wait_for()


@pytest.fixture
def keeper_of(appoint):
    """Return a function area -> its keeper."""
    return lambda area: appoint(Role.POINT_KEEPER, area)


def film_of(text: str, path) -> None:
    """Write a one-picture film (Y4M) that shows the QR code of `text`, for the browser's invented camera."""
    picture = qrcode.make(text, border=6).get_image().convert("L").resize((480, 480), Image.Resampling.NEAREST)
    frame = Image.new("L", (640, 480), 230)
    frame.paste(picture, (80, 0))
    colours = bytes([128]) * (320 * 240)
    head = b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n"
    path.write_bytes(head + 3 * (b"FRAME\n" + frame.tobytes() + colours + colours))


@pytest.fixture
def filming(live_server, chromium):
    """Return a function (address in the code, user, folder) -> page whose camera sees that code, in a browser of its own."""
    opened = []

    def open_page(text, user, folder):
        film_of(text, folder / "code.y4m")
        camera = (
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={folder / 'code.y4m'}",
        )
        opened.append(chromium.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *camera]))
        context = opened[-1].new_context(base_url=live_server.url, permissions=["camera"], **PHONE)
        return signed_in(context.new_page(), user, live_server.url)

    yield open_page
    for browser in opened:
        browser.close()


def test_the_keepers_camera_reads_a_deputys_code(
    filming, live_server, tree, county, keeper_of, deputy, tmp_path, settings
):
    settings.SITE_URL = live_server.url
    code = old_code(deputy=deputy("钟新苗", county.chishi, county.zhongshan))
    page = filming(code.url, keeper_of(county.zhongshan), tmp_path)
    page.goto("/stations/scan/deputies/")
    page.get_by_role("button", name="打开相机扫码").click()
    page.locator("[data-scan-said]").get_by_text(f"已签到：{tree.zhongshan.name}").wait_for()
    made = CheckIn.objects.get()
    assert (made.way, made.deputy) == (CheckInWay.DEPUTY_CODE, code.deputy)


def test_scanner_and_screen_are_accessible(browse, tree, county, keeper_of, staff, deputy):
    person = deputy("钟新苗", county.chishi, county.zhongshan)
    screen = workflow.put_up(tree.zhongshan, by=staff(county.fuyun), name="大厅平板")
    pages = (
        (browse(person.user, **PHONE), "/stations/scan/"),
        (browse(keeper_of(county.zhongshan), **PHONE), "/stations/scan/deputies/"),
        (browse(None, **PC), screen.url),
    )
    for page, address in pages:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
