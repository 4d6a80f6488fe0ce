"""Writing areas: the one place that keeps path, unit and county-town marks true."""

from django.db import transaction

from yunhe.areas.enums import UNITS, AreaKind
from yunhe.areas.models import Area, AreaCode

SETTLED = ("path", "unit", "in_county_town")


OFFICE_SUFFIX: dict[str, str] = {
    AreaKind.COUNTY: "人大常委会",
    AreaKind.TOWN: "人大主席团",
    AreaKind.TOWNSHIP: "人大主席团",
    AreaKind.STREET: "人大街道工委",
    AreaKind.ZONE: "人大工委",
}


def office_name(name: str, kind: str) -> str:
    """Return the usual name of the congress office of an area (law-based: 浙江街道人大工作条例 5, 9); "" for points."""
    if kind == AreaKind.STREET:
        return f"{name.removesuffix('街道')}街道人大工委"
    return f"{name}{OFFICE_SUFFIX[kind]}" if kind in OFFICE_SUFFIX else ""


@transaction.atomic
def create_area(*, name: str, kind: str, parent: Area | None = None, code: str = "", order: int = 0) -> Area:
    """Create an area below `parent` and set its path, unit, office name and county-town mark.

    A street counts as the county town unless changed later; points inherit the mark of their unit.
    Side effects: one Area, and one AreaCode when a code is given.
    """
    area = Area.objects.create(
        name=name, kind=kind, parent=parent, code=code, order=order, office_name=office_name(name, kind)
    )
    area.in_county_town = kind == AreaKind.STREET
    _settle(area, parent)
    area.save(update_fields=SETTLED)
    if code:
        AreaCode.objects.create(area=area, code=code)
    return area


@transaction.atomic
def change_area(area: Area, *, name: str, kind: str, parent: Area | None) -> Area:
    """Give an area another name, kind or parent; everything below it follows.

    A unit that becomes a street belongs to the county town from then on, one that stops being a street no longer does;
    a unit that stays of its kind keeps the mark that it has.
    Side effects: the Area; path, unit and county-town mark of every area below it.
    """
    below = list(Area.objects.filter(path__startswith=area.path).exclude(pk=area.pk)) if area.path else []
    if area.kind != kind:
        area.in_county_town = kind == AreaKind.STREET
    area.name, area.kind, area.parent, area.office_name = name, kind, parent, office_name(name, kind)
    _settle(area, parent)
    area.save(update_fields=["name", "kind", "parent", "office_name", *SETTLED])
    settled = {area.pk: area}
    for one in sorted(below, key=lambda one: len((one.path or "").split("/"))):  # a parent before its children
        _settle(one, settled[one.parent_id] if one.parent_id else None)
        settled[one.pk] = one
    Area.objects.bulk_update(below, SETTLED)
    return area


def _settle(area: Area, parent: Area | None) -> None:
    """Set (not save) what follows from the place of `area` below `parent`: path, unit, and the mark of a point."""
    area.path = f"{parent.path if parent else ''}{area.pk}/"
    area.unit = area if area.kind in UNITS else (parent.unit if parent else None)
    if area.kind not in UNITS:
        area.in_county_town = bool(parent and parent.unit_id and parent.in_county_town)
