"""What a page says: its links, the numbers that open something, those that open nothing, and the total of its list."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: 12, 12 人, and 3/5, of which the five are listed
NUMBER = re.compile(r"(?:\d+\s*/\s*)?(\d+)\s*[人户件个次条份名项组场对]?")
VOID = {
    "area",
    "base",
    "br",
    "col",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
    "path",
    "use",
    "rect",
    "line",
    "circle",
}
FIGURES = {"stat-value", "waiting-count", "number", "rate-figure", "count"}  # classes of what is counted
TOTALS = {"list-total", "pager-total", "tree-found"}


@dataclass
class Link:
    """One link of a page: where to, what stands in it, and the number in it, None where it holds none."""

    href: str
    text: str = ""
    number: int | None = None


@dataclass
class Page:
    """A page as it was read. `bare`: figures that are no link; `total`: of the list on it, None without one."""

    links: list[Link] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    total: int | None = None


class Reader(HTMLParser):
    """Reads one page."""

    def __init__(self):
        super().__init__()
        self.page = Page()
        self._open: list[str] = []
        self._link: Link | None = None
        self._said: list[str] | None = None  # the text of the figure or total that is being read
        self._kinds: set[str] = set()
        self._begun_at = 0
        self._held_link = False

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "a" and facts.get("href"):
            self._link = Link(facts["href"])
            self.page.links.append(self._link)
            self._held_link = True
        if tag in VOID:
            return
        self._open.append(tag)
        kinds = set((facts.get("class") or "").split()) & (FIGURES | TOTALS)
        if kinds and tag != "th" and self._said is None:
            self._said, self._kinds, self._begun_at = [], kinds, len(self._open)
            self._held_link = self._link is not None

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass
        if self._said is not None and len(self._open) < self._begun_at:
            self._close("".join(self._said).strip())
            self._said = None
        if tag == "a" and self._link is not None:
            found = NUMBER.fullmatch(self._link.text.strip())
            if found and self._link.number is None:
                self._link.number = int(found[1])
            self._link = None

    def _close(self, text: str):
        """Take what a figure or a total has said."""
        if self._kinds & TOTALS:
            found = re.search(r"\d+", text)
            if found and self.page.total is None:
                self.page.total = int(found[0])
            return
        found = NUMBER.fullmatch(text)
        if not found:
            return
        if self._link is not None:
            self._link.number = int(found[1])
        elif not self._held_link:
            self.page.bare.append(text)

    def handle_data(self, data):
        if self._link is not None:
            self._link.text += data
        if self._said is not None:
            self._said.append(data)


def read(text: str) -> Page:
    """Return what the page `text` says."""
    reader = Reader()
    reader.feed(text)
    return reader.page
