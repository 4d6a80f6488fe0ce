"""Matters for those who handle them: list, figures, one matter with every move, and a deputy's or unit's own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liaison.concerns import policies, workflow
from liaison.concerns.enums import (
    FIRST_VERBS,
    TRANSITIONS,
    VERBS,
    ConcernState,
)
from liaison.concerns.forms import EditForm, PublishForm
from liaison.concerns.forms.concerns import MOVE_FORMS
from liaison.concerns.letters import assignment_sheet
from liaison.concerns.models import AnswerTemplate, Concern
from liaison.concerns.queries import alike_to, figures_by_unit, figures_of, timeline_of, waits_of
from liaison.concerns.queries import my_concerns as concerns_of
from liaison.concerns.tables import ConcernListing
from yunhe.accounts.decorators import deputy_required, office_required, roles_required, staff_required
from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.policies import Denied, is_allowed
from yunhe.accounts.scope import scope_of
from yunhe.audit.record import record_view
from yunhe.kit.pager import page_of
from yunhe.kit.readonly import read_only
from yunhe.letters import letter_response

RELATED = (
    "lead",
    "origin",
    "residence__unit",
    "place__unit",
    "handling_point__unit",
    "handling_unit",
    "deputy",
    "station",
    "parent__place__unit",
    "merged_into__place__unit",
)
everybody = roles_required(*STAFF_ROLES, Role.DEPUTY, Role.HANDLING_UNIT)


def find_concern(request: HttpRequest, pk: int) -> Concern:
    """Return a matter in scope, or 404."""
    return get_object_or_404(Concern.objects.visible_to(request.user).select_related(*RELATED), pk=pk)


@staff_required
@read_only
def concern_list(request: HttpRequest) -> HttpResponse:
    """List the matters in scope under the figures of what waits."""
    figures = figures_of(Concern.objects.visible_to(request.user))
    return ConcernListing.of(request).answer(request, "liaison/concerns/concern_list.html", {"figures": figures})


@require_safe
@staff_required
@read_only
def concern_figures(request: HttpRequest) -> HttpResponse:
    """Show the record of each leading unit in scope."""
    rows = figures_by_unit(Concern.objects.visible_to(request.user))
    return TemplateResponse(request, "liaison/concerns/concern_figures.html", {"rows": rows})


@require_safe
@deputy_required
@read_only
def my_concerns(request: HttpRequest) -> HttpResponse:
    """Show a deputy what came straight to him and what he took down, open ones first."""
    rows = concerns_of(request.user)
    waiting = rows.filter(is_direct=True, state=ConcernState.ASSIGNED).count()
    context = {"page": page_of(rows, request.GET), "waiting": waiting}
    return TemplateResponse(request, "liaison/concerns/my_concerns.html", context)


@require_safe
@roles_required(Role.HANDLING_UNIT)
@read_only
def unit_concerns(request: HttpRequest) -> HttpResponse:
    """Show a handling unit what was handed over to it, what it has to answer first."""
    units = request.user.handling_units.filter(is_active=True)
    rows = Concern.objects.visible_to(request.user).filter(handling_unit__in=units)
    rows = rows.select_related("lead", "place__unit", "handling_unit")
    box = "all" if request.GET.get("box") == "all" else "open"
    waiting = rows.filter(state=ConcernState.ASSIGNED)
    here = request.path
    context = {
        "page": page_of((rows if box == "all" else waiting).order_by("due_on", "-created_at"), request.GET),
        "tabs": [("open", "待答复", here, waiting.count()), ("all", "全部", f"{here}?box=all", rows.count())],
        "box": box,
    }
    return TemplateResponse(request, "liaison/concerns/unit_concerns.html", context)


def _facts(request: HttpRequest, concern: Concern, *, shows_voter: bool = False) -> dict:
    user = request.user
    allowed = [
        (verb, VERBS[verb])
        for verb in TRANSITIONS[concern.state]
        if verb in MOVE_FORMS and is_allowed(policies.can_move_concern, user, concern, verb)
    ]
    sides = policies.sides_of(user, concern)
    may_edit = is_allowed(policies.can_edit_concern, user, concern)
    return {
        "concern": concern,
        "first": [(verb, label) for verb, label in allowed if verb in FIRST_VERBS][:1],
        "others": [(verb, label) for verb, label in allowed if verb not in FIRST_VERBS],
        "sides": sides,
        "photos": list(concern.photos.all()),
        "parts": list(concern.parts.select_related("place__unit").order_by("pk")),
        "merged": list(concern.merged.select_related("place__unit").order_by("pk")),
        "echo_count": concern.echoes.count(),
        "may_edit": may_edit,
        "may_publish": is_allowed(policies.can_publish_concern, user, concern),
        "may_reveal": is_allowed(policies.can_reveal_voter, user, concern),
        "shows_voter": shows_voter,
        "timeline": timeline_of(concern),
        "waits": waits_of(concern),
        "alike": list(alike_to(concern, user)) if may_edit else [],
        "may_suggest": scope_of(user).has_role(Role.DEPUTY),
        "suggestions": list(concern.suggestions.exclude(handed_in_on=None).select_related("leader")),
        "is_staff": scope_of(user).has_role(*STAFF_ROLES),
        "is_unit": scope_of(user).has_role(Role.HANDLING_UNIT),
    }


@require_safe
@everybody
@read_only
def concern_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one matter, where it stands, who waited how long, and what may be done."""
    return TemplateResponse(request, "liaison/concerns/concern_detail.html", _facts(request, find_concern(request, pk)))


