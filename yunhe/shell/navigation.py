"""The menu as one request sees it: the sidebar and the phone's tab bar.

The entries are declared by the nouns (yunhe.accounts.menus); here stand the groups and their order. An entry whose URL
name does not resolve is skipped, so it may be written before its page exists.
"""

from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from yunhe.accounts.menus import TAB_BAR, Entry, entries
from yunhe.accounts.scope import Scope

GROUPS = (
    "工作台",
    "我的履职",
    "代表",
    "双向共管",
    "台账",
    "工作任务",
    "阵地",
    "活动",
    "经费",
    "联系走访",
    "群众诉求",
    "履职评价",
    "统计报表",
    "系统",
)


@dataclass(frozen=True)
class Group:
    """A titled part of the sidebar."""

    label: str
    entries: tuple[Entry, ...]


@dataclass
class Link:
    """An entry made ready for one request."""

    label: str
    url: str
    icon: str
    is_current: bool = False


FEW = 14  # as many links as the sidebar shows at once; with more of them only the current group is unfolded


@dataclass
class Section:
    """A group made ready for one request. A single link stands for itself, several are folded under the label."""

    label: str
    links: list[Link] = field(default_factory=list)
    is_open: bool = True

    @property
    def is_folded(self) -> bool:
        """Whether the links stand under a label that folds them."""
        return len(self.links) > 1

    @property
    def icon(self) -> str:
        """Icon of the group: that of its first entry."""
        return self.links[0].icon


def group(label: str) -> Group:
    """Return the entries that the nouns have put under `label`."""
    return Group(label, tuple(entry for entry in entries if entry.group == label))


def groups() -> tuple[Group, ...]:
    """Return the groups of the sidebar in their order. An entry of any other group would stand nowhere (a house test)."""
    return tuple(group(label) for label in GROUPS)


def sidebar(scope: Scope, path: str) -> list[Section]:
    """Return the sections that `scope` sees, with the entry of the page at `path` marked as current."""
    sections = []
    for part in groups():
        links = _links(part.entries, scope)
        if links:
            sections.append(Section(part.label, links))
    every = [link for section in sections for link in section.links]
    _mark_current(every, path)
    for section in sections:
        section.is_open = len(every) <= FEW or any(link.is_current for link in section.links)
    return sections


def tabs(scope: Scope, path: str) -> list[Link]:
    """Return the tab bar of a deputy or of the keeper of a point, [] for everyone else."""
    links = _links(group(TAB_BAR).entries, scope)
    _mark_current(links, path)
    return links


def _links(entries: tuple[Entry, ...], scope: Scope) -> list[Link]:
    return [Link(entry.label, url, entry.icon) for entry in entries if entry.sees(scope) and (url := _url(entry))]


def _url(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""


def _mark_current(links: list[Link], path: str) -> None:
    """Mark the link with the longest address that `path` begins with; the site's root only for itself."""
    matching = [link for link in links if path == link.url or (link.url != "/" and path.startswith(link.url))]
    if matching:
        max(matching, key=lambda link: len(link.url)).is_current = True
