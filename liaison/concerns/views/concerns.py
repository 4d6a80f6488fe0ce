"""Concerns for those who handle them: list, figures, one concern with every move, and a deputy's or unit's own."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from liaison.concerns import forms, policies, workflow
from liaison.concerns.enums import CONCERN, ConcernState
from liaison.concerns.letters import assignment_sheet
from liaison.concerns.models import AnswerTemplate, Concern, VoterReception
from liaison.concerns.panels import pages
from liaison.concerns.queries import alike_to, figures_by_unit, figures_of, waits_of
from liaison.concerns.queries import my_concerns as concerns_of
from liaison.concerns.tables import ConcernListing
from liaison.concerns.workflow.steps import RELATED as WITH
from stations.activities.models import Topic
from yunhe.accounts.decorators import (
    asks,
    deputy_required,
    gives,
    lists,
    office_required,
    opens,
    reads,
    roles_required,
    staff_or_deputy_required,
    staff_required,
    writes,
)
from yunhe.accounts.enums import OFFICES, STAFF_ROLES, Role
from yunhe.accounts.models import User
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.audit.record import record_view
from yunhe.kit.asked import number
from yunhe.kit.moves import events_of
from yunhe.kit.pager import page_of
from yunhe.kit.refusals import is_allowed
from yunhe.kit.words import listed
from yunhe.letters import letter_response
from yunhe.web.forms.moves import Ask, move_page
from yunhe.web.forms.page import FormPage
from yunhe.web.lists.pages import page_of_figures

RELATED = (*WITH, "station", "parent__place__unit", "merged_into__place__unit", "topic__area")
ASKS = {
    "accept": Ask(forms.AcceptForm, workflow.accept),
    "answer": Ask(forms.ReplyForm, workflow.answer),
    "assign": Ask(forms.AssignForm, workflow.assign),
    "close": Ask(forms.NoteForm, workflow.close),
    "merge": Ask(forms.MergeForm, workflow.merge),
    "pass_on": Ask(forms.ReasonForm, workflow.pass_on),
    "pause": Ask(forms.PauseForm, workflow.pause),
    "rate": Ask(forms.RateForVoterForm, workflow.rate_for_voter),
    "recall": Ask(forms.ReasonForm, workflow.recall),
    "reconsider": Ask(forms.ReasonForm, workflow.reconsider),
    "redo": Ask(forms.ReasonForm, workflow.redo),
    "refuse": Ask(forms.RefuseForm, workflow.refuse),
    "reply": Ask(forms.ReplyForm, workflow.reply),
    "resume": Ask(forms.ReasonForm, workflow.resume),
    "rework": Ask(forms.ReasonForm, workflow.rework),
    "send_back": Ask(forms.SendBackForm, workflow.send_back),
    "split": Ask(forms.SplitForm, workflow.split),
    "tell": Ask(forms.TellForm, workflow.tell),
    "track": Ask(forms.NoteForm, workflow.track),
    "transfer": Ask(forms.TransferForm, workflow.transfer),
    "unmerge": Ask(forms.ReasonForm, workflow.unmerge),
}
unit_required = roles_required(Role.HANDLING_UNIT)
everybody = roles_required(*STAFF_ROLES, Role.DEPUTY, Role.HANDLING_UNIT)


find_concern = in_scope(Concern.objects, *RELATED)


@lists(staff_required)
def concern_list(request: Request) -> HttpResponse:
    """List the concerns in scope under the figures of what waits."""
    figures = figures_of(Concern.objects.visible_to(request.user))
    return ConcernListing.of(request).answer(request, "liaison/concerns/concern_list.html", {"figures": figures})


@lists(staff_required)
def concern_figures(request: Request) -> HttpResponseBase:
    """Show the record of each leading unit in scope."""
    rows = figures_by_unit(Concern.objects.visible_to(request.user))
    return page_of_figures(request, "liaison/concerns/concern_figures.html", {"rows": rows}, title="诉求办理情况")


@reads(deputy_required)
def my_concerns(request: Request) -> HttpResponse:
    """Show a deputy what came straight to him and what he took down, open ones first."""
    rows = concerns_of(request.user)
    waiting = rows.filter(is_direct=True, state=ConcernState.ASSIGNED).count()
    context = {"page": page_of(rows, request.GET), "waiting": waiting}
    return TemplateResponse(request, "liaison/concerns/my_concerns.html", context)


@reads(unit_required)
def unit_concerns(request: Request) -> HttpResponse:
    """Show a handling unit what was assigned to it, what it has to answer first."""
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


def _page(request: Request, concern: Concern, *, shows_voter: bool = False) -> HttpResponse:
    user = request.user
    actions = CONCERN.actions(concern, lambda verb: policies.acting_side(user, concern, verb), among=ASKS)
    may_edit = is_allowed(policies.can_edit_concern, user, concern)
    reception = VoterReception.objects.filter(concern=concern).select_related("station").first()
    context = {
        "reception": reception,
        "receivers": listed(reception.deputies.values_list("name", flat=True)) if reception else "",
        "sees_reception": reception is not None
        and opens(staff_or_deputy_required, user)
        and VoterReception.objects.visible_to(user).filter(pk=reception.pk).exists(),
        "concern": concern,
        "first": [action for action in actions if action.kind == "primary"],
        "others": [action for action in actions if action.kind != "primary"],
        "photos": list(concern.photos.all()),
        "parts": list(concern.parts.select_related("place__unit").order_by("pk")),
        "merged": list(concern.merged.select_related("place__unit").order_by("pk")),
        "echo_count": concern.echoes.count(),
        "may_edit": may_edit,
        "may_print": is_allowed(policies.can_print_sheet, user, concern),
        "may_publish": is_allowed(policies.can_publish_concern, user, concern),
        "may_reveal": is_allowed(policies.can_reveal_voter, user, concern),
        "shows_voter": shows_voter,
        "timeline": events_of(concern.steps.all()),
        "waits": waits_of(concern),
        "alike": list(alike_to(concern, user)) if may_edit else [],
        "may_suggest": opens(deputy_required, user),
        "suggestions": list(concern.suggestions.exclude(handed_in_on=None).select_related("leader", "unit")),
        "seen_suggestions": _seen_suggestions(concern, user),
        "panels": pages.of(concern, user),
        "may_take_up": is_allowed(policies.can_take_up, user, concern),
        "follow_ups": list(concern.topic.follow_ups.order_by("due_on", "pk")) if concern.topic else [],
        "sees_topic": concern.topic is not None
        and opens(staff_or_deputy_required, user)
        and Topic.objects.visible_to(user).filter(pk=concern.topic_id).exists(),
        "is_staff": opens(staff_required, user),
        "is_unit": opens(unit_required, user),
    }
    return TemplateResponse(request, "liaison/concerns/concern_detail.html", context)


def _seen_suggestions(concern: Concern, user: User) -> set[int]:
    """Return the keys of the suggestions out of `concern` whose pages `user` may open."""
    if not opens(roles_required(*OFFICES, Role.DEPUTY, Role.HANDLING_UNIT), user):
        return set()
    return set(concern.suggestions.visible_to(user).values_list("pk", flat=True))


@reads(everybody, find_concern)
def concern_detail(request: Request, concern: Concern) -> HttpResponse:
    """Show one concern, where it stands, who waited how long, and what may be done."""
    return _page(request, concern)


@writes(everybody, find_concern, policies.can_reveal_voter)
def concern_reveal(request: Request, concern: Concern) -> HttpResponse:
    """Show the voter's name and phone in full, and record that they were seen."""
    record_view(concern, "选民联系方式", by=request.user, areas=[concern.lead])
    return _page(request, concern, shows_voter=True)


