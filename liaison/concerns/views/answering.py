"""/m/unit/<token>/: a unit without an account answers what was assigned to it, by the link on the assignment sheet."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from liaison.concerns import guard, tickets, workflow
from liaison.concerns.enums import ConcernState
from liaison.concerns.forms import UnitAnswerForm
from liaison.concerns.models import Concern, ConcernPhoto
from yunhe.accounts.decorators import asks
from yunhe.kit.refusals import Denied
from yunhe.pictures import picture_response
from yunhe.web.forms.once import Done, answer, once

OVER = "这份办理单已经答复、退回或作废。需要修改的，请联系交办单位。"


def _assigned(token: str) -> tuple[Concern, int]:
    """Return (concern, round) of a link; 404 for one that was never made."""
    found = tickets.read_answer_ticket(token)
    if found is None:
        raise Http404("没有这份办理单，请核对链接是否完整。")
    related = ("lead", "place__unit", "handling_unit", "handling_point__unit", "deputy")
    return get_object_or_404(Concern.objects.select_related(*related), pk=found[0]), found[1]


def _is_over(concern: Concern, round_number: int) -> bool:
    return concern.state != ConcernState.ASSIGNED or concern.round != round_number or not concern.handling_unit_id


def _stopped(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "liaison/concerns/stopped.html", {"sentence": sentence}, status=status)


@asks(login_not_required)
def unit_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the concern without the voter, and take the answer or the return; ?done= says that it was taken."""
    concern, round_number = _assigned(token)
    if _is_over(concern, round_number):
        if done := request.GET.get("done"):
            context = {"concern": concern, "returned": done == "returned"}
            return render(request, "liaison/concerns/unit_done.html", context)
        return _stopped(request, OVER, 410)
    if guard.look(request, f"unit-{concern.pk}", sending=request.method == "POST").stopped:
        return _stopped(request, "提交得太频繁，请过一会儿再试。", 429)
    form = UnitAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return answer(request, once(request, lambda: _take(request, concern, round_number, form)))
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
    context = {"concern": concern, "form": form, "token": token, "photos": list(concern.photos.all())}
    return render(request, "liaison/concerns/unit_answer.html", context)


def _take(request: HttpRequest, concern: Concern, round_number: int, form: UnitAnswerForm) -> Done:
    verb, names = (
        (workflow.return_by_form, ("who", "reason", "text"))
        if form.returns
        else (workflow.reply_by_form, ("who", "reply", "result", "check_on"))
    )
    verb(concern, round_number, **{name: form.cleaned_data[name] for name in names})
    return Done(f"{request.path}?done={'returned' if form.returns else 'answered'}")


@login_not_required
@require_safe
def unit_photo(request: HttpRequest, token: str, pk: int) -> FileResponse:
    """Show a photo of the concern to the unit, as long as it handles it."""
    concern, round_number = _assigned(token)
    if _is_over(concern, round_number):
        raise Http404("这份办理单已经作废。")
    return picture_response(get_object_or_404(ConcernPhoto, pk=pk, concern=concern).file)
