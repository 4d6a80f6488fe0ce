"""A pytest plugin (`-p yunhe.local.testing`): throw-away services where DATABASE_URL or REDIS_URL is missing.

It works before Django's settings load. The first process starts the servers, the parallel ones inherit the addresses;
each of them uses a Redis database of its own. Nothing is shared with `make run` or with another test run. At the end of a
run it says how much of the product the tests go through (yunhe.local.covered).
"""

import contextlib
import gc
import os
import re
import signal
import sys

import pytest

from yunhe.local import covered
from yunhe.local.services import throw_away_services
from yunhe.local.state import LocalServiceError

# Three workers and some forty child processes would each compile the whole program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
_services = contextlib.ExitStack()


def _stop_on_terminate(number, frame):
    raise SystemExit(128 + number)


def pytest_addoption(parser):
    """`--slow`: long proofs, and the others at full length."""
    parser.addoption("--slow", action="store_true", help="with the long proofs, all at full length (docs/testing.md)")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    """Set the environment of this process before anything reads the settings."""
    signal.signal(signal.SIGTERM, _stop_on_terminate)
    try:
        _services.enter_context(throw_away_services(with_tables=True))
    except LocalServiceError as error:
        print(f"× {error}", file=sys.stderr)
        raise pytest.UsageError(str(error)) from error
    worker = re.fullmatch(r"gw(\d+)", os.environ.get("PYTEST_XDIST_WORKER", ""))
    if worker and re.search(r"/0?$", os.environ["REDIS_URL"]):
        os.environ["REDIS_URL"] = re.sub(r"/0?$", f"/{1 + int(worker[1]) % 60}", os.environ["REDIS_URL"])
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave the proofs to --slow; begin with the tests that take longest, so that no process is left alone with them."""
    if not config.getoption("slow"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("proof")])
        items[:] = [item for item in items if not item.get_closest_marker("proof")]
    first = ("services", "browser", "long")
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in first))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """Spare the collector of garbage the half million objects that stay until the end: it would look at them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_terminal_summary(terminalreporter, config):
    """Say how many lines of the product the last measured run went through; a run that measures says it itself."""
    if not hasattr(config, "workerinput") and not covered.is_measuring():
        terminalreporter.write_line(covered.last_figure())


def pytest_unconfigure():
    """Stop what this process started."""
    _services.close()