@asks(everybody, find_concern)
def concern_move(request: Request, concern: Concern, verb: str) -> HttpResponse:
    """Ask what a move needs, and make it. ?template= puts the words of a template into an answer."""
    kept = AnswerTemplate.objects.visible_to(request.user).filter(pk=number(request.GET, "template")).first()
    visible = Concern.objects.visible_to(request.user)
    return move_page(
        request,
        concern,
        verb,
        ASKS,
        machine=CONCERN,
        policy=policies.acting_side,
        to=lambda moved: moved if visible.filter(pk=moved.pk).exists() else "home",
        user=request.user,
        concern=concern,
        initial={"reply": kept.text} if kept else {},
        submit="保存",
        before="liaison/concerns/_quote.html",
        inside="liaison/concerns/_templates.html",
        context={"photos": list(concern.photos.all()), "is_answer": verb in ("answer", "reply")},
        **_about(concern, concern.get_category_display()),
    )


def _about(concern: Concern, *more: str) -> dict[str, Any]:
    """Return how the form pages of a concern look."""
    note = " · ".join((concern.spoken_number, concern.short_title, *more))
    return {"note": note, "crumbs": [("群众诉求", concern)], "styles": ["css/pages/concerns.css"]}


@asks(office_required, find_concern, policies.can_edit_concern)
def concern_edit(request: Request, concern: Concern) -> HttpResponse:
    """Mend title, category, place and spot."""
    page = FormPage(request, "修改办理信息", forms.EditForm, of=concern, concern=concern, **_about(concern))
    return page.does(workflow.edit)


@asks(office_required, find_concern, policies.can_publish_concern)
def concern_publish(request: Request, concern: Concern) -> HttpResponse:
    """Write what everybody may read, and publish it."""
    known = {
        "public_text": concern.public_text or concern.short_title,
        "public_reply": concern.public_reply or concern.reply,
    }
    page = FormPage(request, "匿名公开", forms.PublishForm, of=concern, initial=known, **_about(concern))
    return page.does(workflow.publish, said="已公开。")


concern_unpublish = button(office_required, find_concern, workflow.unpublish, said="已取消公开。")


@gives(office_required, find_concern, policies.can_print_sheet)
def concern_sheet(request: Request, concern: Concern) -> HttpResponse:
    """Return 《群众诉求交办单》 as a Word file, with the link by which a unit without an account answers."""
    return letter_response(assignment_sheet(concern), f"群众诉求交办单_{concern.spoken_number}")
