"""AreaIndex: from what an office wrote to the area that is meant. In memory, built with two queries.

It never guesses: a spelling that fits several areas is told with its candidates, a place outside the county is told as
such, and a place that is too vague (县城, an estate's name) is told as vague.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from yunhe.areas.enums import POINTS, UNITS, AreaKind
from yunhe.areas.models import Area, AreaAlias
from yunhe.areas.outside import names_outside
from yunhe.areas.spelling import bare_name, fold, spellings

_PROVINCE_CITY = re.compile(r"^(?:中国)?(?:[一-龥]{2,3}省|[一-龥]{2,4}自治区)?(?:[一-龥]{2,3}市(?![场政府区]))?")
_LIVES_IN = re.compile(r"^(?:现|常|长期|目前)*(?:居住?|住)(?:在|于|址|地)?[:：]?")
_SEPARATORS = "·-/、,.。;|:>》→_~ "
_AFTER_BARE = re.compile(
    r"(?:自然村|村民小组|村民组|组|片|第?[\d一二三四五六七八九十]+(?:组|号|幢|栋|楼|网格|区)|[(（\d])"
)
VAGUE = re.compile(
    r"(?:县城|城区|县城区|城里|城关|城关镇|县城内|街道|本县|县内|本地|城内|老城|新城|城东|城西|城南|城北|镇区|集镇|县城居住|居住县城|已进城)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """One area as the index holds it."""

    id: int
    name: str
    kind: str
    code: str
    unit_id: int | None
    unit_name: str
    path: str
    in_county_town: bool
    is_active: bool

    @property
    def full_name(self) -> str:
        """Unit and name, e.g. 浮云街道中山社区."""
        short = self.name.replace("村委会", "村").replace("居委会", "社区")
        return f"{self.unit_name}{short}" if self.unit_id and self.unit_id != self.id else short

    @property
    def is_unit(self) -> bool:
        """Whether this is a township, town, street or zone."""
        return self.kind in UNITS

    @property
    def is_point(self) -> bool:
        """Whether this is a village or community."""
        return self.kind in POINTS


@dataclass(slots=True)
class Reading:
    """What a text says about a place.

    status: "found", "ambiguous" (several `candidates`), "outside" (`outside` names the place), "vague" (too general),
    "unknown", "empty", or "elsewhere" (the point exists, but in another unit than the one beside it: `candidates`).
    `place` is the finest area that is sure; `detail` is what stands behind it (estate, building, room).
    """

    status: str
    place: Place | None = None
    unit: Place | None = None
    candidates: list[Place] = field(default_factory=list)
    detail: str = ""
    outside: str = ""


class AreaIndex:
    """Lookup of areas by their spellings, with hints of kind and unit."""

    def __init__(self, places: list[Place], extra: list[tuple[int, str]], county_names: list[str]):
        """places: the areas; extra: (area id, spelling) beyond those by rule; county_names: names to strip in front."""
        self.places = {place.id: place for place in places}
        self.county_names = sorted({fold(name) for name in county_names}, key=len, reverse=True)
        self._keys: dict[str, list[Place]] = {}
        self._bare: set[tuple[str, int]] = set()
        county = self.county_names[0] if len(self.county_names) == 1 else ""
        for place in places:
            self._bare.add((bare_name(place.name, place.kind), place.id))
            for spelling in spellings(place.name, place.kind, county):
                self._add(spelling, place)
        for area_id, spelling in extra:
            if area_id in self.places:
                self._add(fold(spelling), self.places[area_id])
        self._longest = max((len(key) for key in self._keys), default=0)

    def _add(self, key: str, place: Place) -> None:
        known = self._keys.setdefault(key, [])
        if key and place not in known:
            known.append(place)

    @classmethod
    def load(cls, root: Area | None = None) -> "AreaIndex":
        """Build the index of the areas at or below `root` (all areas when None) with two queries."""
        areas = Area.objects.select_related("unit")
        aliases = AreaAlias.objects.values_list("area_id", "alias")
        if root is not None:
            areas = areas.filter(path__startswith=root.path)
            aliases = aliases.filter(area__path__startswith=root.path)
        rows = list(areas)
        places = [
            Place(
                id=area.pk,
                name=area.name,
                kind=area.kind,
                code=area.code,
                unit_id=area.unit_id,
                unit_name=area.unit.name if area.unit_id else "",
                path=area.path or "",
                in_county_town=area.in_county_town,
                is_active=area.is_active,
            )
            for area in rows
        ]
        return cls(places, list(aliases), [area.name for area in rows if area.kind == AreaKind.COUNTY])

    @cached_property
    def units(self) -> list[Place]:
        """The township-level areas, in the order they were loaded."""
        return [place for place in self.places.values() if place.is_unit]

    @cached_property
    def counties(self) -> list[Place]:
        """The counties."""
        return [place for place in self.places.values() if place.kind == AreaKind.COUNTY]

    def strip_county(self, text: str) -> str:
        """Return the folded `text` without province, city, county and "lives in" in front of the place."""
        text = _LIVES_IN.sub("", text) or text
        for name in self.county_names:
            position = text.find(name)
            if 0 <= position <= 10 and not text[position + len(name) :].startswith(("城", "人", "第", "县")):
                return self._strip_town(text[position + len(name) :])
        stripped = _PROVINCE_CITY.sub("", text, count=1).lstrip(_SEPARATORS) or text
        for name in self.county_names:
            if stripped.startswith(name[:-1]) and len(stripped) > len(name):
                return self._strip_town(stripped[len(name) - 1 :].removeprefix("镇"))
        return self._strip_town(stripped)

    def _strip_town(self, text: str) -> str:
        """Return `text` without 县城 or 城区 in front of a finer place."""
        rest = text.lstrip(_SEPARATORS)
        return re.sub(r"^(?:县城内?|城区|县城城区)(?=[一-龥]{2})", "", rest).lstrip(_SEPARATORS)

    def _fit(self, key: str, *, kinds=None, unit: Place | None = None) -> list[Place]:
        found = self._keys.get(key, [])
        if kinds is not None:
            found = [place for place in found if place.kind in kinds]
        if unit is not None:
            found = [place for place in found if place.unit_id == unit.id and place.id != unit.id]
        if len(found) > 1:
            found = [place for place in found if place.is_active] or found
        return found

    def find(self, text: object, *, kinds=None, unit: Place | None = None) -> Reading:
        """Look up a text that names one area and nothing else. kinds: allowed kinds; unit: points must lie in it."""
        key = fold(text).strip(_SEPARATORS)
        if not key:
            return Reading("empty")
        for form in dict.fromkeys((key, self.strip_county(key), _without_brackets(key))):
            found = self._fit(form, kinds=kinds, unit=unit)
            if len(found) == 1:
                return Reading("found", place=found[0], unit=self.unit_of(found[0]))
            if found:
                return Reading("ambiguous", candidates=found)
        return Reading("unknown")

    def unit_of(self, place: Place) -> Place | None:
        """Return the township-level area that `place` lies in."""
        return self.places.get(place.unit_id) if place.unit_id else None

    def find_unit(self, text: object, *, kinds=UNITS) -> Reading:
        """Look up a township-level area, also where more is written around it (崇头镇代表团, 赤石乡第3选区)."""
        reading = self.find(text, kinds=kinds)
        if reading.status != "unknown":
            return reading
        rest = self.strip_county(fold(text))
        for length in range(min(len(rest), self._longest), 1, -1):
            for start in range(len(rest) - length + 1):
                found = self._fit(rest[start : start + length], kinds=kinds)
                if found and (start == 0 or not self._is_bare(rest[start : start + length], found[0])):
                    if len(found) == 1:
                        return Reading("found", place=found[0], unit=found[0], detail=rest[start + length :])
                    return Reading("ambiguous", candidates=found)
        return reading

    def _is_bare(self, key: str, place: Place) -> bool:
        return (key, place.id) in self._bare and key != fold(place.name)

    def _prefix(self, text: str, *, kinds, unit: Place | None = None) -> tuple[list[Place], str]:
        """Return the areas whose longest spelling begins `text`, and the rest of the text."""
        for length in range(min(len(text), self._longest), 0, -1):
            found = self._fit(text[:length], kinds=kinds, unit=unit)
            if not found:
                continue
            rest = text[length:]
            if rest and all(self._is_bare(text[:length], place) for place in found):
                following = rest.lstrip(_SEPARATORS)
                sure = rest[0] in _SEPARATORS or _AFTER_BARE.match(following)
                if not sure and not (set(kinds) <= set(UNITS) and self._begins_with_point(following, found)):
                    continue
            return found, rest.lstrip(_SEPARATORS)
        return [], text

    def _begins_with_point(self, text: str, units: list[Place]) -> bool:
        """Whether `text` goes on with a point of one of `units`, as in 元和狮山社区."""
        return any(self._prefix(text, kinds=POINTS, unit=unit)[0] for unit in units)

    def read_address(self, text: object, *, unit: Place | None = None) -> Reading:
        """Read an address in one field: 浙江省丽水市云和县浮云街道中山社区3幢. unit: the unit said beside it, if any."""
        folded = fold(text).strip(_SEPARATORS)
        if not folded:
            return Reading("empty")
        rest = self.strip_county(folded)
        if not rest or VAGUE.fullmatch(rest) or any(rest in (name, name[:-1]) for name in self.county_names):
            return Reading("vague")
        units, after = self._prefix(rest, kinds=UNITS)
        points, behind = self._prefix(rest, kinds=POINTS, unit=unit)
        if points and (not units or len(behind) < len(after)) and not (units and self._begins_with_point(after, units)):
            return self._point(points, behind)
        if len(units) > 1:
            return Reading("ambiguous", candidates=units)
        if units:
            if unit is not None and units[0] != unit:
                return Reading("elsewhere", candidates=units, detail=after)
            return self._within(units[0], after)
        if unit is not None:
            return self._within(unit, rest, certain=False)
        inside = re.search(r"[(（]([^()（）]+)[)）]$", rest)
        if inside:
            named = self.find(inside.group(1), kinds=UNITS)
            if named.place is not None:
                return self._within(named.place, rest[: inside.start()], certain=False)
        place_outside = names_outside(folded)
        if place_outside:
            return Reading("outside", outside=str(text).strip()[:80])
        return Reading("vague" if VAGUE.match(rest) else "unknown", detail=rest)

    def _point(self, points: list[Place], detail: str) -> Reading:
        if len(points) > 1:
            return Reading("ambiguous", candidates=points)
        unit = self.unit_of(points[0])
        inside = re.match(r"[(（]([^()（）]+)[)）]", detail)
        if inside:
            named = self.find(inside.group(1), kinds=UNITS).place
            if named is not None and named != unit:
                return Reading("elsewhere", unit=named, candidates=points, detail=detail)
            detail = detail[inside.end() :] if named is not None else detail
        if unit is not None and detail in self._keys and unit in self._keys[detail]:
            detail = ""  # 中山社区/浮云街道
        return Reading("found", place=points[0], unit=unit, detail=detail)

    def _within(self, unit: Place, rest: str, *, certain: bool = True) -> Reading:
        """Read what stands behind (or beside) the unit."""
        inside = re.match(r"[(（]([^()（）]+)[)）]", rest)
        if inside:
            rest = f"{inside.group(1)}{rest[inside.end() :]}"
        if not rest:
            return Reading("found", place=unit, unit=unit)
        points, behind = self._prefix(rest, kinds=POINTS, unit=unit)
        if points:
            return self._point(points, behind)
        others, _behind = self._prefix(rest, kinds=POINTS)
        if others and not all(self._is_bare(rest[: len(rest) - len(_behind)], place) for place in others):
            return Reading("elsewhere", unit=unit, candidates=others, detail=rest)
        if not certain and names_outside(rest):
            return Reading("outside", unit=unit, outside=rest[:80])
        return Reading("unknown", place=unit, unit=unit, detail=rest)


def _without_brackets(text: str) -> str:
    return re.sub(r"[(（][^()（）]*[)）]", "", text)
