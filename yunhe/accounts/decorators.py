"""What every view says of itself in one line: what kind of page it is, and for whom.

    @reads(office_required)     a page: GET, and no statement may write
    @lists(office_required)     a list: GET reads, POST exports or acts on the ticked rows
    @asks(office_required)      a form: GET shows it, POST does the verb
    @writes(office_required)    a button: POST only
    @gives(office_required)     a file: GET, and that it was given may be written down

A view of one thing names who finds it, and the policy that opens the page; it is then given the thing instead of `pk`:

    @asks(office_required, find_activity, policies.can_edit_activity)
    def activity_edit(request: Request, activity: Activity) -> HttpResponse: ...

A page is private by default (LoginRequiredMiddleware); the guard says for which roles. Views that are only a list or a button
are said in one line: yunhe.accounts.pages. No view asks for a role itself: `opens(office_required, user)` says whether a page of
that kind is open to somebody, policies say everything else (tests/house/test_permission.py).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.readonly import read_only
from yunhe.kit.refusals import Denied

View = Callable[..., HttpResponseBase]
Guard = Callable[[View], View]
Find = Callable[[Any, int], Any]  # (request, pk) -> the thing, or Http404
May = Callable[[Any, Any], Any]  # (user, thing), raises Denied


def roles_required(*roles: str) -> Guard:
    """Let a view be opened only by holders of one of `roles`; others get 403 with the reason. Sets `view.roles`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not scope_of(request.user).has_role(*roles):
                names = "、".join(Role(role).label for role in roles)
                raise Denied(f"此页面供{names}使用。如需使用，请联系系统管理员开通。")
            return view(request, *args, **kwargs)

        vars(guarded)["roles"] = roles
        return guarded

    vars(decorate)["roles"] = roles
    return decorate


def opens(guard: Guard, user: User) -> bool:
    """Whether `guard` opens its pages to `user`: whether a page shows what leads to them."""
    return scope_of(user).has_role(*vars(guard)["roles"])


staff_required = roles_required(*STAFF_ROLES)
office_required = roles_required(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
staff_or_deputy_required = roles_required(*STAFF_ROLES, Role.DEPUTY)
office_or_deputy_required = roles_required(Role.COUNTY_OFFICE, Role.OFFICE_STAFF, Role.DEPUTY)
system_admin_required = roles_required(Role.SYSTEM_ADMIN)
county_required = roles_required(Role.COUNTY_OFFICE)
deputy_required = roles_required(Role.DEPUTY)
higher_office_required = roles_required(Role.HIGHER_OFFICE)


def _of(methods: tuple[str, ...], guard: Guard, view: View) -> View:
    """Refuse other methods first, then other people. Sets `view.methods`."""
    made: View = require_http_methods(list(methods))(guard(view))
    vars(made)["methods"] = frozenset(methods)
    return made


def _about(view: View, find: Find | None, may: May | None) -> View:
    """Give the view the thing that `find` finds instead of `pk`, once `may` has let the person."""
    if find is None:
        return view

    @wraps(view)
    def found(request: Any, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        thing = find(request, pk)
        if may is not None:
            may(request.user, thing)
        return view(request, thing, *args, **kwargs)

    return found


def reads(guard: Guard, find: Find | None = None, may: May | None = None) -> Guard:
    """A page that `guard` opens: GET and HEAD, and no statement may write."""
    return lambda view: _of(("GET", "HEAD"), guard, read_only(_about(view, find, may)))


def lists(guard: Guard, find: Find | None = None, may: May | None = None) -> Guard:
    """A list that `guard` opens: GET writes nothing, POST is the export or a verb on the ticked rows."""
    return lambda view: _of(("GET", "HEAD", "POST"), guard, read_only(_about(view, find, may)))


def asks(guard: Guard, find: Find | None = None, may: May | None = None) -> Guard:
    """A form that `guard` opens: GET shows it, POST does the verb."""
    return lambda view: _of(("GET", "HEAD", "POST"), guard, _about(view, find, may))


def writes(guard: Guard, find: Find | None = None, may: May | None = None) -> Guard:
    """A button that `guard` opens: POST only."""
    return lambda view: _of(("POST",), guard, _about(view, find, may))


def gives(guard: Guard, find: Find | None = None, may: May | None = None) -> Guard:
    """A file that `guard` hands out: GET and HEAD; the view may write that it did."""
    return lambda view: _of(("GET", "HEAD"), guard, _about(view, find, may))


def opens_before(*stages: str):
    """Let a signed-in person open the view before `stages`: "password" (own password set), "notice" (notice on personal
    data read), "appointment" (any role held). Read by PrivatePagesMiddleware.
    """

    def decorate(view):
        @wraps(view)
        def opened(request, *args, **kwargs):
            return view(request, *args, **kwargs)

        opened.open_before = stages
        return opened

    return decorate
