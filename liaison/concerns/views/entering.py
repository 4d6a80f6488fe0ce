"""Taking a matter down for somebody who cannot use the form: staff at the desk, a deputy on the phone."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from liaison.concerns import following, policies, tickets, workflow
from liaison.concerns.forms import EnterForm
from liaison.concerns.models import Concern
from yunhe.accounts.decorators import staff_or_deputy_required
from yunhe.accounts.policies import Denied


@require_http_methods(["GET", "POST"])
@staff_or_deputy_required
def concern_create(request: HttpRequest) -> HttpResponse:
    """Take a matter down; afterwards number and secret are shown to be handed to the voter."""
    policies.can_enter_concern(request.user)
    subject = f"desk-{request.user.pk}"
    is_post = request.method == "POST"
    form = EnterForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        user=request.user,
        initial={"station": request.GET.get("station")},
    )
    ticket = request.POST.get("ticket", "") if is_post else ""
    nonce = tickets.nonce_of(ticket, subject)
    if form.is_valid():
        if nonce is None:
            form.add_error(None, "页面打开得太久了，内容还在，请再点一次“保存”。")
        else:
            try:
                sent = workflow.enter(by=request.user, nonce=nonce, **form.facts())
            except ValidationError as error:
                form.refuse(error)
            except Denied as denied:
                form.add_error(None, str(denied))
            else:
                following.grant(request, sent.concern, sent.secret, following.OWNER)
                return redirect("concerns:concern-entered", pk=sent.concern.pk)
    context = {"form": form, "ticket": ticket if nonce else tickets.new_ticket(subject)}
    return TemplateResponse(request, "liaison/concerns/concern_create.html", context)


@require_safe
@staff_or_deputy_required
def concern_entered(request: HttpRequest, pk: int) -> HttpResponse:
    """Show number and secret once, for the slip that the voter takes along."""
    concern = get_object_or_404(Concern.objects.visible_to(request.user).select_related("lead", "place__unit"), pk=pk)
    secret = following.secret_held(request, concern)
    if not secret:
        return redirect(concern)
    return TemplateResponse(request, "liaison/concerns/concern_entered.html", {"concern": concern, "secret": secret})
