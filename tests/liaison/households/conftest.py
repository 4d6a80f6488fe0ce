"""Deputies of 赤石乡 and households that moved from 双林村 to 中山社区."""

from datetime import timedelta

import pytest
from django.utils import timezone

from deputies.people.enums import CongressLevel
from liaison.visits.models import Visit
from tests.factories.contacts import HouseholdFactory, HouseholdPairFactory
from tests.factories.deputies import CongressTermFactory, DeputyFactory, MandateFactory
from yunhe.accounts.enums import Role


@pytest.fixture
def elect(county):
    """Return a function (level="township", **facts) -> serving deputy of 赤石乡 who lives in 中山社区."""

    def make(level=CongressLevel.TOWNSHIP, **facts):
        deputy = DeputyFactory(**{"origin": county.chishi, "residence": county.zhongshan, **facts})
        area = county.root if level == CongressLevel.COUNTY else deputy.origin
        MandateFactory(deputy=deputy, level=level, term=CongressTermFactory(area=area, level=level))
        return deputy

    return make


@pytest.fixture
def household(county):
    """Return a function (deputy=None, **facts) -> household from 双林村 in 中山社区, kept in touch with by `deputy`."""

    def make(deputy=None, **facts):
        made = HouseholdFactory(**{"village": county.shuanglin, "community": county.zhongshan, **facts})
        if deputy:
            HouseholdPairFactory(deputy=deputy, household=made)
        return made

    return make


@pytest.fixture
def clerk(county, staff):
    """Office staff of 赤石乡."""
    return staff(county.chishi, name="赤石乡干事")


@pytest.fixture
def deputy_user(county, appoint, elect):
    """Return a function **facts -> serving deputy of 赤石乡 with an account (`.user`)."""

    def make(**facts):
        return elect(user=appoint(Role.DEPUTY, county.chishi), **facts)

    return make


@pytest.fixture
def deputy(deputy_user):
    """A serving deputy with an account."""
    return deputy_user()


@pytest.fixture
def visited(deputy):
    """Return a function (household, days ago=0, **facts) -> Visit by the deputy."""

    def make(household, ago=0, **facts):
        day = timezone.localdate() - timedelta(days=ago)
        return Visit.objects.create(household=household, deputy=deputy, on=day, recorded_by="代表", **facts)

    return make
