"""The head of a verb that is about one thing: one transaction, the row locked, the policy asked. What it does stands below.

@verb(ROWS, policies.can_close_station)
def close_station(station: Station, *, by: User, reason: str) -> Station: ...

@verb(ROWS, policies.can_move_activity, "cancel")        # what the policy wants to know besides
def cancel_activity(activity: Activity, *, by: User, reason: str) -> Activity: ...

The function is given the thing as it stands in the database under the lock, with what ROWS loads; what the caller held is left
alone. Nobody else changes the row, and no refusal has written anything, before it begins.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import models, transaction

from yunhe.kit.moves import locked

P = ParamSpec("P")
R = TypeVar("R")
Thing = TypeVar("Thing", bound=models.Model)


def verb(
    rows: models.QuerySet[Thing] | models.Manager[Thing], may: Callable[..., Any], *said: str
) -> Callable[[Callable[Concatenate[Thing, P], R]], Callable[Concatenate[Thing, P], R]]:
    """Make a function (thing, *, by, …) a verb: `may(by, thing, *said)` refuses before it begins. Raises what `may` raises."""

    def decorate(do: Callable[Concatenate[Thing, P], R]) -> Callable[Concatenate[Thing, P], R]:
        @wraps(do)
        def begun(thing: Thing, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with transaction.atomic():
                this = locked(rows.all(), thing)
                may(kwargs["by"], this, *said)
                return do(this, *args, **kwargs)

        return begun

    return decorate
