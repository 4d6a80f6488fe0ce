"""Views that say nothing of their own, in one line: a list on its page, a button that does one verb, the pages of all verbs.

activity_list = list_page(staff_required, ActivityListing, "stations/activities/activity_list.html")
activity_hold = button(staff_required, find_activity, workflow.hold_activity, said="已登记为“已举行”。")
activity_cancel = button(staff_required, find_activity, workflow.cancel_activity, form=ReasonForm, said="活动已取消。")
topic_list = list_by_state(staff_required, TopicListing, "…", rows=Topic.objects, states=TopicState, page="activities:topic-list")
topic_move = moves(staff_required, find_topic, ASKS, machine=TOPIC, policy=policies.acting_side, page=topic_page)
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Manager
from django.forms import BaseForm
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from yunhe.accounts.decorators import Find, Guard, View, asks, lists, writes
from yunhe.accounts.requests import Request
from yunhe.kit.moves import Machine
from yunhe.kit.states import State
from yunhe.web.forms.moves import Ask, move_page
from yunhe.web.forms.page import Said, act, facts_of
from yunhe.web.lists.listing import Listing


def list_page(guard: Guard, listing: type[Listing], template: str) -> View:
    """Return the view of a list whose page `template` shows nothing besides."""

    def shown(request: Request) -> HttpResponseBase:
        return listing.of(request).answer(request, template)

    return lists(guard)(shown)


def list_by_state(
    guard: Guard, listing: type[Listing], template: str, *, rows: Manager[Any], states: type[State], page: str
) -> View:
    """Return the view of a list with a tab for each of `states`; `rows` are counted in the scope of who asks.

    page: the name of the list's address. The template finds `tabs` and the `state` that is shown.
    """

    def shown(request: Request) -> HttpResponseBase:
        visible = rows.visible_to(request.user).order_by()  # type: ignore[attr-defined]
        counts = dict(visible.values_list("state").annotate(number=Count("pk", distinct=True)))
        here = reverse(page)
        tabs = [("", "全部", here, sum(counts.values()))]
        tabs += [(one.value, one.label, f"{here}?state={one.value}", counts.get(one.value, 0)) for one in states]
        return listing.of(request).answer(request, template, {"tabs": tabs, "state": request.GET.get("state", "")})

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


def moves(
    guard: Guard,
    find: Find,
    verbs: Mapping[str, Ask],
    *,
    machine: Machine,
    policy: Callable[[Any, Any, str], Any],
    page: Callable[[Request, Any, str], Mapping[str, Any]],
) -> View:
    """Return the view of the page of every one of `verbs`; its address holds the verb. See yunhe.web.forms.moves.

    page: what FormPage and the forms take besides, of the request, the thing and the verb.
    """

    def shown(request: Request, thing: Any, verb: str) -> HttpResponse:
        return move_page(request, thing, verb, verbs, machine=machine, policy=policy, **page(request, thing, verb))

    return asks(guard, find)(shown)
