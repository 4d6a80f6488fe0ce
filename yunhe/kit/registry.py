"""What lower parts of the program let higher ones add to: panels, handover, evidence, sections, waiting lines.

# deputies/people/panels.py – the lower part offers, knowing nobody
Maker = Callable[[Deputy, User], Panel | None]
makers = Registry[Maker]("panels of a deputy")

def panels_of(deputy, user):
    return [panel for maker in makers if (panel := maker(deputy, user))]

# liaison/apps.py – the higher part adds in AppConfig.ready
panels.makers.add(registration_panel, order=10)
"""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Items by name, in order. Adding one again (a second `ready`, a reload) replaces it."""

    def __init__(self, title: str):
        self.title = title
        self._items: dict[str, tuple[int, T]] = {}

    def add(self, item: T, *, order: int = 0, name: str = "") -> T:
        """Add `item` at `order` (lowest first) and return it. Its name is its own `name`, else its place in the program."""
        named = name or getattr(item, "name", "") or f"{item.__module__}.{getattr(item, '__qualname__', repr(item))}"
        self._items[str(named)] = (order, item)
        return item

    def __getitem__(self, name: str) -> T:
        return self._items[name][1]

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __iter__(self) -> Iterator[T]:
        return (item for _, item in sorted(self._items.values(), key=lambda pair: pair[0]))

    def __len__(self) -> int:
        return len(self._items)
