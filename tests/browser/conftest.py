"""A real Chromium, a real web server and a real Celery worker for the browser stories."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as live_settings

from tests.kit import settled
from tests.kit.databases import address
from tests.kit.sessions import session_of
from yunhe.celery import app as celery_app
from yunhe.local import bootstrap

CHROMIUM = bootstrap.browser()
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}
PC = {"viewport": {"width": 1280, "height": 800}}


def pytest_collection_modifyitems(items):
    """Mark every test of this folder; without Chromium skip loudly, and fail in CI."""
    for item in items:
        if Path(__file__).parent not in Path(item.fspath).parents:
            continue
        item.add_marker(pytest.mark.browser)
        if not CHROMIUM and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="没有 Chromium，浏览器测试未运行：请安装 chromium 后重试"))


@pytest.fixture(scope="session")
def chromium():
    """Return a headless browser that is closed at the end of the session."""
    from playwright.sync_api import sync_playwright  # here, so that the other tests do not need it

    settled.settle()
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's sync API keeps a loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


def until(found, seconds=60):
    """Return what `found` returns once it is true; fail after so many seconds."""
    deadline = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
    return result


def assert_accessible(page):
    """Assert that the page breaks none of the accessibility rules (WCAG 2.1 AA)."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found], page.url


@pytest.fixture
def queue():
    """A queue of this process alone, so that tests side by side do not take each other's tasks."""
    before = celery_app.conf.task_default_queue
    celery_app.conf.task_default_queue = f"test-{os.getpid()}"
    yield celery_app.conf.task_default_queue
    celery_app.conf.task_default_queue = before


@pytest.fixture(scope="session")
def worker_process(django_db_setup, live_server, tmp_path_factory):
    """A real Celery worker process on the test database, for all tests of this process; returns it and its files' folder."""
    folder = tmp_path_factory.mktemp("worker")
    environment = {
        **os.environ,
        "DATABASE_URL": address(),
        "MEDIA_ROOT": str(folder / "media"),
        "SITE_URL": live_server.url,
        "CELERY_QUEUE": f"test-{os.getpid()}",
    }
    log = folder / "worker.log"
    words = ("-m", "celery", "-A", "yunhe", "worker", "-P", "threads", "-c", "2", "-l", "INFO")
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, *words], env=environment, stdout=output, stderr=subprocess.STDOUT)
    deadline = time.monotonic() + 60
    while b"ready." not in log.read_bytes():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)
    yield process, folder / "media"
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def worker(worker_process, live_server, queue, settings):
    """A real Celery worker process, whose codes open the test's web server; returns the process."""
    process, settings.MEDIA_ROOT = worker_process
    settings.SITE_URL = live_server.url
    return process


@pytest.fixture
def person(chromium, live_server):
    """Return a function (user or None, **context options) -> page of that person's own browser, signed in already.

    The sign-in form itself is gone through in test_session_clock.
    """
    contexts = []

    def open_for(user=None, **options):
        context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", base_url=live_server.url, **options)
        contexts.append(context)
        if user is not None:
            name = live_settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": session_of(user), "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(30_000)  # the first page of a cold start, measured, beside two others
        return page

    yield open_for
    for context in contexts:
        context.close()
