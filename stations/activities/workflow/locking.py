"""Locking an activity, and the areas that its history concerns."""

from stations.activities.models import Activity
from yunhe.areas.models import Area


def locked_activity(pk: int) -> Activity:
    """Lock the activity's row until the transaction ends and return it with what policies ask."""
    rows = Activity.objects.select_for_update(of=("self",))
    return rows.select_related("organising_area", "station__location_area", "team__area", "team__partner").get(pk=pk)


def areas_of(activity: Activity) -> list[Area]:
    """Return the organising side and the host."""
    host = [activity.station.location_area] if activity.station else []
    return [activity.organising_area, *host, *(activity.team.areas if activity.team else [])]
