"""A tree of stations, its people, and concerns in any state."""

import pytest
from django.core.cache import cache

from liaison.concerns.enums import ConcernState
from tests.factories.concerns import ConcernFactory, HandlingUnitFactory, as_demanded
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import Tree, make_tree
from yunhe.accounts.enums import Role


@pytest.fixture(autouse=True)
def fresh_counts():
    """Forget what the guard has counted."""
    cache.clear()


@pytest.fixture
def tree(county) -> Tree:
    """1+11+N of the test county and the urban station of 赤石 in 浮云."""
    return make_tree(county)


@pytest.fixture
def clerk(county, staff):
    """Office staff of 浮云街道, which leads what happens in 中山社区."""
    return staff(county.fuyun, name="浮云干事")


@pytest.fixture
def keeper(county, appoint):
    """The keeper of 中山社区."""
    return appoint(Role.POINT_KEEPER, county.zhongshan, name="中山联络员")


@pytest.fixture
def deputy(county, appoint):
    """A serving deputy of 赤石 who lives in 中山社区, with an account."""
    user = appoint(Role.DEPUTY, county.chishi, name="钟新苗")
    found = DeputyFactory(name="钟新苗", origin=county.chishi, residence=county.zhongshan, user=user)
    MandateFactory(deputy=found)
    return found


@pytest.fixture
def unit(county, appoint):
    """县住建局 with one person."""
    made = HandlingUnitFactory(area=county.root, name="县住建局")
    made.members.add(appoint(Role.HANDLING_UNIT, county.root, name="住建经办"))
    return made


@pytest.fixture
def concern(county):
    """Return a function state, **facts -> a concern of somebody from 赤石 who lives in 中山社区."""

    def make(state=ConcernState.RECEIVED, **facts):
        given = {"place": county.zhongshan, "origin": county.chishi, "residence": county.zhongshan}
        if state == ConcernState.MERGED and "merged_into" not in facts:
            facts["merged_into"] = make()
        demanded = as_demanded(state, point=county.zhongshan)
        if facts.get("is_direct") or facts.get("handling_unit"):
            demanded.pop("handling_point", None)
        return ConcernFactory(**{**given, "state": state, **demanded, **facts})

    return make
