"""The people of households serve here too."""

from tests.liaison.households.conftest import *  # noqa: F403 fixtures
