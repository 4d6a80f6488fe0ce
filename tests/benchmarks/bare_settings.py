"""The floor of a page: the same database and the same server, no middleware, three views of plain Django (`bare_urls`)."""

from yunhe.settings import *  # noqa: F403 a settings file over another

ROOT_URLCONF = "tests.benchmarks.bare_urls"
MIDDLEWARE: list[str] = []
