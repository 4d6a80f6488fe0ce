"""The page of one verb of a state machine: asks what the verb needs, and makes the move.

    ASKS = {
        "assign": Ask(AssignForm, workflow.assign),
        "withdraw": Ask(NoteForm, workflow.withdraw, said="已撤回。"),
        "confirm": Ask(None, workflow.confirm),                     # asks nothing but to press the button
    }

    @require_http_methods(["GET", "POST"])
    @people
    def suggestion_move(request, pk, verb):
        suggestion = find_suggestion(request, pk)
        return move_page(request, suggestion, verb, ASKS, machine=SUGGESTION, policy=policies.acting_side,
                         crumbs=[(suggestion.title, suggestion)], user=request.user)

The buttons: `SUGGESTION.actions(suggestion, lambda verb: policies.acting_side(user, suggestion, verb), among=ASKS)`.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.db import models
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse

from yunhe.kit.moves import Machine
from yunhe.web.forms.page import FormPage, Said


class Ask(NamedTuple):
    """What one verb asks of people, and the function that makes the move: verb(thing, *, by, **facts of the form)."""

    form: Callable[..., BaseForm] | None
    verb: Callable[..., Any]
    said: Said = ""
    hint: str = ""


def move_page(
    request: HttpRequest,
    thing: models.Model,
    verb: str,
    asks: Mapping[str, Ask],
    *,
    machine: Machine,
    policy: Callable[[Any, Any, str], Any],
    to: Any = None,
    **page: Any,
) -> HttpResponse:
    """Return the page of `verb` on `thing`, or make the move. Http404 for a verb without a page, Denied as `policy` says.

    policy(user, thing, verb) raises Denied or IllegalMove. page: whatever FormPage and the form take; the submit button is
    called after the verb.
    """
    if verb not in asks:
        raise Http404
    policy(request.user, thing, verb)
    ask, label = asks[verb], machine.verbs[verb]
    shown = FormPage(
        request,
        label,
        ask.form or Form,
        **{"of": thing, "submit": label, "hint": ask.hint, "is_danger": verb in machine.danger, **page},
    )
    said = ask.said or f"已办理：{label}。"
    return shown.run(lambda facts: ask.verb(thing, by=request.user, **facts), said=said, to=to)
