"""A deputy drafts, asks others to sign, signs, and hands in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.people.models import Deputy
from liaison.concerns.models import Concern
from liaison.suggestions import checks, policies, workflow
from liaison.suggestions.enums import SignState, SuggestionState
from liaison.suggestions.forms import DraftForm, HandInForm, SignersForm, choosable
from liaison.suggestions.models import CoSigner, Suggestion
from liaison.suggestions.views.suggestions import find_suggestion
from yunhe.accounts.decorators import deputy_required
from yunhe.accounts.policies import Denied
from yunhe.kit.pager import page_of
from yunhe.kit.readonly import read_only


@require_safe
@deputy_required
@read_only
def my_suggestions(request: HttpRequest) -> HttpResponse:
    """Show a deputy the own suggestions, those signed, and who asks for a signature."""
    deputy = get_object_or_404(Deputy, user=request.user)
    signed = Q(signers__deputy=deputy, signers__state=SignState.SIGNED)
    rows = Suggestion.objects.filter(Q(leader=deputy) | signed).select_related("leader", "unit").distinct()
    asked = CoSigner.objects.filter(deputy=deputy, state=SignState.ASKED, suggestion__state=SuggestionState.DRAFT)
    context = {
        "page": page_of(rows.order_by("-created_at"), request.GET),
        "asked": list(asked.select_related("suggestion__leader")),
    }
    return TemplateResponse(request, "liaison/suggestions/my_suggestions.html", context)


def _concern_of(request: HttpRequest) -> Concern | None:
    number = request.GET.get("concern", "")
    if not number.isdecimal() or len(number) > 12:
        return None
    return get_object_or_404(Concern.objects.visible_to(request.user).select_related("place__unit"), pk=number)


@require_http_methods(["GET", "POST"])
@deputy_required
def suggestion_create(request: HttpRequest) -> HttpResponse:
    """Draft a suggestion; ?concern= begins with a voter's matter."""
    leader = policies.acting_deputy(request.user)
    concern = _concern_of(request)
    first = {"title": f"关于{concern.short_title}的建议", "problem": concern.text} if concern else {}
    form = DraftForm(request.POST if request.method == "POST" else None, leader=leader, initial=first)
    if form.is_valid():
        try:
            made = workflow.draft(by=request.user, concern=concern, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, "草稿已保存。写好后可以请其他代表联名，再提交。")
            return redirect(made)
    context = {"form": form, "concern": concern, "suggestion": None}
    return TemplateResponse(request, "liaison/suggestions/suggestion_form.html", context)


@require_http_methods(["GET", "POST"])
@deputy_required
def suggestion_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    suggestion = find_suggestion(request, pk)
    policies.can_edit_suggestion(request.user, suggestion)
    names = ("title", "problem", "cause", "measures", "wanted_unit")
    known = {name: getattr(suggestion, name) for name in names}
    form = DraftForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            workflow.edit(suggestion, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "已保存。")
            return redirect(suggestion)
    context = {"form": form, "concern": suggestion.concern, "suggestion": suggestion}
    return TemplateResponse(request, "liaison/suggestions/suggestion_form.html", context)


@require_http_methods(["GET", "POST"])
@deputy_required
def suggestion_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask other deputies to sign."""
    suggestion = find_suggestion(request, pk)
    policies.can_edit_suggestion(request.user, suggestion)
    form = SignersForm(request.POST if request.method == "POST" else None, suggestion=suggestion)
    if form.is_valid():
        try:
            new = workflow.ask_to_sign(suggestion, by=request.user, deputies=form.cleaned_data["deputies"])
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, f"已请 {new} 位代表联名。")
            return redirect(suggestion)
    context = {"form": form, "suggestion": suggestion, "has_choice": choosable(suggestion).exists()}
    return TemplateResponse(request, "liaison/suggestions/suggestion_ask.html", context)


@require_POST
@deputy_required
def suggestion_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign, or decline."""
    suggestion = find_suggestion(request, pk)
    signs = request.POST.get("signs") == "1"
    workflow.sign(suggestion, by=request.user, signs=signs)
    messages.success(request, "已联名。" if signs else "已回复不联名。")
    return redirect(suggestion)


@require_http_methods(["GET", "POST"])
@deputy_required
def suggestion_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the seven questions beside what the text itself makes doubtful, and hand in."""
    suggestion = find_suggestion(request, pk)
    policies.can_move_suggestion(request.user, suggestion, "hand_in")
    form = HandInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            workflow.MOVES["hand_in"](suggestion, by=request.user, **form.facts())
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, "已提交，七天内会告知您收到。")
            return redirect(suggestion)
    doubts = checks.look_over(suggestion.title, suggestion.problem, suggestion.cause, suggestion.measures)
    context = {"form": form, "suggestion": suggestion, "doubts": doubts}
    return TemplateResponse(request, "liaison/suggestions/suggestion_hand_in.html", context)
