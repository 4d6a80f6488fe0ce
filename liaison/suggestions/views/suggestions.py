"""The list, one suggestion, its moves and its Word file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from liaison.concerns.models import Concern
from liaison.suggestions import policies, workflow
from liaison.suggestions.enums import TRANSITIONS, VERBS
from liaison.suggestions.forms import MOVE_FORMS
from liaison.suggestions.letters import suggestion_letter
from liaison.suggestions.models import Suggestion
from liaison.suggestions.tables import SuggestionListing
from yunhe.accounts.decorators import office_required, roles_required
from yunhe.accounts.enums import Role
from yunhe.accounts.policies import Denied, is_allowed
from yunhe.kit.readonly import read_only
from yunhe.letters import letter_response

people = roles_required(Role.COUNTY_OFFICE, Role.OFFICE_STAFF, Role.DEPUTY)


def find_suggestion(request: HttpRequest, pk: int) -> Suggestion:
    """Return a suggestion in scope, or 404."""
    rows = Suggestion.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("office", "leader__origin", "unit", "concern__place__unit"), pk=pk)


@office_required
@read_only
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """List the suggestions handed in to the user's offices."""
    return SuggestionListing.of(request).answer(request, "liaison/suggestions/suggestion_list.html")


@require_safe
@people
@read_only
def suggestion_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one suggestion, who signs, where it stands and what may be done."""
    suggestion, user = find_suggestion(request, pk), request.user
    moves = [
        (verb, VERBS[verb])
        for verb in TRANSITIONS[suggestion.state]
        if verb in MOVE_FORMS and is_allowed(policies.can_move_suggestion, user, suggestion, verb)
    ]
    concern = suggestion.concern
    sees_concern = concern is not None and Concern.objects.visible_to(user).filter(pk=concern.pk).exists()
    steps = list(suggestion.steps.order_by("-at", "-pk"))
    context = {
        "suggestion": suggestion,
        "signers": list(suggestion.signers.select_related("deputy__origin")),
        "moves": moves,
        "may_hand_in": is_allowed(policies.can_move_suggestion, user, suggestion, "hand_in"),
        "may_edit": is_allowed(policies.can_edit_suggestion, user, suggestion),
        "may_sign": is_allowed(policies.can_sign, user, suggestion),
        "sees_concern": sees_concern,
        "timeline": [
            {
                "at": one.at,
                "title": one.label,
                "by": f"{one.get_side_display()} {one.by}",
                "text": one.text,
                "tone": "info",
            }
            for one in steps
        ],
    }
    return TemplateResponse(request, "liaison/suggestions/suggestion_detail.html", context)


@require_http_methods(["GET", "POST"])
@people
def suggestion_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask what a move needs, and make it."""
    if verb not in MOVE_FORMS:
        raise Http404
    suggestion = find_suggestion(request, pk)
    policies.can_move_suggestion(request.user, suggestion, verb)
    form = MOVE_FORMS[verb](request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        try:
            workflow.MOVES[verb](suggestion, by=request.user, **form.facts())
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, f"已办理：{VERBS[verb]}。")
            still = Suggestion.objects.visible_to(request.user).filter(pk=pk).exists()
            return redirect(suggestion if still else "suggestions:suggestion-list")
    context = {"form": form, "suggestion": suggestion, "label": VERBS[verb]}
    return TemplateResponse(request, "liaison/suggestions/suggestion_move.html", context)


@require_safe
@people
def suggestion_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the suggestion as a Word file."""
    suggestion = find_suggestion(request, pk)
    return letter_response(suggestion_letter(suggestion), suggestion.title)
