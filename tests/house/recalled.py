"""Who somebody is, asked once for a whole walk: the rows of a session, of an account and of its appointments.

Ten thousand requests of two dozen people would ask the same three questions each time, a quarter of what a walk costs. The answers
cannot change: a walk takes back what its requests write. Each request gets objects of its own.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from typing import Any

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore

from yunhe.accounts.models import Appointment
from yunhe.accounts.scope import Scope


def _once(ask: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    """Return a function (key, whom to ask) -> what `ask` says, asked once for each key and copied every time."""
    found: dict[Any, bytes] = {}

    def recalled(key: Any, whom: Any) -> Any:
        if key not in found:
            found[key] = pickle.dumps(ask(whom), pickle.HIGHEST_PROTOCOL)
        return pickle.loads(found[key])  # noqa: S301 our own

    return recalled


def _without_user(appointments: list[Appointment]) -> list[Appointment]:
    for held in appointments:
        del held._state.fields_cache["user"]
    return appointments


@contextmanager
def people_are_recalled() -> Iterator[None]:
    """Meanwhile read who somebody is once; only where every request is taken back or writes nothing about people."""
    ask_appointments, session = Scope.appointments.func, _once(SessionStore._get_session_from_db)
    account = _once(partial(ModelBackend.get_user, ModelBackend()))
    held = _once(lambda scope: _without_user(ask_appointments(scope)))

    def appointments(scope: Scope) -> list[Appointment]:
        rows = held(scope.user.pk, scope)
        for row in rows:
            row.user = scope.user
        return rows

    kept = cached_property(appointments)
    kept.__set_name__(Scope, "appointments")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SessionStore, "_get_session_from_db", lambda store: session(store.session_key, store))
        patch.setattr(ModelBackend, "get_user", lambda _backend, pk: account(pk, pk))
        patch.setattr(Scope, "appointments", kept)
        yield
