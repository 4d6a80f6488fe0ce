"""An activity of 浮云街道 that is over, the clerk who ran it, and deputies who were invited."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stations.activities.enums import ActivityState, InvitationState, InviteeGroup
from stations.activities.models import Invitation
from tests.factories.stations import ActivityFactory, CheckInFactory

HOUR = timedelta(hours=1)


@pytest.fixture
def clerk(county, staff):
    """Office staff of 浮云街道."""
    return staff(county.fuyun)


@pytest.fixture
def activity(county, tree):
    """Return a function (**facts) -> activity of 浮云街道, held yesterday unless told otherwise."""

    def make(**facts):
        given = {
            "organising_area": county.fuyun,
            "station": tree.zhongshan,
            "starts_at": timezone.now() - 24 * HOUR,
            "state": ActivityState.HELD,
        }
        return ActivityFactory(**{**given, **facts})

    return make


@pytest.fixture
def invite():
    """Return a function (activity, deputy, state, came) that writes an invitation and, if so, a check-in."""

    def make(activity, deputy, state=InvitationState.COMING, came=False):
        since = timezone.now() if state == InvitationState.WAITING else None
        made = Invitation.objects.create(
            activity=activity, deputy=deputy, group=InviteeGroup.ADDED, state=state, in_line_since=since
        )
        if came:
            CheckInFactory(deputy=deputy, activity=activity)
        return made

    return make
