"""赤石乡 and 浮云街道 with one co-managed deputy between them, and everybody around."""

import pytest

from liaison.registration.enums import RegistrationState
from tests.factories.registration import RegistrationFactory


@pytest.fixture
def registration(county, cast):
    """The registration that makes the two units a pair."""
    return RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=RegistrationState.CO_MANAGED)
