"""What waits at home: an office's and a deputy's follow-ups, and that each number is the length of the list behind it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stations.activities.workflow import add_follow_up, finish_follow_up
from tests.factories.deputies import DeputyFactory, MandateFactory
from yunhe.accounts.enums import Role
from yunhe.kit.waiting import waiting_for

DAY = timedelta(days=1)


@pytest.fixture
def give(county, staff):
    """Return a function (title, **owner) -> follow-up of 浮云街道, due in five days."""
    by = staff(county.fuyun)

    def make(title, **owner):
        return add_follow_up(by=by, area=county.fuyun, title=title, due_on=timezone.localdate() + 5 * DAY, **owner)

    return make


@pytest.mark.parametrize("place", ["fuyun", "zhongshan", "yuanhe"])
def test_the_number_at_the_office_is_the_length_of_its_list(county, staff, appoint, give, sign_in, place):
    give("社区一", owner_area=county.zhongshan)
    give("街道一", owner_area=county.fuyun)
    finish_follow_up(give("办完", owner_area=county.fuyun), by=staff(county.fuyun), result="好了")
    area = getattr(county, place)
    user = appoint(Role.POINT_KEEPER, area) if place == "zhongshan" else staff(area)
    line = next(line for line in waiting_for(user) if line.label == "后续事项待办")
    assert line.count == {"fuyun": 2, "zhongshan": 1, "yuanhe": 0}[place]
    page = sign_in(user).get(line.url).content.decode()
    assert [title for title in ("社区一", "街道一", "办完") if f">{title}</a>" in page] == (
        ["社区一", "街道一"] if place == "fuyun" else ["社区一"] if place == "zhongshan" else []
    )


def test_the_deputys_day_shows_what_is_to_be_done(county, appoint, give, sign_in):
    user = appoint(Role.DEPUTY, county.chishi)
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan, user=user)
    MandateFactory(deputy=deputy)
    client = sign_in(user)
    assert "请您跟进" not in client.get("/").content.decode()
    give("回访三户", owner_deputy=deputy)
    assert "回访三户" in client.get("/").content.decode()
