"""Pages that higher parts of the program add to: the record of a deputy, the page of a team, of a station.

# the lower noun offers, knowing nobody: deputies/people/panels.py
panels: Panels[Deputy] = Panels("record of a deputy")

# the higher noun adds, in AppConfig.ready
panels.add(registration_panel, order=10)

def registration_panel(deputy: Deputy, user: User) -> Panel | None: ...
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from yunhe.kit.registry import Registry

T = TypeVar("T")


@dataclass(frozen=True)
class Panel:
    """One sheet of a page: its heading, the template that draws it, what the template sees, and where it stands."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    anchor: str = ""
    is_aside: bool = False


class Panels(Registry[Callable[[T, Any], Panel | None]]):
    """The makers of the panels of one page, in order."""

    def of(self, thing: T, user: Any) -> list[Panel]:
        return [panel for maker in self if (panel := maker(thing, user))]
