"""Reads about presence."""

from datetime import datetime

from deputies.people.models import Deputy
from stations.codes.models import Code
from stations.presence.models import CheckIn


def open_visit_at(deputy: Deputy, code: Code, now: datetime) -> CheckIn | None:
    """Return the stay that a scan of `code` now would end, None where it would begin one or say nothing new."""
    place = {"activity": code.activity_id} if code.activity_id else {"station": code.station_id, "activity": None}
    mine = CheckIn.objects.still_there().filter(deputy=deputy, **place).order_by("-at")[:5]
    return next((one for one in mine if one.is_ended_by(now)), None)
