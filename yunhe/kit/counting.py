"""Counting what hangs on each row, asked of that row alone."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def count_of(rows: QuerySet[Any], relation: str) -> Coalesce:
    """Return how many of `rows` have the outer row as their `relation`, 0 for none, as an annotation.

    A count over a join reads and groups all that hangs on all rows first; this asks an index for each row that is shown.
    """
    own = rows.filter(**{relation: OuterRef("pk")}).order_by()
    return Coalesce(Subquery(own.values(relation).annotate(number=Count("pk")).values("number")), Value(0))
