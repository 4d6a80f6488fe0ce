"""The request of a signed-in person, what every private view is given, and how it finds the one row that it is about.

find_activity = in_scope(Activity.objects.with_sides(), "organising_area__unit", "station")

@reads(staff_required, find_activity)
def activity_detail(request: Request, activity: Activity) -> HttpResponse: ...

PrivatePagesMiddleware lets nobody else through, so `request.user` is a `User` there. A public view (`login_not_required`) takes
Django's HttpRequest, whose user may be nobody.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Manager, Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django_htmx.middleware import HtmxDetails

from yunhe.accounts.models import User

M = TypeVar("M", bound=Model)


class Request(HttpRequest):
    """A request to a private page. Only a type: nothing makes one."""

    user: User
    htmx: HtmxDetails


def in_scope(
    rows: Manager[M] | QuerySet[M], *related: str, key: str = "pk", **parts_of: Manager[Any] | QuerySet[Any]
) -> Callable[[Any, int], M]:
    """Return the function (request, pk) that finds one of `rows` in the scope of who asks, with what is `related`.

    It raises Http404 for a row that is not there and for one outside the scope alike. rows: a manager or queryset that knows
    `visible_to`; of what has no scope of its own, `parts_of` names what it is a part of: station=Station.objects. key: the
    field that the address holds.
    """

    def find(request: Request, pk: int) -> M:
        if parts_of:
            wholes = {name: whole.visible_to(request.user) for name, whole in parts_of.items()}  # type: ignore[union-attr]
            visible: QuerySet[M] = rows.filter(**{f"{name}__in": whole for name, whole in wholes.items()})
        else:
            visible = rows.visible_to(request.user)  # type: ignore[union-attr]
        return get_object_or_404(visible.select_related(*related) if related else visible, **{key: pk})

    return find
