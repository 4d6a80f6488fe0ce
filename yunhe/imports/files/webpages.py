"""Web pages and web archives, which systems hand out under the name .xls."""

import email
import html
import re

from yunhe.imports.files.cells import MAX_CELLS, MAX_COLUMNS, Budget, Cells, too_large
from yunhe.imports.files.refusing import NO_TABLE, Unreadable
from yunhe.imports.grid import Sheet

# One pass over the text: every sign belongs to one token, and no token looks farther than the next "<" (but comments,
# of which an open one swallows the rest).
_TOKEN = re.compile(
    r"""<!--.*?(?:-->|\Z)
    | <(?P<end>/?)(?P<tag>[A-Za-z][\w:.-]*+)(?P<facts>(?:"[^"<]*+"|'[^'<]*+'|[^<>"'])*+)>
    | <[!?][^<>]*+>?
    | (?P<text>[^<]++|<)""",
    re.DOTALL | re.VERBOSE,
)
_FACT = re.compile(r"""([\w:-]++)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++)""")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_UNSEEN = {"script", "style", "head", "title"}
MAX_ROWS = 40_000


class _Tables:
    """Collects the cells of all tables, one below the other, as Excel shows them."""

    def __init__(self, cells: Cells):
        self.cells = cells
        self.tables = 0
        self._row = -1
        self._taken: dict[int, int] = {}  # column → last row that a cell above reaches down to
        self._text: list[str] | None = None
        self._at = (0, 0)
        self._next = 0
        self._exact = ""
        self._unseen = ""
        self._in_row = False
        self._left = 4 * MAX_CELLS  # the empty ones count here

    def read(self, text: str) -> None:
        """Read a page. Errors: Unreadable, too much."""
        for token in _TOKEN.finditer(text):
            if token["tag"]:
                tag = token["tag"].lower()
                if self._unseen:
                    if token["end"] and tag == self._unseen:
                        self._unseen = ""
                elif token["end"]:
                    self._end(tag)
                else:
                    self._start(tag, token["facts"])
            elif token["text"] and not self._unseen:
                self._data(token["text"])
        self._close_cell()

    def _start(self, tag: str, facts: str) -> None:
        if tag in _UNSEEN and not facts.endswith("/"):
            self._unseen = tag
        elif tag == "table":
            self.tables += 1
        elif tag == "tr":
            self._close_cell()
            self._open_row()
            if "display:none" in _facts(facts).get("style", "").replace(" ", "").lower():
                self.cells.hidden_rows.add(self._row)
        elif tag in {"td", "th"}:
            self._close_cell()
            if not self._in_row:
                self._open_row()
            self._open_cell(_facts(facts))
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def _open_row(self) -> None:
        self._row += 1
        if self._row >= MAX_ROWS:
            raise too_large()
        self._next = 0
        self._in_row = True

    def _open_cell(self, facts: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise too_large()
        row, column = self._row, self._next
        while self._taken.get(column, -1) >= row:
            column += 1
        across, down = _span(facts.get("colspan"), MAX_COLUMNS), _span(facts.get("rowspan"), MAX_ROWS)
        if down > 1:
            for beside in range(column, min(column + across, MAX_COLUMNS)):
                self._taken[beside] = row + down - 1
        if across > 1 or down > 1:
            self.cells.merge(row, column, row + down - 1, column + across - 1)
        self._next = column + across
        self._at, self._text = (row, column), []
        self._exact = facts.get("x:num") or facts.get("x:str") or ""

    def _end(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._close_cell()
            self._in_row = self._in_row and tag in {"td", "th"}

    def _close_cell(self) -> None:
        if self._text is None:
            return
        lines = "".join(self._text).split("\n")
        text = "\n".join(line.strip(" \t\r\f\v") for line in lines).strip("\n")
        self.cells.put(*self._at, self._exact if _NUMBER.fullmatch(self._exact) else text)
        self._text, self._exact = None, ""

    def _data(self, raw: str) -> None:
        text = html.unescape(raw)
        if self._text is not None:
            self._text.append(re.sub(r"[\r\n]+\s*+", "", text))
        elif not self._in_row and len(text) < 500 and text.strip():
            self._row += 1
            self.cells.put(self._row, 0, text.strip())


def _facts(text: str) -> dict[str, str]:
    return {key.lower(): html.unescape(value.strip("\"'")) for key, value in _FACT.findall(text[:20_000])}


def _span(text: str | None, most: int) -> int:
    text = (text or "").strip()
    return max(1, min(int(text[:9]), most)) if text.isdecimal() else 1


def read_html(text: str, name: str, budget: Budget | None = None) -> Sheet:
    """Return the tables of a web page as one sheet. Errors: Unreadable when it has none, or too much."""
    tables = _Tables(Cells(name, budget or Budget()))
    tables.read(text)
    if not tables.tables:
        raise Unreadable(NO_TABLE)
    return tables.cells.sheet()


def read_mhtml(content: bytes, name: str) -> list[Sheet]:
    """Return the tables of a web archive ("单个文件网页"), one sheet for each page in it that has a table."""
    budget = Budget()
    sheets: list[Sheet] = []
    for part in email.message_from_bytes(content).walk():
        if part.get_content_type() != "text/html":
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes):
            text = _decoded(data, part.get_content_charset() or "utf-8")
            if "<table" in text.lower():
                sheets.append(read_html(text, f"{name}{len(sheets) + 1}", budget))
    if not sheets:
        raise Unreadable(NO_TABLE)
    return sheets


def _decoded(data: bytes, charset: str) -> str:
    charset = "gb18030" if charset.lower() in {"gb2312", "gbk"} else charset
    try:
        return data.decode(charset, errors="replace")
    except LookupError:
        return data.decode("utf-8", errors="replace")
