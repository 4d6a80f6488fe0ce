"""The list, one suggestion, its moves and its Word file."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from liaison.concerns.models import Concern
from liaison.suggestions import policies, workflow
from liaison.suggestions.enums import SUGGESTION, SuggestionState
from liaison.suggestions.forms import (
    AssignForm,
    CoOpinionForm,
    NoteForm,
    OpinionForm,
    ReasonForm,
    ReplyForm,
    SendBackForm,
)
from liaison.suggestions.letters import suggestion_letter
from liaison.suggestions.models import CoHandler, Suggestion
from liaison.suggestions.panels import pages
from liaison.suggestions.tables import SuggestionListing
from yunhe.accounts.decorators import asks, gives, office_required, opens, reads, roles_required
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.pages import list_page, moves
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.moves import events_of
from yunhe.kit.pager import page_of
from yunhe.kit.refusals import is_allowed
from yunhe.letters import letter_response
from yunhe.web.forms.moves import Ask
from yunhe.web.forms.page import FormPage

ASKS = {
    "acknowledge": Ask(NoteForm, workflow.acknowledge),
    "assign": Ask(AssignForm, workflow.assign),
    "give_opinion": Ask(OpinionForm, workflow.give_opinion),
    "reply": Ask(ReplyForm, workflow.reply),
    "send_back": Ask(SendBackForm, workflow.send_back),
    "take_back": Ask(ReasonForm, workflow.take_back),
    "track": Ask(NoteForm, workflow.track),
    "withdraw": Ask(NoteForm, workflow.withdraw),
}
people = roles_required(*OFFICES, Role.DEPUTY, Role.HANDLING_UNIT)
answering = roles_required(*OFFICES, Role.HANDLING_UNIT)
unit_required = roles_required(Role.HANDLING_UNIT)
find_suggestion = in_scope(
    Suggestion.objects, *("office", "leader__origin", "leader__residence__unit", "unit", "concern__place__unit")
)
suggestion_list = list_page(office_required, SuggestionListing, "liaison/suggestions/suggestion_list.html")


@reads(unit_required)
def unit_suggestions(request: Request) -> HttpResponse:
    """Show a handling unit what it has to answer or to give an opinion on, what is due first."""
    rows = Suggestion.objects.visible_to(request.user).with_units_of(request.user)
    box, here = "all" if request.GET.get("box") == "all" else "open", request.path
    waiting = rows.filter(state__in=(SuggestionState.ASSIGNED, SuggestionState.REDOING))
    shown = (rows if box == "all" else waiting).select_related("office", "leader", "unit")
    context = {
        "page": page_of(shown.order_by("due_on", "-handed_in_on", "-pk"), request.GET),
        "tabs": [("open", "待答复", here, waiting.count()), ("all", "全部", f"{here}?box=all", rows.count())],
        "box": box,
        "own": set(request.user.handling_units.filter(is_active=True).values_list("pk", flat=True)),
    }
    return TemplateResponse(request, "liaison/suggestions/unit_suggestions.html", context)


@reads(people, find_suggestion)
def suggestion_detail(request: Request, suggestion: Suggestion) -> HttpResponse:
    """Show one suggestion, who signs, where it stands and what may be done."""
    user, concern = request.user, suggestion.concern
    sees_concern = concern is not None and Concern.objects.visible_to(user).filter(pk=concern.pk).exists()
    context = {
        "suggestion": suggestion,
        "signers": list(suggestion.signers.select_related("deputy__origin")),
        "moves": SUGGESTION.actions(suggestion, partial(policies.acting_side, user, suggestion), among=ASKS),
        "may_hand_in": is_allowed(policies.can_hand_in, user, suggestion),
        "may_edit": is_allowed(policies.can_edit_suggestion, user, suggestion),
        "may_sign": is_allowed(policies.can_sign, user, suggestion),
        "sees_concern": sees_concern,
        "is_unit": opens(unit_required, user),
        "co_handlers": [
            (one, is_allowed(policies.can_note_opinion, user, one))
            for one in suggestion.co_handlers.select_related(
                "unit", "suggestion__office", "suggestion__leader", "suggestion__unit"
            )
        ],
        "panels": pages.of(suggestion, user),
        "timeline": events_of(suggestion.steps.all()),
    }
    return TemplateResponse(request, "liaison/suggestions/suggestion_detail.html", context)


def _move_page(request: Request, suggestion: Suggestion, verb: str) -> dict[str, Any]:
    """Return what the pages of the moves have in common; who assigns is offered the units in scope."""

    def place(moved: Suggestion) -> Suggestion | str:
        """Return the suggestion, or the first page where it is no longer seen."""
        sees = Suggestion.objects.visible_to(request.user).filter(pk=moved.pk).exists()
        return moved if sees else "home"

    crumbs, note = [(suggestion.title, suggestion)], f"{suggestion.title} · {suggestion.leader.name}代表领衔"
    return {"to": place, "crumbs": crumbs, "note": note, **({"user": request.user} if verb == "assign" else {})}


suggestion_move = moves(people, find_suggestion, ASKS, machine=SUGGESTION, policy=policies.acting_side, page=_move_page)


find_co_handler = in_scope(CoHandler.objects, *("unit", "suggestion__office", "suggestion__leader", "suggestion__unit"))


@asks(answering, find_co_handler, policies.can_note_opinion)
def co_opinion(request: Request, co_handler: CoHandler) -> HttpResponse:
    """Take the opinion of a co-handling unit, from itself or noted by the office."""
    suggestion = co_handler.suggestion
    page = FormPage(
        request,
        "登记协办意见",
        CoOpinionForm,
        of=co_handler,
        note=f"{co_handler.unit.name} · {suggestion.title}",
        crumbs=[(suggestion.title, suggestion)],
        cancel=suggestion,
        is_single=True,
        initial={"opinion": co_handler.opinion},
    )
    return page.does(workflow.note_co_opinion, said="协办意见已登记。", to=suggestion)


@gives(people, find_suggestion)
def suggestion_word(request: Request, suggestion: Suggestion) -> HttpResponseBase:
    return letter_response(suggestion_letter(suggestion), suggestion.title)
