"""Kinds of stations, posts of their people, and the fields that forms name."""

from django.db import models


class StationKind(models.TextChoices):
    """Place of a station in the 1+11+N tree."""

    MAIN = "main", "县总站"
    AREA = "area", "联络站"
    URBAN = "urban", "城区联络站"
    POINT = "point", "联络点"


POSITION_FIELDS = ("latitude", "longitude", "radius")


DETAIL_FIELDS = ("introduction", *POSITION_FIELDS)  # what a point's keeper may change


class StaffPost(models.TextChoices):
    """What somebody is at a station. The values sort as the list is read."""

    HEAD = "1_head", "站长"
    DEPUTY_HEAD = "2_deputy", "副站长"
    OFFICER = "3_officer", "联络员"
    WORKER = "4_worker", "工作人员"
