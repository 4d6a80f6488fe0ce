"""What the draft of an annual report is made of. Every part of the program may add a section.

    sections.kinds.add(SectionKind("concerns", "群众诉求办理", tell_concerns), order=60)      # in AppConfig.ready

    def tell_concerns(area: Area, year: int) -> str: ...                   # reads only; "" leaves the section out

The texts hold numbers that are counted when the draft is made, never a name, a phone or an address.
"""

from collections.abc import Callable
from dataclasses import dataclass

from yunhe.areas.models import Area
from yunhe.kit.registry import Registry

Telling = Callable[[Area, int], str]


@dataclass(frozen=True)
class SectionKind:
    """A section of every report: its name, heading, and what tells its text. `hint` says what people add."""

    name: str
    heading: str
    tell: Telling
    hint: str = ""


kinds: Registry[SectionKind] = Registry("sections of an annual report")


def hint_of(key: str) -> str:
    """Return what people are to add to a section, "" when there is nothing to say."""
    return kinds[key].hint if key in kinds else ""
