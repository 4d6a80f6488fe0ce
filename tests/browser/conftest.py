"""A real Chromium, a real web server and a real Celery worker for the browser stories."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from yunhe.celery import app as celery_app

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
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

    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's sync API keeps a loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def queue():
    """A queue of this test alone, so that tests side by side do not take each other's tasks."""
    before = celery_app.conf.task_default_queue
    celery_app.conf.task_default_queue = f"test-{os.getpid()}-{time.monotonic_ns()}"
    yield celery_app.conf.task_default_queue
    celery_app.conf.task_default_queue = before


def _database_url() -> str:
    """Return the address of the test database, by socket folder or by host."""
    facts = connection.settings_dict
    who = f"{facts['USER']}:{facts['PASSWORD']}" if facts["PASSWORD"] else facts["USER"]
    if not facts["HOST"] or facts["HOST"].startswith("/"):
        return f"postgres://{who}@/{facts['HOST']}/{facts['NAME']}"
    return f"postgres://{who}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"


@pytest.fixture
def worker(live_server, queue, settings, tmp_path):
    """A real Celery worker process on the test database, whose codes open the test's web server; returns the process."""
    settings.SITE_URL = live_server.url
    environment = {
        **os.environ,
        "DATABASE_URL": _database_url(),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "SITE_URL": settings.SITE_URL,
        "CELERY_QUEUE": queue,
    }
    log = (tmp_path / "worker.log").open("wb")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "yunhe",
            "worker",
            "-P",
            "threads",
            "-c",
            "2",
            "-l",
            "INFO",
        ],
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    deadline = time.monotonic() + 30
    while b"ready." not in (tmp_path / "worker.log").read_bytes():
        assert process.poll() is None, (tmp_path / "worker.log").read_text()
        assert time.monotonic() < deadline, (tmp_path / "worker.log").read_text()
        time.sleep(0.1)
    yield process
    process.terminate()
    process.wait(timeout=20)
    log.close()


@pytest.fixture
def person(chromium, live_server):
    """Return a function (user or None, **context options) -> page of that person's own browser."""
    contexts = []

    def open_for(user=None, *, password=None, **options):
        context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        if user is not None:
            page.goto("/accounts/sign-in/")
            page.fill("input[name=username]", user.username)
            page.fill("input[name=password]", password)
            page.click("main button[type=submit]")
            page.wait_for_load_state()
        return page

    yield open_for
    for context in contexts:
        context.close()
