"""Narrowing of areas."""

from django.db import models
from django.db.models import Q

from yunhe.areas.enums import POINTS, TOWNSHIPS, UNITS, AreaKind


def within_q(prefix: str, paths) -> Q:
    """Return the condition that the area at lookup `prefix` lies within one of `paths` (materialised paths, str).

    `prefix` is "" for Area itself or a relation name such as "origin". An empty `paths` matches nothing.
    """
    lookup = f"{prefix}__path__startswith" if prefix else "path__startswith"
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{lookup: path})
    return condition


class AreaQuerySet(models.QuerySet):
    def within(self, *areas):
        """Areas at or below any of `areas`."""
        return self.filter(within_q("", [area.path for area in areas]))

    def beside(self, *areas):
        """Areas of the counties in which `areas` lie."""
        return self.filter(within_q("", {area.county_path for area in areas}))

    def offered_to(self, user):
        """Areas of the counties that `user` works for: what lists and forms offer. Nobody's (None): all."""
        return self if user is None else self.filter(within_q("", user.county_paths))

    def counties_of(self, *areas):
        """The counties in which `areas` lie."""
        return self.filter(path__in={area.county_path for area in areas})

    def counties(self):
        """Counties in use."""
        return self.filter(kind=AreaKind.COUNTY, is_active=True)

    def units(self):
        """Township-level units: towns, townships, streets and zones."""
        return self.filter(kind__in=UNITS)

    def townships(self):
        """Towns and townships, the places of origin with a congress of their own."""
        return self.filter(kind__in=TOWNSHIPS)

    def points(self):
        """Villages and communities."""
        return self.filter(kind__in=POINTS)

    def current(self):
        """Areas that have not been merged away."""
        return self.filter(is_active=True)
