"""Pages of urgings: the list, one of them, its moves, the form that urges, a voter's button."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from liaison.concerns.models import Concern
from liaison.concerns.views.following_up import owned_or_none
from liaison.obligations.models import Obligation
from liaison.registration.models import Registration
from liaison.suggestions.models import Suggestion
from liaison.urgings import policies, workflow
from liaison.urgings.enums import URGING, UrgingKind
from liaison.urgings.forms import AnswerForm, BackForm, CloseForm, UrgeForm
from liaison.urgings.models import THINGS, Urging
from liaison.urgings.tables import UrgingListing
from liaison.urgings.turns import SUBJECTS
from yunhe.accounts.decorators import asks, office_required, opens, reads, roles_required, writes
from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.pages import list_page, moves
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.moves import events_of
from yunhe.kit.words import full_day
from yunhe.web.forms.moves import Ask
from yunhe.web.forms.page import FormPage, act

LIST = ("催办督办", "urgings:urging-list")
ASKS = {
    "answer": Ask(AnswerForm, workflow.answer, said="已答复，催办方会收到通知。"),
    "send_back": Ask(BackForm, workflow.send_back, said="已退回，对方会收到通知。"),
    "close": Ask(CloseForm, workflow.close, said="已了结。"),
}
listed = roles_required(*STAFF_ROLES, Role.HANDLING_UNIT)
people = roles_required(*STAFF_ROLES, Role.HANDLING_UNIT, Role.DEPUTY)
find_urging = in_scope(Urging.objects, "sender", "lead", "addressee__unit", "unit", "deputy__user", *THINGS)
urging_list = list_page(listed, UrgingListing, "liaison/urgings/urging_list.html")


@reads(people, find_urging)
def urging_detail(request: Request, urging: Urging) -> HttpResponse:
    """Show one urging: about what, by whom, what was answered, what may be done."""
    user, thing = request.user, urging.thing
    seen = type(thing)._default_manager.visible_to(user).filter(pk=thing.pk).exists()
    context = {
        "urging": urging,
        "thing": thing if seen else None,
        "actions": URGING.actions(urging, partial(policies.acting_side, user, urging), among=ASKS),
        "timeline": events_of(urging.steps.all()),
        "may_list": opens(listed, user),
    }
    return TemplateResponse(request, "liaison/urgings/urging_detail.html", context)


def _move(request: Request, urging: Urging, verb: str) -> dict[str, Any]:
    return {"crumbs": [(urging.about, urging)], "note": str(urging), "is_single": True}


urging_move = moves(people, find_urging, ASKS, machine=URGING, policy=policies.acting_side, page=_move)


def _urge(request: Request, thing: Any, name: str) -> HttpResponse:
    """Ask what is wanted of whom the thing waits for, and urge."""
    subject = SUBJECTS[name]
    kind, _ = policies.urging_office(request.user, subject, thing)
    label, turn = UrgingKind(kind).label, subject.turn(thing).label
    page = FormPage(
        request,
        label,
        UrgeForm,
        of=thing,
        heading=f"{label}：{subject.title(thing)}",
        note=f"期限 {full_day(thing.due_on)} 已过，现在等{turn}办理。",
        crumbs=[(subject.title(thing), thing)],
        submit=f"发出{label}",
        icon="send",
        is_single=True,
        kind=kind,
    )
    return page.run(
        lambda facts: workflow.urge(name, thing, by=request.user, **facts),
        said=lambda done: f"已向{done.to_label}发出{done.get_kind_display()}。",
    )


@asks(office_required, in_scope(Concern.objects, *SUBJECTS["concern"].related))
def concern_urge(request: Request, concern: Concern) -> HttpResponse:
    """Urge on a concern."""
    return _urge(request, concern, "concern")


@asks(office_required, in_scope(Suggestion.objects, *SUBJECTS["suggestion"].related))
def suggestion_urge(request: Request, suggestion: Suggestion) -> HttpResponse:
    """Urge on a suggestion."""
    return _urge(request, suggestion, "suggestion")


@asks(office_required, in_scope(Registration.objects, *SUBJECTS["registration"].related))
def registration_urge(request: Request, registration: Registration) -> HttpResponse:
    """Urge on a step of a registration."""
    return _urge(request, registration, "registration")


@asks(office_required, in_scope(Obligation.objects, *SUBJECTS["obligation"].related))
def obligation_urge(request: Request, obligation: Obligation) -> HttpResponse:
    """Urge on an obligation."""
    return _urge(request, obligation, "obligation")


@writes(login_not_required)
def concern_nudge(request: HttpRequest, number: str) -> HttpResponse:
    """Let the voter who handed a matter in ask after it, once its clock has run out."""
    concern = owned_or_none(request, number)
    to = reverse("concern-followed", args=[number])
    if concern is None:
        return act(request, lambda: None, said="请先输入查询码。", to=reverse("concern-follow"))
    said = "已经替您催办，牵头单位会尽快给您回话。"
    return act(request, lambda: workflow.nudge(concern), said=said, to=to, back=to)
