"""/c/<token>/concern/: a voter hands a concern in, on two pages, without an account and without script."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from deputies.mandates.queries import is_serving
from liaison.concerns import following, guard, photos_kept, scope_check, subject_kept, tickets, workflow
from liaison.concerns.forms import SendForm, SubjectForm, county_of, looks_written
from liaison.concerns.models import Concern
from liaison.concerns.queries import hints_for
from liaison.concerns.workflow.intake import door_area
from stations.codes.models import Code
from yunhe.accounts.decorators import asks, writes
from yunhe.areas.enums import POINTS
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied
from yunhe.web.forms.once import note_taken
from yunhe.web.ready import each_time, kept_ready

EXPIRED = "页面打开得太久了，内容还在，请再点一次“提交”。"
TOO_MANY = "这个网络在一小时内提交得太多，请过一会儿再试；急事请直接到联络站。"


def open_code(token: str) -> Code | None:
    """Return the code in force behind which concerns are handed in, None when its page has to say what to do instead."""
    related = ("station__organising_area__unit", "station__location_area__unit", "activity__organising_area__unit")
    codes = Code.objects.in_force().select_related(*related, "activity__station", "deputy__origin__unit")
    code = codes.filter(token=token.lower()).first()
    if code is None or (code.station and not code.station.is_active) or (code.deputy and not is_serving(code.deputy)):
        return None
    return code


def _place_of(code: Code) -> Area | None:
    station = code.station
    return station.location_area if station and station.location_area.kind in POINTS else None


def _stop(request: HttpRequest) -> HttpResponse:
    answer = render(request, "liaison/concerns/stopped.html", {"sentence": TOO_MANY}, status=429)
    answer["Retry-After"] = "600"
    return answer


@kept_ready
@asks(login_not_required)
def concern_send(request: HttpRequest, token: str) -> HttpResponse:
    """First page: what and where. Second page (?step=send): who, photos, what is alike. Then number and secret."""
    code = open_code(token)
    if code is None:
        return redirect("code-landing", token=token)
    is_sending = request.method == "POST" and request.POST.get("step") == "send"
    if request.method == "POST":
        verdict = guard.look(request, f"code-{code.pk}", sending=is_sending)
    else:
        verdict = guard.Verdict(stopped=not each_time(request, guard.may_open))
    if verdict.stopped:
        return _stop(request)
    county = county_of(door_area(code)[0])
    step = request.POST.get("step") if request.method == "POST" else request.GET.get("step", "")
    data = request.POST if request.method == "POST" else subject_kept.kept(request, code.pk)
    if step == "back":
        subject_kept.keep(request, code.pk, data)
        return redirect("concern-send", token=token)
    is_first = not (step == "send" and data) if request.method == "GET" else False
    subject = SubjectForm(None if is_first else data, county=county, place=_place_of(code), initial=data)
    context: dict[str, Any] = {"code": code, "subject": subject}
    if is_first or not subject.is_valid():
        return render(request, "liaison/concerns/send_subject.html", context)
    outside = scope_check.outside(subject.cleaned_data["category"])
    if outside:
        return render(request, "liaison/concerns/send_outside.html", {**context, "hint": outside})
    if request.method == "POST" and not is_sending:
        subject_kept.keep(request, code.pk, data)
        note_taken(request)
        return redirect(f"{request.path}?step=send")
    signs = scope_check.signs_in(subject.cleaned_data["text"])
    ticket = data.get("ticket", "")
    nonce = tickets.nonce_of(ticket, f"code-{code.pk}")
    form = SendForm(
        data if is_sending else None,
        request.FILES if is_sending else None,
        county=county,
        asks_sum=verdict.asks or (is_sending and looks_written(request.POST)),
        must_confirm=bool(signs),
        takes_photos=nonce is not None,
    )
    if is_sending:
        sent = _send(request, code, subject, form, nonce)
        if sent:
            subject_kept.forget(request, code.pk)
            note_taken(request)
            following.grant(request, sent.concern, sent.secret, following.OWNER)
            return redirect("concern-sent", number=sent.concern.number)
    if nonce is None:
        ticket = tickets.new_ticket(f"code-{code.pk}")
        nonce = tickets.nonce_of(ticket, f"code-{code.pk}") or ""
    place = subject.cleaned_data["place"]
    alike = hints_for(subject.cleaned_data["text"], category=subject.cleaned_data["category"], place=place)
    context |= {
        "form": form,
        "ticket": ticket,
        "signs": signs,
        "alike": [(one, tickets.new_ticket(f"echo-{one.pk}")) for one in alike],
        "photos_kept": len(photos_kept.kept(nonce)),
    }
    return render(request, "liaison/concerns/send_person.html", context)


def _send(request: HttpRequest, code: Code, subject: SubjectForm, form: SendForm, nonce: str | None) -> Any:
    """Hand the concern in, or put the errors into `form` and return None. Photos that were fine need no second choosing."""
    if nonce is None:
        form.is_valid()
        form.add_error(None, EXPIRED)
        return None
    is_valid = form.is_valid()
    photos = form.cleaned_data.get("photos") or photos_kept.kept(nonce)
    if not is_valid:
        photos_kept.keep(nonce, photos)
        return None
    try:
        sent = workflow.hand_in(code, nonce=nonce, photos=photos, **subject.cleaned_data, **form.facts())
    except ValidationError as error:
        form.refuse(error)
    except Denied as denied:
        form.add_error(None, str(denied))
    else:
        photos_kept.keep(nonce, [])
        return sent
    photos_kept.keep(nonce, photos)
    return None


@writes(login_not_required)
def concern_echo(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Count somebody who has the same trouble as a concern that was shown on the second page."""
    code = open_code(token)
    concern = get_object_or_404(Concern, pk=pk)
    nonce = tickets.nonce_of(request.POST.get("ticket", ""), f"echo-{pk}")
    if code is None or nonce is None:
        return redirect("code-landing", token=token)
    if guard.look(request, f"code-{code.pk}", sending=True).stopped:
        return _stop(request)
    try:
        sent = workflow.echo(concern, nonce=nonce)
    except Denied as denied:
        return render(request, "liaison/concerns/stopped.html", {"sentence": str(denied)}, status=409)
    following.grant(request, concern, sent.secret, following.ECHO)
    return redirect("concern-sent", number=concern.number)


@login_not_required
@require_safe
def concern_sent(request: HttpRequest, number: str) -> HttpResponse:
    """Show number and secret, to be noted, photographed or printed; only to the browser that has just sent it."""
    concern = Concern.objects.filter(number=number).first()
    secret = following.secret_held(request, concern) if concern else ""
    if concern is None or not secret:
        return redirect("concern-follow")
    is_owner = following.role_of(request, concern) == following.OWNER
    template = "liaison/concerns/slip.html" if "print" in request.GET else "liaison/concerns/sent.html"
    return render(request, template, {"concern": concern, "secret": secret, "is_owner": is_owner})
