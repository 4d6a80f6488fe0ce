"""AreaIndex: from what an office wrote to the area that is meant. In memory, built with two queries.

It never guesses: a spelling that fits several areas is told with its candidates, a place outside the county is told as
such, and a place that is too vague (县城, an estate's name) is told as vague.
"""

import re
from functools import cached_property

from yunhe.areas.addresses import read_sentence
from yunhe.areas.enums import UNITS, AreaKind
from yunhe.areas.models import Area, AreaAlias
from yunhe.areas.readings import LONGEST_ADDRESS, Place, Reading
from yunhe.areas.spelling import bare_name, comparable, fold, folded, spellings

_PROVINCE_CITY = re.compile(r"^(?:中国)?(?:浙江省?)?(?:丽水市(?![场政府区]))?")
_LIVES_IN = re.compile(r"^(?:现|常|长期|目前)*(?:居住?|住)(?:在|于|址|地)?[:：]?")
_SEPARATORS = "·-/、,.。;|:>》→_~ "


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
        self.longest = max((len(key) for key in self._keys), default=0)

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

    def fit(self, key: str, *, kinds=None, unit: Place | None = None) -> list[Place]:
        """Return the areas with the folded spelling `key`, current ones before former ones."""
        found = self._keys.get(key, [])
        if kinds is not None:
            found = [place for place in found if place.kind in kinds]
        if unit is not None:
            found = [place for place in found if place.unit_id == unit.id and place.id != unit.id]
        if len(found) > 1:
            found = [place for place in found if place.is_active] or found
        return found

    def named(self, text: object, *, kinds=None, unit: Place | None = None) -> Reading:
        """Look up a text that is one spelling, sign by sign: what stands in a column of communities."""
        key = fold(text).strip(_SEPARATORS)
        found = self.fit(key, kinds=kinds, unit=unit) if key else []
        if len(found) > 1:
            return Reading("ambiguous", candidates=found)
        return Reading("found", place=found[0], unit=self.unit_of(found[0])) if found else Reading("unknown")

    def find(self, text: object, *, kinds=None, unit: Place | None = None) -> Reading:
        """Look up a text that names one area and nothing else. kinds: allowed kinds; unit: points must lie in it."""
        key = fold(text).strip(_SEPARATORS)
        if not key:
            return Reading("empty")
        for form in dict.fromkeys((key, self.strip_county(key), _without_brackets(key))):
            found = self.fit(form, kinds=kinds, unit=unit)
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
        if len(rest) > LONGEST_ADDRESS:
            return Reading("long")
        for length in range(min(len(rest), self.longest), 1, -1):
            for start in range(len(rest) - length + 1):
                found = self.fit(rest[start : start + length], kinds=kinds)
                if found and (start == 0 or not self._is_bare(rest[start : start + length], found[0])):
                    if len(found) == 1:
                        return Reading("found", place=found[0], unit=found[0], detail=rest[start + length :])
                    return Reading("ambiguous", candidates=found)
        return reading

    def _is_bare(self, key: str, place: Place) -> bool:
        return (key, place.id) in self._bare and key != fold(place.name)

    def is_weak(self, key: str, place: Place) -> bool:
        """Whether `key` is the bare name of `place`, or no longer than it by one sign (中山居, 元和街)."""
        bare = bare_name(place.name, place.kind)
        return self._is_bare(key, place) or (key in {f"{bare}居", f"{bare}街"} and key != fold(place.name))

    def read_address(
        self, text: object, *, unit: Place | None = None, origin: Place | None = None, home: Place | None = None
    ) -> Reading:
        """Read an address in one field: 浙江省丽水市云和县浮云街道中山社区3幢, 城区（普光社区）, 常住本村. See `addresses`.

        unit: the unit said beside it, if any; origin, home: what 本乡 and 本村 mean for this row.
        """
        shown = folded(text)
        if len(shown) > LONGEST_ADDRESS:
            return Reading("long")
        return read_sentence(comparable(shown), shown, self, unit=unit, origin=origin, home=home)


def _without_brackets(text: str) -> str:
    return re.sub(r"[(（][^()（）]*[)）]", "", text)
