"""Offices, an obligation to be done, tasks that run at once."""

import pytest

from tests.factories.obligations import ObligationFactory, ObligationTemplateFactory
from yunhe.celery import app


@pytest.fixture
def at_once():
    """Run every task when it is handed over, in this process."""
    before = app.conf.task_always_eager, app.conf.task_eager_propagates
    app.conf.task_always_eager = app.conf.task_eager_propagates = True
    yield
    app.conf.task_always_eager, app.conf.task_eager_propagates = before


@pytest.fixture
def rule(county):
    """A quarterly rule of the county that asks for a file."""
    return ObligationTemplateFactory(area=county.root, title="人大街道工委会议")


@pytest.fixture
def obligation(county, rule):
    """The obligation of 浮云 under `rule`, open."""
    return ObligationFactory(template=rule, unit=county.fuyun)


@pytest.fixture
def shared(county, rule):
    """A obligation of 赤石 and 浮云 together, open."""
    return ObligationFactory(template=rule, unit=county.chishi, partner=county.fuyun, title="双向共管联席会议")
