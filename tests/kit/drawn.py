"""Rows that hundreds of tests begin with: drawn by the program's own verbs once a process, then put in as they are."""

import pickle
from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

T = TypeVar("T")
_drawn: dict[object, bytes] = {}


def drawn_once(name: object, draw: Callable[[], T]) -> T:
    """Return what `draw` has made when it was first asked for `name`; the caller puts its rows into the database.

    What `draw` writes is taken back. The ids of its rows stay theirs: a sequence does not go back with a transaction.
    """
    if name not in _drawn:
        with transaction.atomic():
            _drawn[name] = pickle.dumps(draw(), pickle.HIGHEST_PROTOCOL)
            transaction.set_rollback(True)
    return pickle.loads(_drawn[name])  # noqa: S301 our own
