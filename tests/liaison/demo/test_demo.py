"""The demo county loads as a whole, with the published figures and something to see in every state of an activity's records."""

import pytest
from django.core.management import call_command

from liaison.demo.load import DemoRefusedError, load_demo
from liaison.desk import queries
from stations.activities.enums import FollowUpState, MinutesState, TopicState
from stations.activities.models import ActivityCost, ActivityPhoto, ActivitySeries, FollowUp, Minutes, Topic
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area


@pytest.mark.django_db
def test_the_demo_county_loads_with_the_published_figures_and_only_once():
    call_command("load_areas", verbosity=0)
    county = Area.objects.get(kind=AreaKind.COUNTY)
    load_demo(county)
    rates = queries.residence_rates(county)
    assert (rates["county"]["rate"], rates["township"]["rate"]) == ("87.18", "64.51")
    states = set(FollowUp.objects.values_list("state", flat=True))
    assert states >= {FollowUpState.OPEN, FollowUpState.DONE}
    assert FollowUp.objects.late().exists()
    assert set(Topic.objects.values_list("state", flat=True)) >= {TopicState.CLOSED, TopicState.SUPERVISING}
    assert Minutes.objects.filter(state=MinutesState.PUBLISHED, activity__check_ins__isnull=False).exists()
    assert all(photo.small.storage.exists(photo.small.name) for photo in ActivityPhoto.objects.all())
    assert ActivityCost.objects.exists()
    assert all(series.activities.exists() for series in ActivitySeries.objects.all())
    with pytest.raises(DemoRefusedError):
        load_demo(county)
