"""Activities with the page that everybody may open: the one behind the activity's code."""

from collections.abc import Iterable

from stations.activities.models import Activity
from stations.codes.models import Code


def with_codes(activities: Iterable[Activity]) -> list[tuple[Activity, str]]:
    """Return `activities` in their order, each with the address of its code in force, "" where it has none. Two queries."""
    rows = list(activities)
    urls = {code.activity_id: code.get_absolute_url() for code in Code.objects.in_force().filter(activity__in=rows)}
    return [(row, urls.get(row.pk, "")) for row in rows]
