"""What a workbook says by looks only: struck-out cells and coloured rows. Their meaning cannot be read, so it is told."""

import re

from yunhe.imports.grid import column_index

_SECTION = rb"<(?:\w+:)?%s\b[^>]*>(.*?)</(?:\w+:)?%s>"
_STRUCK = re.compile(rb"<(?:\w+:)?strike\s*/>|<(?:\w+:)?strike\s+val=\"(?:1|true)\"")
_PALE = re.compile(rb'rgb="(?:FF|00)?FFFFFF"|indexed="(?:9|64|65)"|theme="0"')


def _section(styles: bytes, name: bytes, part: bytes) -> list[bytes]:
    found = re.search(_SECTION % (name, name), styles, re.DOTALL)
    if not found:
        return []
    pattern = rb"<(?:\w+:)?%s\b[^>]*?/>|<(?:\w+:)?%s\b[^>]*>.*?</(?:\w+:)?%s>" % (part, part, part)
    return re.findall(pattern, found.group(1), re.DOTALL)


def telling_styles(styles: bytes) -> tuple[set[int], set[int]]:
    """Return the numbers of cell styles that strike text out, and of those with a colour behind the text."""
    struck_fonts = {number for number, font in enumerate(_section(styles, b"fonts", b"font")) if _STRUCK.search(font)}
    coloured_fills = {
        number
        for number, fill in enumerate(_section(styles, b"fills", b"fill"))
        if number > 1 and b'patternType="solid"' in fill and b"fgColor" in fill and not _PALE.search(fill)
    }
    struck, coloured = set(), set()
    for number, style in enumerate(_section(styles, b"cellXfs", b"xf")):
        facts = dict(re.findall(rb'\b(fontId|fillId)="(\d+)"', style))
        if int(facts.get(b"fontId", 0)) in struck_fonts:
            struck.add(number)
        if int(facts.get(b"fillId", 0)) in coloured_fills:
            coloured.add(number)
    return struck, coloured


def cells_in(raw: bytes, styles: set[int]) -> set[tuple[int, int]]:
    """Return the cells of a sheet's XML that wear one of `styles` and have content."""
    if not styles:
        return set()
    numbers = b"|".join(str(number).encode() for number in sorted(styles))
    pattern = rb'<(?:\w+:)?c\b(?=[^>]*\bs="(?:%s)")[^>]*?\br="([A-Z]{1,2})(\d+)"[^>/]*>' % numbers
    return {(int(row) - 1, column_index(letters.decode())) for letters, row in re.findall(pattern, raw)}
