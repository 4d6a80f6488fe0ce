"""The list, one suggestion, its moves and its Word file."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from liaison.concerns.models import Concern
from liaison.suggestions import policies, workflow
from liaison.suggestions.enums import SUGGESTION
from liaison.suggestions.forms import AssignForm, NoteForm, OpinionForm, ReasonForm, ReplyForm, SendBackForm
from liaison.suggestions.letters import suggestion_letter
from liaison.suggestions.models import Suggestion
from liaison.suggestions.tables import SuggestionListing
from yunhe.accounts.decorators import asks, lists, office_required, reads, roles_required
from yunhe.accounts.enums import Role
from yunhe.accounts.requests import Request
from yunhe.kit.moves import events_of
from yunhe.kit.refusals import is_allowed
from yunhe.letters import letter_response
from yunhe.web.forms.moves import Ask, move_page

ASKS = {
    "assign": Ask(AssignForm, workflow.assign),
    "give_opinion": Ask(OpinionForm, workflow.give_opinion),
    "reply": Ask(ReplyForm, workflow.reply),
    "send_back": Ask(SendBackForm, workflow.send_back),
    "take_back": Ask(ReasonForm, workflow.take_back),
    "withdraw": Ask(NoteForm, workflow.withdraw),
}
people = roles_required(Role.COUNTY_OFFICE, Role.OFFICE_STAFF, Role.DEPUTY)


def find_suggestion(request: Request, pk: int) -> Suggestion:
    """Return a suggestion in scope, or 404."""
    rows = Suggestion.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("office", "leader__origin", "unit", "concern__place__unit"), pk=pk)


@lists(office_required)
def suggestion_list(request: Request) -> HttpResponse:
    """List the suggestions handed in to the user's offices."""
    return SuggestionListing.of(request).answer(request, "liaison/suggestions/suggestion_list.html")


@reads(people)
def suggestion_detail(request: Request, pk: int) -> HttpResponse:
    """Show one suggestion, who signs, where it stands and what may be done."""
    suggestion, user = find_suggestion(request, pk), request.user
    concern = suggestion.concern
    sees_concern = concern is not None and Concern.objects.visible_to(user).filter(pk=concern.pk).exists()
    context = {
        "suggestion": suggestion,
        "signers": list(suggestion.signers.select_related("deputy__origin")),
        "moves": SUGGESTION.actions(suggestion, partial(policies.acting_side, user, suggestion), among=ASKS),
        "may_hand_in": is_allowed(policies.acting_side, user, suggestion, "hand_in"),
        "may_edit": is_allowed(policies.can_edit_suggestion, user, suggestion),
        "may_sign": is_allowed(policies.can_sign, user, suggestion),
        "sees_concern": sees_concern,
        "timeline": events_of(suggestion.steps.all()),
    }
    return TemplateResponse(request, "liaison/suggestions/suggestion_detail.html", context)


@asks(people)
def suggestion_move(request: Request, pk: int, verb: str) -> HttpResponse:
    """Ask what a move needs, and make it."""
    suggestion = find_suggestion(request, pk)

    def place(moved: Suggestion) -> Suggestion | str:
        """Return the suggestion, or the list where it is no longer seen."""
        sees = Suggestion.objects.visible_to(request.user).filter(pk=moved.pk).exists()
        return moved if sees else "suggestions:suggestion-list"

    return move_page(
        request,
        suggestion,
        verb,
        ASKS,
        machine=SUGGESTION,
        policy=policies.acting_side,
        to=place,
        crumbs=[(suggestion.title, suggestion)],
        note=f"{suggestion.title} · {suggestion.leader.name}代表领衔",
        **({"user": request.user} if verb == "assign" else {}),
    )


@require_safe
@people
def suggestion_word(request: Request, pk: int) -> HttpResponse:
    """Return the suggestion as a Word file."""
    suggestion = find_suggestion(request, pk)
    return letter_response(suggestion_letter(suggestion), suggestion.title)
