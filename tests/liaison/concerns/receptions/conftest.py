"""The people of stations receive voters here too."""

from tests.stations.conftest import *  # noqa: F403 fixtures
