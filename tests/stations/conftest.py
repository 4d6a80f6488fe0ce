"""A tree of stations and its people."""

import pytest

from deputies.people.models import Deputy
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import Tree, make_tree
from yunhe.accounts.enums import Role


@pytest.fixture
def tree(county) -> Tree:
    """1+11+N of the test county and the urban station of 赤石 in 浮云."""
    return make_tree(county)


@pytest.fixture
def serving(county):
    """Return a function **facts -> Deputy of 赤石 living in 中山社区 with a township mandate in force."""

    def make(**facts) -> Deputy:
        deputy = DeputyFactory(**{"origin": county.chishi, "residence": county.zhongshan, **facts})
        MandateFactory(deputy=deputy)
        return deputy

    return make


@pytest.fixture
def deputy_user(county, appoint, serving):
    """Return a function **facts -> User of a serving deputy."""

    def make(**facts):
        user = appoint(Role.DEPUTY, facts.get("origin", county.chishi))
        serving(user=user, **facts)
        return user

    return make


@pytest.fixture
def keeper(county, appoint):
    """Return a function point area -> its keeper."""

    def make(area, **facts):
        return appoint(Role.POINT_KEEPER, area, **facts)

    return make
