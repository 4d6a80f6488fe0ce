"""A deputy drafts, asks others to sign, signs, and hands in."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from deputies.people.models import Deputy
from liaison.concerns.models import Concern
from liaison.suggestions import checks, policies, workflow
from liaison.suggestions.enums import SignState, SuggestionState
from liaison.suggestions.forms import TEXTS, DraftForm, HandInForm, SignersForm, choosable
from liaison.suggestions.models import CoSigner, Suggestion
from liaison.suggestions.views.suggestions import find_suggestion
from yunhe.accounts.decorators import asks, deputy_required, reads, writes
from yunhe.accounts.requests import Request
from yunhe.kit.asked import number
from yunhe.kit.pager import page_of
from yunhe.web.forms.page import FormPage, act

CRUMBS = [("我的建议", "suggestions:my-suggestions")]


@reads(deputy_required)
def my_suggestions(request: Request) -> HttpResponse:
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


def _concern_of(request: Request) -> Concern | None:
    asked = number(request.GET, "concern")
    concerns = Concern.objects.visible_to(request.user).select_related("place__unit")
    return get_object_or_404(concerns, pk=asked) if asked else None


def _page(request: Request, title: str, form_class, of: Suggestion, **page: Any) -> FormPage:
    """Return a page about the suggestion `of`, its own page one step up."""
    return FormPage(request, title, form_class, of=of, crumbs=[*CRUMBS, of], **page)


def _draft_page(request: Request, title: str, concern: Concern | None, **page: Any) -> FormPage:
    """Return the page on which a suggestion is drafted, perhaps from a voter's `concern`."""
    note = (
        f"来自群众诉求 {concern.spoken_number}。请用自己的话重写，不写选民的姓名和电话。"
        if concern
        else "一件建议只写一件事。"
    )
    return FormPage(request, title, DraftForm, note=note, submit="保存草稿", is_single=True, **page)


@asks(deputy_required)
def suggestion_create(request: Request) -> HttpResponse:
    """Draft a suggestion; ?concern= begins with a voter's matter."""
    leader = policies.acting_deputy(request.user)
    concern = _concern_of(request)
    initial = {"title": f"关于{concern.short_title}的建议", "problem": concern.text} if concern else {}
    page = _draft_page(request, "写建议", concern, leader=leader, initial=initial, crumbs=CRUMBS)
    return page.run(
        lambda facts: workflow.draft(by=request.user, concern=concern, **facts),
        said="草稿已保存。写好后可以请其他代表联名，再提交。",
    )


@asks(deputy_required, find_suggestion, policies.can_edit_suggestion)
def suggestion_edit(request: Request, suggestion: Suggestion) -> HttpResponse:
    about = {
        "of": suggestion,
        "crumbs": [*CRUMBS, suggestion],
        "initial": {name: getattr(suggestion, name) for name in TEXTS},
    }
    hint = "改动后，已经联名的代表需要重新看过再联名。"
    page = _draft_page(request, "修改建议", suggestion.concern, hint=hint, **about)
    return page.does(workflow.edit)


@asks(deputy_required, find_suggestion, policies.can_edit_suggestion)
def suggestion_ask(request: Request, suggestion: Suggestion) -> HttpResponse:
    """Ask other deputies to sign."""
    has_choice = choosable(suggestion).exists()
    page = _page(
        request,
        "请代表联名",
        SignersForm,
        suggestion,
        suggestion=suggestion,
        note="同一级人大、有账号的在任代表会收到通知，在手机上看过全文再答复。",
        submit="发出邀请" if has_choice else "",
        icon="send",
        body="" if has_choice else "liaison/suggestions/_nobody_to_ask.html",
    )
    return page.does(workflow.ask_to_sign, said=lambda new: f"已请 {new} 位代表联名。")


@writes(deputy_required, find_suggestion)
def suggestion_sign(request: Request, suggestion: Suggestion) -> HttpResponse:
    signs = request.POST.get("signs") == "1"
    said = "已联名。" if signs else "已回复不联名。"
    return act(request, lambda: workflow.sign(suggestion, by=request.user, signs=signs), said=said, to=suggestion)


@asks(deputy_required, find_suggestion, policies.can_hand_in)
def suggestion_hand_in(request: Request, suggestion: Suggestion) -> HttpResponse:
    """Answer the seven questions beside what the text itself makes doubtful, and hand in."""
    doubts = checks.look_over(suggestion.title, suggestion.problem, suggestion.cause, suggestion.measures)
    page = _page(
        request,
        "检查并提交",
        HandInForm,
        suggestion,
        note="有七种情形不能作为代表建议提出，请逐条回答。",
        context={"doubts": doubts},
        before="liaison/suggestions/_doubts.html" if doubts else "",
        submit="提交",
        icon="send",
        is_single=True,
    )
    return page.does(workflow.hand_in, said="已提交，七天内会告知您收到。")
