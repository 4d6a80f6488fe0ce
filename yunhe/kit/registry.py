"""What lower parts of the program let higher ones add to: panels, handover, evidence, sections, waiting lines.

# the lower part offers, knowing nobody
renamed: Registry[Callable[[Station], None]] = Registry("what follows the new name of a station")

for follow in renamed:
    follow(station)

# the higher part adds in AppConfig.ready
renamed.add(draw_again)
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
