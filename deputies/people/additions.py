"""What higher nouns add to the register of deputies: where a record has gone, and a column that can be filtered and exported, counted in the database.

# apps.py of a higher part
additions.add(Addition("flow", with_flow, Column("flow", "流动状态", …), flow_filter))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django_filters import Filter

from yunhe.kit.registry import Registry
from yunhe.web.lists.columns import Column


@dataclass(frozen=True)
class Addition:
    """One column: its key, what annotates the rows with it, how it is shown, and a function that makes its filter."""

    name: str
    annotate: Callable[[QuerySet[Any]], QuerySet[Any]]
    column: Column
    filter: Callable[[], Filter]


additions: Registry[Addition] = Registry("columns of the register of deputies")
successors: Registry[Callable[[int], int | None]] = Registry("where the record of a key is now, None for not known")