@require_POST
@everybody
def concern_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the voter's name and phone in full, and record that they were seen."""
    concern = find_concern(request, pk)
    policies.can_reveal_voter(request.user, concern)
    record_view(concern, "选民联系方式", by=request.user, areas=[concern.lead])
    facts = _facts(request, concern, shows_voter=True)
    return TemplateResponse(request, "liaison/concerns/concern_detail.html", facts)


@require_http_methods(["GET", "POST"])
@everybody
def concern_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask what a move needs, and make it. ?template= puts the words of a template into an answer."""
    if verb not in MOVE_FORMS:
        raise Http404
    concern = find_concern(request, pk)
    policies.can_move_concern(request.user, concern, verb)
    data = request.POST if request.method == "POST" else None
    form = MOVE_FORMS[verb](data, user=request.user, concern=concern, initial=_words_of_template(request))
    if form.is_valid():
        try:
            workflow.MOVES[verb](concern, by=request.user, **form.facts())
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, f"已办理：{VERBS[verb]}。")
            return redirect(concern if Concern.objects.visible_to(request.user).filter(pk=pk).exists() else "home")
    context = {
        "form": form,
        "concern": concern,
        "label": VERBS[verb],
        "verb": verb,
        "photos": list(concern.photos.all()),
    }
    return TemplateResponse(request, "liaison/concerns/concern_move.html", context)


def _words_of_template(request: HttpRequest) -> dict[str, str]:
    number = request.GET.get("template", "")
    kept = AnswerTemplate.objects.visible_to(request.user)
    found = kept.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 10 else None
    return {"reply": found.text} if found else {}


@require_http_methods(["GET", "POST"])
@office_required
def concern_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend title, category, place and spot."""
    concern = find_concern(request, pk)
    policies.can_edit_concern(request.user, concern)
    form = EditForm(request.POST if request.method == "POST" else None, concern=concern)
    if form.is_valid():
        try:
            workflow.edit(concern, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "已保存。")
            return redirect(concern)
    context = {"form": form, "concern": concern, "label": "修改办理信息"}
    return TemplateResponse(request, "liaison/concerns/concern_form.html", context)


@require_http_methods(["GET", "POST"])
@office_required
def concern_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what everybody may read, and publish it."""
    concern = find_concern(request, pk)
    policies.can_publish_concern(request.user, concern)
    known = {
        "public_text": concern.public_text or concern.short_title,
        "public_reply": concern.public_reply or concern.reply,
    }
    form = PublishForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            workflow.publish(concern, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "已公开。")
            return redirect(concern)
    context = {"form": form, "concern": concern, "label": "匿名公开"}
    return TemplateResponse(request, "liaison/concerns/concern_form.html", context)


@require_POST
@office_required
def concern_unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off the public list."""
    concern = find_concern(request, pk)
    workflow.unpublish(concern, by=request.user)
    messages.success(request, "已取消公开。")
    return redirect(concern)


@require_safe
@office_required
def concern_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Return 《群众诉求交办单》 as a Word file, with the link by which a unit without an account answers."""
    concern = find_concern(request, pk)
    policies.can_edit_concern(request.user, concern)
    if concern.state != ConcernState.ASSIGNED or concern.is_direct:
        raise Denied("交办以后、答复以前才有交办单。")
    return letter_response(assignment_sheet(concern), f"群众诉求交办单_{concern.spoken_number}")
