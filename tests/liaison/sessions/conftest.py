"""A township session of two half-days to which three deputies of 赤石乡 are called, one of whom lives in 中山社区."""

from datetime import timedelta

import pytest
from django.utils import timezone

from liaison.sessions import workflow
from liaison.sessions.enums import AttendanceStatus, SessionKind
from tests.factories.deputies import CongressTermFactory, DeputyFactory, MandateFactory


@pytest.fixture
def mandates(county, cast):
    """Seats of the township congress of 赤石乡; the first is of the deputy of the cast, who lives in 中山社区."""
    deputy = DeputyFactory(
        name="蓝天", name_pinyin="lan tian", origin=county.chishi, residence=county.zhongshan, user=cast["deputy"]
    )
    others = [DeputyFactory(origin=county.chishi, residence=county.shuanglin) for _ in range(2)]
    return [MandateFactory(deputy=one) for one in (deputy, *others)]


@pytest.fixture
def convene(mandates, cast, county):
    """Return a function (days ago, number, **facts) -> the session of the congress that the office of 赤石乡 has called."""

    def call(ago=1, number=1, **facts):
        on = timezone.localdate() - timedelta(days=ago)
        known = {"kind": SessionKind.CONGRESS, "begins_on": on, "ends_on": on, "number": number, "place": "乡政府"}
        term = CongressTermFactory(area=county.chishi)
        return workflow.convene(term, by=cast["origin"], **{**known, **facts})

    return call


@pytest.fixture
def session(convene):
    return convene()


@pytest.fixture
def roll(cast):
    """Return a function (session, {mandate: status}, **facts): call the roll of all half-days; whoever is not named is present."""

    def call(session, marks=None, *, by=None, reason=""):
        said = {mandate.pk: status for mandate, status in (marks or {}).items()}
        called = {
            summons.pk: said.get(summons.mandate_id, AttendanceStatus.PRESENT) for summons in session.summonses.all()
        }
        return [
            workflow.call_roll(sitting, by=by or cast["origin"], marks=called, reason=reason)
            for sitting in session.sittings.all()
        ]

    return call


def summons_of(session, mandate):
    """Return the summons of `mandate` to `session`."""
    return session.summonses.get(mandate=mandate)
