"""Taking a concern down for somebody who cannot use the form: staff at the desk, a deputy on the phone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from liaison.concerns import following, policies, workflow
from liaison.concerns.forms import EnterForm
from liaison.concerns.models import Concern
from yunhe.accounts.decorators import asks, staff_or_deputy_required
from yunhe.accounts.requests import Request
from yunhe.web.forms.page import FormPage

NOTE = "替不方便扫码的长辈或来电群众登记。保存后把编号和查询码交给本人。诉讼、仲裁、行政复议事项不受理。"


@asks(staff_or_deputy_required)
def concern_create(request: Request) -> HttpResponse:
    """Take a concern down; afterwards number and secret are shown to be handed to the voter."""
    policies.can_enter_concern(request.user)
    known = {"station": request.GET.get("station")}
    inside = "liaison/concerns/_notice_link.html"
    page = FormPage(request, "代录诉求", EnterForm, user=request.user, initial=known, note=NOTE, inside=inside)

    def enter(facts: dict[str, Any]) -> Concern:
        sent = workflow.enter(by=request.user, **facts)
        following.grant(request, sent.concern, sent.secret, following.OWNER)
        return sent.concern

    return page.run(enter, said="", to=lambda concern: reverse("concerns:concern-entered", args=[concern.pk]))


@require_safe
@staff_or_deputy_required
def concern_entered(request: Request, pk: int) -> HttpResponse:
    """Show number and secret once, for the slip that the voter takes along."""
    concern = get_object_or_404(Concern.objects.visible_to(request.user).select_related("lead", "place__unit"), pk=pk)
    secret = following.secret_held(request, concern)
    if not secret:
        return redirect(concern)
    return TemplateResponse(request, "liaison/concerns/concern_entered.html", {"concern": concern, "secret": secret})
