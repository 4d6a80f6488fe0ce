"""Pages of a list: numbers around the current one, page size, total. Shown by the tag `pager`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator

SIZES = (20, 50, 100)
DEFAULT_SIZE = 20
NEIGHBOURS = 2


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    number: int
    size: int
    total: int
    pages: int
    sizes: tuple[int, ...] = SIZES

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def previous_number(self) -> int:
        return self.number - 1

    @property
    def next_number(self) -> int:
        return self.number + 1

    @property
    def window(self) -> list[int | None]:
        """Numbers to show: first, those around the current, last; None stands for a gap."""
        near = range(self.number - NEIGHBOURS, self.number + NEIGHBOURS + 1)
        shown = sorted({1, self.pages, *(number for number in near if 1 <= number <= self.pages)})
        window: list[int | None] = []
        for number in shown:
            if window and window[-1] is not None and number - window[-1] > 1:
                window.append(None)
            window.append(number)
        return window


def page_of(rows: Any, query: Mapping[str, Any]) -> Page:
    """Return the page of `rows` (queryset or list) that `query` (request.GET) asks for with `page` and `size`.

    A number too large gives the last page, nonsense the first; an unknown size the usual one. Two queries.
    """
    size = int(query.get("size", "")) if query.get("size", "") in map(str, SIZES) else DEFAULT_SIZE
    paginator = Paginator(rows, size)
    page = paginator.get_page(query.get("page"))
    return Page(list(page.object_list), page.number, size, paginator.count, paginator.num_pages)
