"""Takes the pictures under docs/screenshots from a running demo county: `make screenshots` while `make run` is up.

The main pages, each at PC and phone width. Prints one line per picture; exit code 1 when a page answers with an error.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from yunhe.local import bootstrap

BASE = os.environ.get("BASE_URL", "http://127.0.0.1:8000")
TARGET = Path(os.environ.get("SCREENSHOTS", "docs/screenshots"))
PASSWORD = os.environ.get("DEMO_PASSWORD", "Yunhe-2026")
SIZES = {"pc": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
FIRST_ROW = "main table tbody a"
# name: (sign-in name or None, address, selectors of links to follow, whether a voter opens the last one)
PAGES: dict[str, tuple[str | None, str, tuple[str, ...], bool]] = {
    "sign-in": (None, "/accounts/sign-in/", (), False),
    "home": ("fuyun", "/", (), False),
    "deputies": ("chishi", "/deputies/", (), False),
    "deputy": ("chishi", "/deputies/?living=elsewhere", (FIRST_ROW,), False),
    "registrations": ("fuyun", "/registrations/", (), False),
    "registration": ("fuyun", "/registrations/?state=submitted", (FIRST_ROW,), False),
    "ledger": ("chishi", "/ledger/", ("main a[href^='/ledger/20']:not([href*='?'])",), False),
    "stations": ("xianrenda", "/stations/", (), False),
    "county": ("xianrenda", "/county/", (), False),
    "duties": ("xianrenda", "/obligations/compliance/", (), False),
    "joint": ("xianrenda", "/joint-meetings/", (), False),
    "concerns": ("fuyun", "/concerns/", (), False),
    "imports": ("chishi", "/imports/new/", (), False),
    "today": ("daibiao2", "/", (), False),
    "landing": ("zhongshan-sq", "/stations/codes/", (FIRST_ROW, "main a[href^='/c/']"), True),
}


def sign_in(page: Page, username: str) -> None:
    """Sign `page` in as a demo account."""
    page.goto(f"{BASE}/accounts/sign-in/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state("networkidle")


def take(browser: Browser, name: str, size: str) -> bool:
    """Take one picture; return whether the page answered well."""
    username, address, follow, as_voter = PAGES[name]
    context = browser.new_context(viewport=SIZES[size], device_scale_factor=1, locale="zh-CN")
    page = context.new_page()
    if username:
        sign_in(page, username)
    answer = page.goto(BASE + address)
    for selector in follow:
        address = page.locator(selector).first.get_attribute("href") or "/"
        answer = page.goto(BASE + address)
    if as_voter:
        context.clear_cookies()
        answer = page.goto(BASE + address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=TARGET / f"{name}-{size}.png", full_page=size == "phone")
    well = bool(answer and answer.ok)
    print(f"{name}-{size}.png {answer.status if answer else '—'}")
    context.close()
    return well


def main() -> int:
    """Take all pictures named on the command line, or every one."""
    TARGET.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:] or list(PAGES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=bootstrap.browser(), args=list(CHROMIUM))
        results = [take(browser, name, size) for name in wanted for size in SIZES]
        browser.close()
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
