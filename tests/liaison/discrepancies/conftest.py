"""A co-managed registration from 赤石乡 to 中山社区, and everybody around it."""

import pytest

from liaison.registration.enums import RegistrationState
from tests.factories.registration import RegistrationFactory
from yunhe.accounts.enums import Role


@pytest.fixture
def cast(county, appoint):
    """Return {actor: User} around a registration from 赤石乡 to 中山社区."""
    return {
        "origin": appoint(Role.OFFICE_STAFF, county.chishi),
        "residence": appoint(Role.OFFICE_STAFF, county.fuyun),
        "community": appoint(Role.POINT_KEEPER, county.zhongshan),
        "deputy": appoint(Role.DEPUTY, county.chishi),
        "county": appoint(Role.COUNTY_OFFICE, county.root),
        "stranger": appoint(Role.OFFICE_STAFF, county.shitang),
        "stranger_keeper": appoint(Role.POINT_KEEPER, county.dongmen),
    }


@pytest.fixture
def registration(county, cast):
    """The registration; phone, address and household of the deputy are known."""
    registration = RegistrationFactory(
        origin=county.chishi, community=county.zhongshan, state=RegistrationState.CO_MANAGED
    )
    deputy = registration.deputy
    deputy.user, deputy.phone, deputy.address, deputy.household_at_home = (
        cast["deputy"],
        "16905780001",
        "示例小区1幢101室",
        True,
    )
    deputy.save()
    return registration
