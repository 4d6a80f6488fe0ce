"""The phone in the hand: bound for weeks, on a bus without answers, in three tabs, in WeChat, in large type; nothing typed is lost."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image

from liaison.concerns.models import Concern, ConcernPhoto
from liaison.visits.models import Visit
from stations.presence.models import CheckIn
from tests.browser.conftest import PHONE, assert_accessible, until
from tests.factories.accounts import PASSWORD
from tests.factories.contacts import HouseholdFactory, HouseholdPairFactory
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import CodeFactory, make_tree
from tests.factories.visits import VisitFactory
from yunhe.accounts import workflow as accounts
from yunhe.accounts.enums import Role
from yunhe.accounts.models import PhoneKey
from yunhe.accounts.phones import cookie_name

pytestmark = pytest.mark.django_db(transaction=True)
WECHAT = (
    "Mozilla/5.0 (Linux; Android 10; MI 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/78.0.3904.62 "
    "XWEB/2691 MMWEBSDK/201001 Mobile Safari/537.36 MicroMessenger/7.0.20.1781(0x27001436) Process/toolsmp WeChat/arm64"
)
WITHOUT = (
    "delete Navigator.prototype.serviceWorker; Object.defineProperty(navigator, 'mediaDevices', {value: undefined});"
)
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture
def tree(transactional_db, county):
    return make_tree(county)


@pytest.fixture
def deputy(tree, county, appoint):
    user = appoint(Role.DEPUTY, county.chishi, name="柳如烟", username="liuruyan")
    deputy = DeputyFactory(name="柳如烟", origin=county.chishi, residence=county.zhongshan, user=user)
    MandateFactory(deputy=deputy)
    return deputy


@pytest.fixture
def homes(deputy, county):
    """Three households that the deputy keeps in touch with."""
    made = [
        HouseholdFactory(head=head, village=county.shuanglin, community=county.zhongshan)
        for head in ("叶一", "叶二", "雷三")
    ]
    for home in made:
        HouseholdPairFactory(household=home, deputy=deputy)
    return made


def photo(width=3000, height=2000, held=6):
    """A photo as a phone takes it: lying, with a note how it was held."""
    picture = Image.effect_noise((width, height), 90).convert("RGB")
    notes = Image.Exif()
    notes[0x0112] = held
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=85, exif=notes)
    return {"name": "DCIM_1.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def test_a_deputy_away_for_forty_days_scans_in_wechat_and_taps_once(person, tree, deputy, live_server):
    code = CodeFactory(station=tree.zhongshan)
    token = accounts.bind_phone(deputy.user, by=deputy.user, agent=WECHAT).token
    PhoneKey.objects.update(renewed_at=timezone.now() - timedelta(days=40))
    phone = person(user_agent=WECHAT, service_workers="block", **PHONE)
    phone.add_init_script(WITHOUT)
    phone.context.add_cookies([{"name": cookie_name(), "value": token, "url": live_server.url}])
    phone.goto(code.get_absolute_url())
    phone.get_by_role("button", name="签到", exact=True).click()
    phone.get_by_role("heading", name="签到成功").wait_for()
    assert CheckIn.objects.get().deputy == deputy
    phone.goto(code.get_absolute_url())
    phone.get_by_text("已在这里签到").wait_for()
    assert_accessible(phone)


def test_a_scanner_in_wechat_promises_nothing_that_it_cannot_keep(person, deputy):
    phone = person(deputy.user, user_agent=WECHAT, service_workers="block", **PHONE)
    phone.add_init_script(WITHOUT)
    phone.goto("/stations/scan/")
    phone.get_by_text("断网后打不开本页").wait_for()
    phone.get_by_text("这个浏览器不能打开相机").wait_for()
    assert not phone.get_by_text("以后没有网络也能打开它").is_visible()
    assert not phone.get_by_role("button", name="打开相机扫码").is_visible()


def test_a_visit_on_a_bus_whose_network_answers_nothing_is_kept_and_sent_later(person, deputy, homes):
    phone = person(deputy.user, **PHONE)
    phone.clock.install()
    phone.goto(f"/visits/new/?household={homes[0].pk}")
    phone.fill("[name=note]", "老人腿脚不便，想装扶手")
    held = []
    phone.route(
        "**/visits/new/**", lambda asked: held.append(asked) if asked.request.method == "POST" else asked.continue_()
    )
    with phone.expect_request(lambda asked: asked.method == "POST"):
        phone.get_by_role("button", name="见到了，记下").click()
    phone.get_by_text("已存在手机里，正在上传").wait_for()
    phone.evaluate("1")
    assert len(held) == 1
    phone.clock.run_for(16_000)
    phone.get_by_text("已存在手机里：还有 1 条走访等待上传").wait_for()
    assert not Visit.objects.exists()
    phone.unroute("**/visits/new/**")
    phone.goto(f"/visits/new/?household={homes[1].pk}")
    phone.get_by_text("刚才存下的 1 条走访已上传").wait_for()
    assert Visit.objects.get().note == "老人腿脚不便，想装扶手"


def test_what_three_tabs_keep_without_network_is_all_sent_once(person, deputy, homes):
    first = person(deputy.user, **PHONE)
    tabs = [first, first.context.new_page(), first.context.new_page()]
    for tab, home in zip(tabs, homes, strict=True):
        tab.goto(f"/visits/new/?household={home.pk}")
    first.context.set_offline(True)
    for tab in tabs:
        tab.get_by_role("button", name="没人在家").click()
        tab.get_by_text("条走访等待上传").wait_for()
    first.context.set_offline(False)
    until(lambda: Visit.objects.count() == 3, 20)
    assert {visit.household_id for visit in Visit.objects.all()} == {home.pk for home in homes}
    first.goto(f"/visits/new/?household={homes[0].pk}")
    waiting = """() => new Promise((resolve) => {
      const request = indexedDB.open("yunhe-queue", 1);
      request.onsuccess = () => {
        const all = request.result.transaction("entries").objectStore("entries").getAll();
        all.onsuccess = () => { request.result.close(); resolve(all.result.length); };
      };
    })"""
    until(lambda: first.evaluate(waiting) == 0, 20)


def test_a_session_that_ends_in_a_form_with_two_photos_loses_neither_words_nor_photos(person, deputy, homes, settings):
    visit = VisitFactory(household=homes[0], deputy=deputy)
    phone = person(deputy.user, **PHONE)
    address = f"/visits/{visit.pk}/finding/"
    phone.goto(address)
    phone.select_option("[name=category]", "housing")
    phone.fill("[name=text]", "三号楼的楼道灯坏了半个月，老人上下楼不便")
    phone.set_input_files("[name=photos]", [photo(), photo(1200, 900, 1)])
    phone.wait_for_timeout(1500)  # they are made smaller, and kept
    phone.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    phone.get_by_role("button", name="登记").click()
    phone.wait_for_url("**/accounts/sign-in/**")
    phone.fill("[name=username]", "liuruyan")
    phone.fill("[name=password]", PASSWORD)
    phone.get_by_role("button", name="登录").click()
    phone.get_by_text("已恢复您").wait_for()
    assert phone.input_value("[name=text]") == "三号楼的楼道灯坏了半个月，老人上下楼不便"
    until(lambda: phone.evaluate("document.querySelector('[name=photos]').files.length") == 2)
    phone.get_by_role("button", name="登记").click()
    phone.wait_for_url(lambda url: not url.endswith(address))  # the answer has come, not only the rows
    assert ConcernPhoto.objects.count() == 2
    phone.goto(address)
    phone.wait_for_timeout(300)
    assert phone.input_value("[name=text]") == ""


def test_a_voters_photo_is_made_small_and_upright_on_the_phone_and_back_keeps_everything(person, tree):
    code, phone = CodeFactory(station=tree.zhongshan), person(**PHONE)
    phone.goto(f"{code.get_absolute_url()}/concern/")
    phone.fill("[name=text]", "三号楼的楼道灯坏了半个月，请修一修")
    phone.select_option("[name=category]", "housing")
    phone.get_by_role("button", name="下一步").click()
    phone.fill("[name=voter_name]", "蓝小花")
    phone.set_input_files("[name=photos]", [photo()])
    size = "document.querySelector('[name=photos]').files[0].size"
    until(lambda: phone.evaluate(size) < 1_300_000)
    phone.wait_for_timeout(800)
    phone.get_by_role("button", name="返回修改").click()
    assert phone.input_value("[name=text]") == "三号楼的楼道灯坏了半个月，请修一修"
    phone.get_by_role("button", name="下一步").click()
    phone.get_by_text("已恢复您").wait_for()
    assert phone.input_value("[name=voter_name]") == "蓝小花"
    until(lambda: phone.evaluate("document.querySelector('[name=photos]').files.length") == 1)
    phone.get_by_role("button", name="提交").click()
    phone.get_by_text("请勾选同意").first.wait_for()
    until(lambda: phone.evaluate("document.querySelector('[name=photos]').files.length") == 1)
    phone.check("[name=agrees]")
    phone.evaluate("for (const n of [1, 2, 3]) document.querySelector('button[value=send]').click()")
    phone.wait_for_url("**/sent/")
    assert Concern.objects.count() == 1
    kept = Image.open(ConcernPhoto.objects.get().file)
    assert (kept.width, kept.height) == (1067, 1600)
    phone.go_back()
    phone.get_by_text("第 1 步").wait_for()
    assert "ERR_" not in phone.content()


@pytest.mark.parametrize("width", [320, 360, 390])
def test_in_large_type_nothing_scrolls_sideways_and_no_word_is_cut(person, tree, deputy, homes, width):
    code = CodeFactory(station=tree.zhongshan)
    phone = person(deputy.user, viewport={"width": width, "height": 740}, is_mobile=True, has_touch=True)
    wide = "document.documentElement.scrollWidth - window.innerWidth"
    cut = """[...document.querySelectorAll('.button, .landing-button, .tabbar a span')]
      .filter((one) => one.offsetParent && one.scrollWidth > one.clientWidth + 1 && one.clientWidth).map((one) => one.textContent.trim())"""
    pages = {
        "today": "/",
        "mine": "/households/mine/",
        "visit": f"/visits/new/?household={homes[0].pk}",
        "scan": "/stations/scan/",
        "code": "/stations/codes/mine/",
        "duties": "/stations/mine/",
        "account": "/accounts/me/",
        "station": code.get_absolute_url(),
        "concern": f"{code.get_absolute_url()}/concern/",
        "follow": "/m/",
    }
    found = {}
    for large in ("0", "1"):
        phone.goto("/m/")
        phone.evaluate("on => { document.cookie = `large_type=${on}; path=/`; }", large)
        for name, address in pages.items():
            phone.goto(address)
            if phone.evaluate(wide) > 0 or phone.evaluate(cut):
                found[name, large] = (phone.evaluate(wide), phone.evaluate(cut))
            if SHOTS:
                phone.screenshot(
                    path=str(Path(SHOTS) / f"{name}-{width}-{large}.png"), full_page=name in ("station", "scan")
                )
    assert found == {}


def test_the_voters_button_stands_above_the_fold_of_a_small_phone(person, tree):
    code = CodeFactory(station=tree.zhongshan)
    phone = person(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    phone.goto(code.get_absolute_url())
    box = phone.get_by_role("link", name="我要反映").bounding_box()
    assert box["y"] + box["height"] <= 740
    phone.evaluate("document.cookie = 'large_type=1; path=/'")
    phone.reload()
    box = phone.get_by_role("link", name="我要反映").bounding_box()
    assert box["y"] + box["height"] <= 740
