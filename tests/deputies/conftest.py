"""An insider, the other side and a stranger around one deputy."""

import pytest

from tests.factories.deputies import CongressTermFactory, DeputyFactory, MandateFactory
from yunhe.accounts.enums import Role


@pytest.fixture
def deputy(county):
    """A township deputy of 赤石乡 who lives in 中山社区 of 浮云街道."""
    deputy = DeputyFactory(
        name="单小满",
        name_pinyin="shan xiao man",
        name_initials="sxm",
        origin=county.chishi,
        residence=county.zhongshan,
        home_village=county.shuanglin,
        phone="16905780001",
        address="示例小区3幢501室",
    )
    MandateFactory(deputy=deputy, term=CongressTermFactory(area=county.chishi, level="township"))
    return deputy


@pytest.fixture
def insider(county, appoint):
    """Staff of the origin."""
    return appoint(Role.OFFICE_STAFF, county.chishi)


@pytest.fixture
def other_side(county, appoint):
    """Staff of the residence."""
    return appoint(Role.OFFICE_STAFF, county.fuyun)


@pytest.fixture
def stranger(county, appoint):
    """Staff of a third unit."""
    return appoint(Role.OFFICE_STAFF, county.shitang)
