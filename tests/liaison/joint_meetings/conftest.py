"""赤石乡 and 浮云街道 with one co-managed deputy between them, and everybody around."""

import pytest

from liaison.registration.enums import RegistrationState
from tests.factories.registration import RegistrationFactory
from yunhe.accounts.enums import Role


@pytest.fixture
def cast(county, appoint):
    """Return {actor: User}."""
    return {
        "origin": appoint(Role.OFFICE_STAFF, county.chishi),
        "residence": appoint(Role.OFFICE_STAFF, county.fuyun),
        "county": appoint(Role.COUNTY_OFFICE, county.root),
        "stranger": appoint(Role.OFFICE_STAFF, county.shitang),
        "keeper": appoint(Role.POINT_KEEPER, county.zhongshan),
    }


@pytest.fixture
def registration(county, cast):
    """The registration that makes the two units a pair."""
    return RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=RegistrationState.CO_MANAGED)
