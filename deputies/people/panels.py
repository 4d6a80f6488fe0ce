"""What higher apps add to a deputy's file. They register in AppConfig.ready; this app knows nothing of them.

panels.makers.add(registration_panel, order=10)

def registration_panel(deputy, user) -> Panel | None: ...
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deputies.people.models import Deputy
from yunhe.accounts.models import User
from yunhe.kit.registry import Registry


@dataclass(frozen=True)
class Panel:
    """One sheet of the file: its heading, the template that draws it, and what the template sees."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


Maker = Callable[[Deputy, User], Panel | None]
makers: Registry[Maker] = Registry("panels of a deputy")


def panels_of(deputy: Deputy, user: User) -> list[Panel]:
    """Return the panels of `deputy` that `user` gets to see, in order."""
    return [panel for maker in makers if (panel := maker(deputy, user))]
