"""The money of 赤石乡, 石塘镇 and 浮云街道, and who keeps it."""

import pytest

from liaison.funds.enums import FundLevel
from tests.factories.funds import FundLineFactory
from yunhe.accounts.enums import Role


@pytest.fixture
def keeper(county, appoint):
    """Return a function area -> who keeps the money of that office; the same person each time."""
    known = {}

    def make(area):
        if area.pk not in known:
            known[area.pk] = appoint(Role.FINANCE, area, name=f"{area.name}经费")
        return known[area.pk]

    return make


@pytest.fixture
def line(county):
    """Return a function (office, cents, **facts) -> line of this year; a township's is township-level."""

    def make(office, cents=0, **facts):
        own = FundLevel.TOWNSHIP if office in (county.chishi, county.shitang) else FundLevel.COUNTY
        return FundLineFactory(office=office, cents=cents, **{"level": own, **facts})

    return make
