"""Benchmark: how soon a phone on a slow network shows a page that it has never opened, and what the page weighs.

Run: python -m tests.benchmarks.slow_phone [--rounds 5]. It starts throw-away services, collects the static files as the image does,
starts the production server, and drives Chromium with 400 kbps, 400 ms to the server and back, and a processor four times as slow.
Exit code 1 where the median of a page is above three seconds, or a page is heavier than promised: 60 KB and 8 requests where voters
are, 150 KB where deputies are.

The seconds are those of the network above all: of three, one goes into the connection and the page, one into the style sheet.
A machine that is busy with other things shows more.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta

from tests.benchmarks import phones
from tests.benchmarks.rounds import Ratio, report

KBPS, WAY_MS, SLOWER = 400, 400, 4
SECONDS = "≤ 3"
VOTER, DEPUTY = (60, 8), (150, 60)  # KB and requests
LEFT_OUT = ["echarts.[!m]*", "extension", "dom.*", "src", "import_export"]  # the image copies only what is used
SHOWN = "new Promise((done) => new PerformanceObserver((list) => list.getEntriesByName('first-contentful-paint').forEach((one) => done(one.startTime))).observe({type: 'paint', buffered: true}))"  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page to measure: its name for people, its address, whose cookies the phone has, what it may weigh."""

    name: str
    address: str
    cookies: dict[str, str]
    most: tuple[int, int]


def fill() -> list[Page]:
    """Write a county with a full station and a busy deputy; return the pages to measure."""
    from django.utils import timezone

    from stations.activities.models import Activity
    from tests.factories.accounts import AppointmentFactory
    from tests.factories.areas import make_county
    from tests.factories.concerns import ConcernFactory
    from tests.factories.contacts import HouseholdFactory, HouseholdPairFactory
    from tests.factories.deputies import DeputyFactory, MandateFactory
    from tests.factories.stations import ActivityFactory, CheckInFactory, CodeFactory, make_tree
    from tests.kit.sessions import session_of
    from yunhe.accounts.enums import Role
    from yunhe.accounts.phones import cookie_name
    from yunhe.accounts.workflow import bind_phone

    county = make_county()
    tree = make_tree(county)
    code = CodeFactory(station=tree.zhongshan)
    user = AppointmentFactory(role=Role.DEPUTY, area=county.chishi).user
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan, user=user)
    MandateFactory(deputy=deputy)
    for at in range(20):
        home = HouseholdFactory(village=county.shuanglin, community=county.zhongshan)
        HouseholdPairFactory(household=home, deputy=deputy)
        if at % 4 == 0:
            day = timezone.now() + timedelta(days=at + 1)
            one = ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan, starts_at=day)
            Activity.objects.filter(pk=one.pk).update(ends_at=day + timedelta(hours=2))
            CheckInFactory(deputy=deputy, station=tree.zhongshan, at=timezone.now() - timedelta(days=at + 1))
            ConcernFactory(place=county.zhongshan)
    nobody: dict[str, str] = {}
    signed_in = {"sessionid": session_of(user)}
    bound = {cookie_name(): bind_phone(user, by=user, agent="").token}
    place = code.get_absolute_url()
    return [
        Page("选民：扫码落地页", place, nobody, VOTER),
        Page("选民：我要反映", f"{place}/concern/", nobody, VOTER),
        Page("选民：查询", "/m/", nobody, VOTER),
        Page("绑定的手机：扫码签到", place, bound, DEPUTY),
        Page("登录", "/accounts/sign-in/", nobody, DEPUTY),
        Page("代表：今天", "/", signed_in, DEPUTY),
        Page("代表：扫码", "/stations/scan/", signed_in, DEPUTY),
        Page("代表：我的选民", "/households/mine/", signed_in, DEPUTY),
    ]


def measured(browser, base: str, page: Page) -> tuple[float, int, float]:
    """Open `page` in a browser that knows nothing yet; return the seconds to the first paint, the requests and the KB they took."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, service_workers="block"
    )
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in page.cookies.items()])
    tab = context.new_page()
    line = context.new_cdp_session(tab)
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    line.send("Network.enable")
    bytes_a_second = KBPS * 1000 / 8
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": WAY_MS, "downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second},
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answer = tab.goto(base + page.address, wait_until="load", timeout=60_000)
    if answer is None or answer.status != 200 or tab.url.removeprefix(base) != page.address:
        sys.exit(f"{page.name}: not shown, {tab.url}")
    shown = tab.evaluate(SHOWN) / 1000
    tab.wait_for_load_state("networkidle")
    context.close()
    return shown, len(sizes), sum(sizes) / 1024


def main() -> None:
    """Measure each page in turn, round by round, and report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    from playwright.sync_api import sync_playwright

    seconds: dict[str, list[float]] = {}
    heavy = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"STATIC_ROOT": folder, "STATIC_FROM_SOURCE": "0"}
        with phones.database():
            from django.core.management import call_command

            from tests.browser.conftest import ARGUMENTS, CHROMIUM

            call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=LEFT_OUT)
            pages = fill()
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in this thread
            with phones.web_server() as server, sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
                base = f"http://127.0.0.1:{server.port}"
                for at in range(rounds + 1):  # the first warms the server up
                    for page in pages:
                        shown, requests, size = measured(browser, base, page)
                        seconds.setdefault(page.name, []).extend([shown] if at else [])
                        if at == rounds:
                            print(f"{page.name}: {shown:.2f} s, {requests} requests, {size:.0f} KB")
                            most = page.most
                            heavy += [page.name] if size > most[0] or requests > most[1] else []
                browser.close()
    if heavy:
        sys.exit(f"× heavier than promised: {', '.join(heavy)}")
    report(*(Ratio(f"慢 3G 第一次打开，{name}", "一秒", SECONDS, values) for name, values in seconds.items()))


if __name__ == "__main__":
    main()
