"""The program's settings with the bare view among the addresses."""

from yunhe.settings import *  # noqa: F403 a settings file over another

ROOT_URLCONF = "tests.benchmarks.urls"
