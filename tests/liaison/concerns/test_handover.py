"""What becomes of a deputy's open direct concerns when the file ends or moves on."""

import pytest
from django.utils import timezone

from liaison.concerns.enums import ConcernState
from liaison.concerns.handover import PROVIDER
from liaison.registration.handover.mechanism import Departure, providers
from yunhe.kit.refusals import Refused


def departure(deputy, county, *, serves_on=True):
    return Departure(deputy, county.fuyun, county.yuanhe, "moved_on", timezone.localdate(), serves_on)


def test_it_takes_part_in_every_handover():
    assert PROVIDER in list(providers)


def test_only_what_waits_for_the_deputy_is_offered(concern, deputy, county):
    waits = concern(ConcernState.ASSIGNED, is_direct=True, deputy=deputy)
    concern(ConcernState.TOLD, is_direct=True, deputy=deputy)
    concern(ConcernState.ASSIGNED)
    (item,) = PROVIDER.items(departure(deputy, county))
    assert item.key == str(waits.pk)
    assert [choice.value for choice in item.choices] == ["stay", "office"]
    (last,) = PROVIDER.items(departure(deputy, county, serves_on=False))
    assert [choice.value for choice in last.choices] == ["office"]


@pytest.mark.parametrize("state", [ConcernState.ASSIGNED, ConcernState.PAUSED])
def test_it_goes_to_the_office_or_stays(concern, deputy, county, clerk, state):
    thing = concern(state, is_direct=True, deputy=deputy)
    assert "继续答复" in PROVIDER.hand_over(departure(deputy, county), str(thing.pk), "stay", clerk)
    done = PROVIDER.hand_over(departure(deputy, county), str(thing.pk), "office", clerk)
    assert "已转" in done
    thing.refresh_from_db()
    assert (thing.state, thing.is_direct, thing.deputy) == ("received", False, deputy)
    assert thing.steps.last().by_user == clerk
    with pytest.raises(Refused):
        PROVIDER.hand_over(departure(deputy, county), str(thing.pk), "office", clerk)
