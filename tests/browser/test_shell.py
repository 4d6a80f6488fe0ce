"""The frame and the lists in a real browser: without script, by keyboard, with HTMX, for assistive technology."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PC, PHONE, assert_accessible
from tests.factories.deputies import DeputyFactory, MandateFactory
from yunhe.notices.tasks import deliver

ADDRESSES = (
    "/",
    "/deputies/",
    "/deputies/new/",
    "/notices/",
    "/lists/views/",
    "/jobs/",
    "/imports/new/",
    "/no-such-page/",
)


@pytest.fixture
def clerk(transactional_db, county, staff):
    user = staff(county.root)
    for name, home in [("蓝景山", county.zhongshan), ("梅雪君", county.shishan)]:
        MandateFactory(deputy=DeputyFactory(name=name, origin=county.chishi, residence=home))
    deliver([user], key="k", kind="ledger", title="台账已开启", url="/deputies/")
    return user


@pytest.fixture
def desk(person, clerk):
    """Return a function (**context options) -> page of the clerk, signed in; it notes every complaint and request."""

    def open_desk(**options):
        page = person(clerk, **options)
        page.complaints, page.asked = [], []
        page.on(
            "console", lambda said: page.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        return page

    return open_desk


def test_a_list_works_without_script(desk):
    page = desk(java_script_enabled=False, **PC)
    page.goto("/deputies/")
    page.fill("input[name=q]", "蓝")
    page.click("text=查询")
    assert page.locator("tbody tr").count() == 1
    page.click("thead a >> nth=0")
    assert "sort=" in page.url
    assert "q=" in page.url
    page.click("summary:has-text('视图')")
    page.fill("input[name=title]", "姓蓝的")
    page.click("text=保存视图")
    assert "已保存视图" in page.inner_text("main")
    page.click("summary:has-text('列')")
    page.uncheck("input[name=cols][value=phone]")
    page.click("text=应用")
    assert "手机" not in page.inner_text("thead")
    page.click("summary:has-text('导出')")
    with page.expect_download() as download:
        page.click("button:has-text('Excel')")
    assert download.value.suggested_filename.endswith(".xlsx")


def test_typing_narrows_the_list_in_place_and_back_returns(desk):
    page = desk(**PC)
    page.goto("/deputies/")
    page.evaluate("window.stays = true")
    page.fill("input[name=q]", "梅")
    page.wait_for_url("**/deputies/?*q=*")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert page.evaluate("window.stays")
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(2)
    assert page.complaints == []


def test_the_keyboard_reaches_the_content_and_the_menus(desk):
    page = desk(**PC)
    page.goto("/deputies/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.focus(".user-menu > summary")
    page.keyboard.press("Enter")
    assert page.locator(".user-menu-body").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".user-menu-body").is_visible()


def test_the_phone_opens_the_menu_also_without_script(desk):
    for options in (PHONE, {**PHONE, "java_script_enabled": False}):
        page = desk(**options)
        page.goto("/deputies/")
        assert not page.locator("#menu").is_visible()
        page.click(".menu-button")
        assert page.locator("#menu").is_visible()
        page.click(".sidebar-close")
        assert not page.locator("#menu").is_visible()


def test_large_type_grows_and_stays(desk):
    page = desk(java_script_enabled=False, **PC)
    page.goto("/notices/")
    before = page.locator("h1").bounding_box()["height"]
    page.click("text=长辈版")
    assert page.locator("h1").bounding_box()["height"] > before
    page.goto("/jobs/")
    assert page.locator("text=标准字号").is_visible()


@pytest.mark.parametrize("size", [PC, PHONE], ids=["pc", "phone"])
@pytest.mark.parametrize("large", ["0", "1"], ids=["usual", "large"])
def test_pages_are_accessible_fit_and_ask_only_this_site(desk, live_server, size, large):
    page = desk(**size)
    page.context.add_cookies([{"name": "large_type", "value": large, "url": live_server.url}])
    for address in ADDRESSES:
        page.goto(address)
        if (size is PC) == (large == "0"):  # the two looks that differ most; each rule once a page and look
            assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["viewport"]["width"], address
    assert [url for url in page.asked if not url.startswith((live_server.url, "data:"))] == []
