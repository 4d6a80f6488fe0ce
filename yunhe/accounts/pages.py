"""Views that say nothing of their own, in one line: a list on its page, a button that does one verb.

activity_list = list_page(staff_required, ActivityListing, "stations/activities/activity_list.html")
activity_hold = button(staff_required, find_activity, workflow.hold_activity, said="已登记为“已举行”。")
activity_cancel = button(staff_required, find_activity, workflow.cancel_activity, form=ReasonForm, said="活动已取消。")
"""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from yunhe.accounts.decorators import Find, Guard, View, lists, writes
from yunhe.accounts.requests import Request
from yunhe.web.forms.page import Said, act, facts_of
from yunhe.web.lists.listing import Listing


def list_page(guard: Guard, listing: type[Listing], template: str) -> View:
    """Return the view of a list whose page `template` shows nothing besides."""

    def shown(request: Request) -> HttpResponseBase:
        return listing.of(request).answer(request, template)

    return lists(guard)(shown)


def button(
    guard: Guard,
    find: Find,
    verb: Callable[..., Any],
    *,
    form: Callable[..., BaseForm] | None = None,
    of: str = "",
    said: Said = "已办理。",
    to: Any = None,
    back: Any = None,
) -> View:
    """Return the view of a button: verb(thing, by=the person, **what `form` says), then on to `to`, without one to the thing.

    The policy stands in the verb. form: of the dialog in which the button stands, made of what was sent; `of`: the word by which
    it takes the thing, "" where it does not. said and to may be functions of what the verb returned, of the thing where it
    returned nothing. back: where a refusal is shown; without one as `act` does.
    """

    def press(request: Request, thing: Any) -> HttpResponse:
        asked = form(request.POST, **({of: thing} if of else {})) if form else None

        def do() -> Any:
            result = verb(thing, by=request.user, **(facts_of(asked) if asked else {}))
            return thing if result is None else result

        return act(request, do, said=said, to=thing if to is None else to, back=back, form=asked)

    return writes(guard, find)(press)
