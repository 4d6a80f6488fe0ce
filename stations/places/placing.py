"""Where a station may hang in the 1+11+N tree (代表联络阵地体系). The one place of the rules; the database holds them too."""

from stations.places.enums import StationKind
from yunhe.areas.enums import POINTS, TOWNSHIPS, UNITS, AreaKind

ORGANISERS: dict[str, tuple[tuple[str, ...], str]] = {
    StationKind.MAIN: ((AreaKind.COUNTY,), "县总站由县人大主办，请选择县。"),
    StationKind.AREA: (UNITS, "联络站由乡镇、街道或开发区主办，请选择其中之一。"),
    StationKind.URBAN: (TOWNSHIPS, "城区联络站由乡镇主办，请选择一个乡镇。"),
    StationKind.POINT: (POINTS, "联络点设在村或社区，请选择一个村或社区。"),
}
PARENT_KIND = {
    StationKind.AREA: StationKind.MAIN,
    StationKind.URBAN: StationKind.AREA,
    StationKind.POINT: StationKind.AREA,
}


def root_path(area) -> str:
    """Return the path of the topmost area (the county) that `area` lies in."""
    return f"{(area.path or '').split('/')[0]}/"


def parent_unit_id(kind: str, organising_area) -> int | None:
    """Return the id of the area whose station is the parent: the unit for urban stations and points, else None."""
    return organising_area.unit_id if kind in (StationKind.URBAN, StationKind.POINT) else None


def faults(station) -> dict[str, str]:
    """Return {field: Chinese sentence} for everything wrong about the place of `station`; empty when it stands well.

    Needs organising_area, location_area and parent loaded or loadable. Rules: who organises which kind; all inside one
    county; an urban station in a street of the county town; the parent is the main station (of an area station) or the
    area station of the organising unit.
    """
    found: dict[str, str] = {}
    if not (station.kind and station.organising_area_id and station.location_area_id):
        return found  # the form says what is missing
    organiser, place, parent = station.organising_area, station.location_area, station.parent
    kinds, sentence = ORGANISERS[station.kind]
    if organiser.kind not in kinds:
        found["organising_area"] = sentence
    if root_path(place) != root_path(organiser):
        found["location_area"] = "站点应设在本县范围内。"
    elif station.kind == StationKind.URBAN and (place.unit is None or place.unit.kind != AreaKind.STREET):
        found["location_area"] = "城区联络站应设在县城的街道或其社区（村），请选择街道下的社区。"
    if "organising_area" in found:
        return found
    if station.kind == StationKind.MAIN:
        if parent is not None:
            found["parent"] = "县总站没有上级站。"
    elif parent is None or (
        parent.kind != PARENT_KIND[station.kind]
        or parent.organising_area_id != (parent_unit_id(station.kind, organiser) or parent.organising_area_id)
        or root_path(parent.organising_area) != root_path(organiser)
    ):
        found["parent"] = _missing_parent(station.kind, organiser)
    elif station.is_active and not parent.is_active:
        found["parent"] = f"上级站“{parent.name}”已停用，请先恢复它。"
    return found


def _missing_parent(kind: str, organiser) -> str:
    if kind == StationKind.AREA:
        return "上级站应是县总站，请先建县总站。"
    unit = organiser.unit.name if organiser.unit_id else organiser.name
    return f"上级站应是{unit}的联络站，请先建该联络站。"
