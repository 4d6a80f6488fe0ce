"""A pytest plugin (`-p yunhe.local.testing`): throw-away services where DATABASE_URL or REDIS_URL is missing.

It works before Django's settings load. The first process starts the servers, the parallel ones inherit the addresses;
each of them uses a Redis database of its own. Nothing is shared with `make run` or with another test run.
"""

import os
import re
import secrets
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import pytest

from yunhe.local.services import EmbeddedServices, configured
from yunhe.local.state import LocalServiceError

_started: list[tuple[EmbeddedServices, Path]] = []


def _stop_on_terminate(number, frame):
    raise SystemExit(128 + number)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    """Set the environment of this process before anything reads the settings."""
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    if not configured():
        folder = Path(tempfile.mkdtemp(prefix="yunhe-test-"))
        folder.chmod(0o711)  # as root the database server runs as nobody
        os.environ["STATE_DIR"] = str(folder)
        folder.joinpath("static").mkdir()
        services = EmbeddedServices(folder, throw_away=True)
        _started.append((services, folder))
        signal.signal(signal.SIGTERM, _stop_on_terminate)
        try:
            services.start()
        except LocalServiceError as error:
            _stop()
            print(f"× {error}", file=sys.stderr)
            raise pytest.UsageError(str(error)) from error
    worker = re.fullmatch(r"gw(\d+)", os.environ.get("PYTEST_XDIST_WORKER", ""))
    if worker and re.search(r"/0?$", os.environ["REDIS_URL"]):
        os.environ["REDIS_URL"] = re.sub(r"/0?$", f"/{1 + int(worker[1]) % 60}", os.environ["REDIS_URL"])
    return (yield)


def pytest_unconfigure():
    """Stop what this process started."""
    _stop()


def _stop():
    while _started:
        services, folder = _started.pop()
        services.stop()
        shutil.rmtree(folder, ignore_errors=True)
