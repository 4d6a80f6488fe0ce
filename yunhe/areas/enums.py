"""Kinds of area."""

from django.db import models


class AreaKind(models.TextChoices):
    """Kind of an area; `UNITS` are the township-level ones that run a station of their own (the "11")."""

    COUNTY = "county", "县"
    TOWN = "town", "镇"
    TOWNSHIP = "township", "乡"
    STREET = "street", "街道"
    ZONE = "zone", "开发区"
    COMMUNITY = "community", "社区"
    VILLAGE = "village", "村"


UNITS = (AreaKind.TOWN, AreaKind.TOWNSHIP, AreaKind.STREET, AreaKind.ZONE)
TOWNSHIPS = (AreaKind.TOWN, AreaKind.TOWNSHIP)
POINTS = (AreaKind.COMMUNITY, AreaKind.VILLAGE)
