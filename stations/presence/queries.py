"""Reads about presence."""

from datetime import datetime

from deputies.people.models import Deputy
from stations.codes.models import Code
from stations.presence.models import SAME_VISIT, CheckIn


def visit_just_noted(deputy: Deputy, code: Code, now: datetime) -> CheckIn | None:
    """Return the stay that a scan of `code` now would only repeat: the deputy has just come here, None otherwise."""
    place = {"activity": code.activity_id} if code.activity_id else {"station": code.station_id, "activity": None}
    mine = CheckIn.objects.still_there().filter(deputy=deputy, at__lte=now, at__gte=now - SAME_VISIT, **place)
    return mine.order_by("-at").first()


def open_visit_at(deputy: Deputy, code: Code, now: datetime) -> CheckIn | None:
    """Return the stay that a scan of `code` now would end, None where it would begin one or say nothing new."""
    place = {"activity": code.activity_id} if code.activity_id else {"station": code.station_id, "activity": None}
    mine = CheckIn.objects.still_there().filter(deputy=deputy, **place).order_by("-at")[:5]
    return next((one for one in mine if one.is_ended_by(now)), None)
