"""One of many ids, said to PostgreSQL as one value: `station__among=Ids([1, 2, 3])` is `station_id = ANY('{1,2,3}')`.

`__in` writes a parameter for each id, which costs more to write than to answer when there are ten thousand; the plan is the same.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import ForeignKey, IntegerField, Lookup, Q


class Ids:
    """Primary keys to compare with. Not a list, so that nothing looks at each of them on the way."""

    def __init__(self, ids: Iterable[int]):
        self.ids = list(ids)


@ForeignKey.register_lookup
@IntegerField.register_lookup
class Among(Lookup):
    """Whether a key is one of `Ids`."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the comparison with an array."""
        key, params = self.process_lhs(compiler, connection)
        return f"{key} = ANY(%s::bigint[])", (*params, self.rhs.ids)


def among(relation: str, ids: Iterable[int]) -> Q:
    """Return the condition that the key `relation` is one of `ids`; of none it is never true, and costs no branch."""
    chosen = Ids(ids)
    return Q(**{f"{relation}__among": chosen}) if chosen.ids else Q(pk__in=[])
