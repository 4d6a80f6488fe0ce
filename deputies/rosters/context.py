"""What titles, sheet names, section rows and the file's name say for all rows below them: level, term, origin, street."""

import re
from dataclasses import dataclass, replace

from deputies.people.enums import CongressLevel
from deputies.rosters.codes import ParsedDistrict, parse_district, parse_term
from deputies.rosters.places import PlaceReader
from deputies.rosters.remarks import fold_text
from yunhe.areas.enums import POINTS, TOWNSHIPS, AreaKind
from yunhe.areas.index import Place

_CONGRESS = r"(?:第.{1,4}届)?(?:人民代表大会|人大)(?!常委|工委|主席|机关|办)"
_COUNTY = re.compile(rf"(?:县|区){_CONGRESS}|县级?代表|县级人大")
_TOWNSHIP = re.compile(rf"(?:[乡镇][)）]?){_CONGRESS}|(?:乡镇|镇乡|镇|乡)级?代表(?!团)")
_RECEIVING = re.compile(r"流动|流入|进城|外来|居住|接纳|共管|报到")


@dataclass(frozen=True)
class Context:
    """Defaults for a row; each may be missing. source: the words that gave the level, for the person who checks."""

    level: str = ""
    level_source: str = ""
    term: int | None = None
    origin: Place | None = None
    origin_is_section: bool = False
    street: Place | None = None  # the street whose own register this is
    unit: Place | None = None  # a street in a section or sheet name: origin or residence, the columns decide
    point: Place | None = None
    district: ParsedDistrict | None = None


def level_in(text: str) -> str:
    """Return the level that a title or section names, "" when it names none or both."""
    folded = fold_text(text)
    outside = re.sub(r"[(（][^()（）]*[)）]", lambda found: "" if "乡镇" in found.group() else found.group(), folded)
    county, township = _COUNTY.search(outside), _TOWNSHIP.search(outside)
    if bool(county) == bool(township):
        return ""
    return CongressLevel.COUNTY.value if county else CongressLevel.TOWNSHIP.value


def from_text(context: Context, text: str, places: PlaceReader, *, is_title: bool) -> Context:
    """Return `context` with what `text` adds. A title may declare a street's register; a section may name a community."""
    folded = fold_text(text)
    level = level_in(folded)
    if level:
        context = replace(context, level=level, level_source=text.strip()[:40])
    term = parse_term(folded) if "届" in folded else None
    if term:
        context = replace(context, term=term)
    if not is_title and re.fullmatch(r".{0,16}选区(?:[(（].*[)）])?(?:[:：].*)?", folded):
        district = parse_district(re.sub(r"[(（].*$|[:：].*$", "", folded))
        if district:
            context = replace(context, district=district)
    unit = places.index.find_unit(folded).place
    if unit is not None:
        if unit.kind in TOWNSHIPS:
            district = context.district if "选区" in folded else None
            return replace(
                context, origin=unit, origin_is_section=not is_title, unit=None, point=None, district=district
            )
        if unit.kind in {AreaKind.STREET, AreaKind.ZONE}:
            if is_title and _RECEIVING.search(folded):
                return replace(context, street=unit)
            if context.origin_is_section:
                context = replace(context, origin=None, origin_is_section=False)
            return replace(context, unit=unit, point=None)
    elif not is_title:
        name = re.sub(r"^[(（]?[一二三四五六七八九十\d]+[)）、.．]|[(（:：].*$", "", folded)
        found = places.index.find(name, kinds=POINTS).place
        if found is not None:
            return replace(context, point=found)
    return context


def from_titles(titles: list[str], file_name: str, sheet_name: str, places: PlaceReader) -> Context:
    """Return the context of a whole sheet: title lines first, then its name, then the file's name where those are silent."""
    context = Context()
    for source in (*titles[:5], sheet_name, re.sub(r"\.\w{2,5}$", "", file_name)):
        found = from_text(Context(), source, places, is_title=True)
        context = Context(
            level=context.level or found.level,
            level_source=context.level_source or found.level_source,
            term=context.term or found.term,
            origin=context.origin or found.origin,
            street=context.street or found.street,
            unit=context.unit or found.unit,
        )
    joined = fold_text(" ".join((*titles[:5], sheet_name, file_name)))
    if context.street is None and context.unit is not None and context.origin is None and _RECEIVING.search(joined):
        context = replace(context, street=context.unit, unit=None)
    if not context.level:
        context = _inferred_level(context, joined)
    return context


def _inferred_level(context: Context, joined: str) -> Context:
    """Infer the level from weaker words: a delegation (代表团) sits in the county congress; one township alone has its own."""
    if "代表团" in joined:
        return replace(context, level=CongressLevel.COUNTY.value, level_source="代表团")
    has_county = re.search(r"县(?!城)", joined)
    if context.origin is not None and not has_county and context.street is None:
        return replace(context, level=CongressLevel.TOWNSHIP.value, level_source=context.origin.name)
    if has_county and context.origin is None and "乡镇代表" not in joined and context.street is None:
        return replace(context, level=CongressLevel.COUNTY.value, level_source="县")
    return context
