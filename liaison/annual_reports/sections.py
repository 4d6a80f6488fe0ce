"""What the draft of an annual report is made of. Every part of the program may add a section.

    sections.add("concerns", "群众诉求办理", tell_concerns, order=60)      # in AppConfig.ready

    def tell_concerns(area: Area, year: int) -> str: ...                   # reads only; "" leaves the section out

The texts hold numbers that are counted when the draft is made, never a name, a phone or an address.
"""

from collections.abc import Callable
from dataclasses import dataclass

from yunhe.areas.models import Area

Telling = Callable[[Area, int], str]


@dataclass(frozen=True)
class SectionKind:
    """A section of every report: its key, heading and place, and what tells its text. `hint` says what people add."""

    key: str
    heading: str
    order: int
    tell: Telling
    hint: str = ""


_kinds: dict[str, SectionKind] = {}


def add(key: str, heading: str, tell: Telling, *, order: int, hint: str = "") -> None:
    """Let every draft hold a section. Adding a key again replaces it."""
    _kinds[key] = SectionKind(key, heading, order, tell, hint)


def kinds() -> list[SectionKind]:
    """Return the sections in order."""
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def hint_of(key: str) -> str:
    """Return what people are to add to a section, "" when there is nothing to say."""
    return _kinds[key].hint if key in _kinds else ""
