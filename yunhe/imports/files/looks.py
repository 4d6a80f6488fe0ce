"""What a workbook says by the looks of its cells: dates by their number format, and marks whose meaning must be told."""

import re
from xml.parsers import expat

from yunhe.imports.files.parts import Archive, Attributes

DATE, STRUCK, COLOURED = 1, 2, 4
ZEROS = 3  # above these bits stands how many figures a format of zeros shows (0000), 0 for none
MAX_STYLES = 70_000  # Excel itself ends at 65,490
_DATE_FORMATS = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}  # built in; 27–36 and 50–58 are Chinese
_UNSAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?:\$|[A-Za-z]{2,}|[<>=])[^\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_PALE = {("rgb", "FFFFFFFF"), ("rgb", "00FFFFFF"), ("rgb", "FFFFFF"), ("theme", "0")}
_PALE |= {("indexed", number) for number in ("9", "64", "65")}


def zeros_of(code: str) -> int:
    """Return how many figures a number format of zeros alone shows (0000 → 4), 0 for any other."""
    first = code[:300].split(";")[0].replace('"', "").strip()
    return len(first) if re.fullmatch(r"0{2,20}", first) else 0


def is_date_format(code: str) -> bool:
    """Whether a number format shows a number as a day or a time of day (not as hours gone by)."""
    first = _UNSAID.sub("", code[:300]).split(";")[0]
    return not _ELAPSED.search(first) and first.lower() != "general" and bool(re.search(r"[ymdhs]", first.lower()))


class Looks:
    """The cell styles of a workbook: {number of the style, as text: DATE | STRUCK | COLOURED, and ZEROS above}."""

    def __init__(self, archive: Archive, part: str):
        """Read the part. Errors: as Archive.feed."""
        self.styles: dict[str, int] = {}
        self._formats: dict[str, bool] = {}
        self._zeros: dict[str, int] = {}
        self._fonts: list[bool] = []
        self._fills: list[bool] = []
        self._within = ""
        self._is_solid = False
        try:
            archive.feed(part, self)
        except expat.ExpatError:
            self._formats, self._fonts, self._fills, self.styles = {}, [], [], {}
            archive.feed_mended(part, self)
        self.styles = {number: look for number, look in self.styles.items() if look}

    def start(self, name: str, facts: Attributes) -> None:
        """Read an element."""
        if name == "xf":
            self._style(facts)
        elif name in {"cellXfs", "dxfs"}:
            self._within = name
        elif name == "numFmt":
            number, code = facts.get("numFmtId", ""), facts.get("formatCode", "")
            self._formats[number], self._zeros[number] = is_date_format(code), zeros_of(code)
        elif self._within != "dxfs":
            self._mark(name, facts)

    def end(self, name: str) -> None:
        """Leave a section."""
        if name == self._within:
            self._within = ""

    def text(self, _text: str) -> None:
        """Styles hold no text."""

    def _mark(self, name: str, facts: Attributes) -> None:
        """Read what belongs to a font or a fill."""
        if name == "font":
            self._fonts.append(False)
        elif name == "strike" and self._fonts:
            self._fonts[-1] = facts.get("val", "1") in {"1", "true"}
        elif name == "fill":
            self._fills.append(False)
        elif name == "patternFill":
            self._is_solid = facts.get("patternType") == "solid"
        elif name == "fgColor" and len(self._fills) > 2:  # the first two are Excel's own
            self._fills[-1] = self._is_solid and not any(fact in _PALE for fact in facts.items())

    def _style(self, facts: Attributes) -> None:
        if self._within != "cellXfs" or len(self.styles) > MAX_STYLES:
            return
        number = facts.get("numFmtId", "0")
        is_date = self._formats.get(number, number.isdigit() and int(number[:9]) in _DATE_FORMATS)
        look = DATE if is_date else self._zeros.get(number, 0) << ZEROS
        look |= STRUCK if _of(self._fonts, facts.get("fontId")) else 0
        look |= COLOURED if _of(self._fills, facts.get("fillId")) else 0
        self.styles[str(len(self.styles))] = look


def _of(known: list[bool], number: str | None) -> bool:
    place = int(number[:9]) if number and number.isdigit() else 0
    return place < len(known) and known[place]
