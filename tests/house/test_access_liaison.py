"""Who opens what of liaison (tests.house.access)."""

import pytest

from tests.house.access import Access

pytestmark = pytest.mark.long


class TestLiaison(Access):
    """The pages of the county's work."""

    apps = ("liaison",)
