"""A deputy's open follow-ups go along, or back, when the registration moves on or ends."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from liaison.registration.enums import EndReason
from liaison.registration.handover import follow_ups as follow_up_handover
from liaison.registration.handover import mechanism as handover
from liaison.registration.handover.mechanism import Departure
from stations.activities.workflow import add_follow_up, finish_follow_up
from tests.factories.deputies import DeputyFactory, MandateFactory
from yunhe.kit.refusals import Refused


@pytest.fixture
def row(county, staff):
    """A follow-up that 浮云街道 gave to a deputy of 赤石."""
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan)
    MandateFactory(deputy=deputy)
    due_on = timezone.localdate() + timedelta(days=5)
    return add_follow_up(by=staff(county.fuyun), area=county.fuyun, title="充电位", due_on=due_on, owner_deputy=deputy)


def leaving(county, row, goes_to, **facts):
    return Departure(row.owner_deputy, county.fuyun, goes_to, EndReason.MOVED_ON, date(2026, 6, 1), **facts)


@pytest.mark.parametrize(
    ("place", "facts", "offered"),
    [("shishan", {}, ["keep", "back"]), (None, {}, ["back"]), ("shishan", {"serves_on": False}, ["back"])],
)
def test_what_is_offered(county, row, place, facts, offered):
    departure = leaving(county, row, getattr(county, place) if place else None, **facts)
    assert [choice.value for choice in follow_up_handover.items_of(departure)[0].choices] == offered


def test_it_is_given_back_or_kept_as_answered(county, staff, row):
    departure, by, field = leaving(county, row, county.shishan), staff(county.fuyun), f"handover-follow-ups-{row.pk}"
    handover.carry_out(departure, {field: "keep"}, by=by)
    row.refresh_from_db()
    assert row.owner_deputy_id == departure.deputy.pk
    outcome = handover.carry_out(departure, {field: "back"}, by=by)
    row.refresh_from_db()
    assert (row.owner_deputy, row.owner_area) == (None, county.fuyun)
    assert [one.done for one in outcome] == ["退回浮云街道"]


def test_one_that_was_finished_meanwhile_stops_the_move(county, staff, row):
    departure, by = leaving(county, row, county.shishan), staff(county.fuyun)
    finish_follow_up(row, by=by, result="好了")
    with pytest.raises(Refused, match="重新核对"):
        follow_up_handover.hand_over(departure, str(row.pk), "back", by)
