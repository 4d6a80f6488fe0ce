"""What higher apps add to a deputy's file. They register in AppConfig.ready; this app knows nothing of them.

panels.add(registration_panel, order=10)

def registration_panel(deputy, user) -> Panel | None: ...
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deputies.people.models import Deputy
from yunhe.accounts.models import User


@dataclass(frozen=True)
class Panel:
    """One sheet of the file: its heading, the template that draws it, and what the template sees."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


Maker = Callable[[Deputy, User], Panel | None]
_makers: dict[str, tuple[int, Maker]] = {}


def add(maker: Maker, *, order: int) -> None:
    """Let `maker` add a panel to every deputy's file, at `order` (lowest first). Adding it again changes nothing."""
    _makers[f"{maker.__module__}.{maker.__qualname__}"] = (order, maker)


def panels_of(deputy: Deputy, user: User) -> list[Panel]:
    """Return the panels of `deputy` that `user` gets to see, in order."""
    made = (maker(deputy, user) for _, maker in sorted(_makers.values(), key=lambda pair: pair[0]))
    return [panel for panel in made if panel]
