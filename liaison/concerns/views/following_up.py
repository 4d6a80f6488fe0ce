"""/m/: a voter follows a concern by number and secret, answers a question, rates; and what everybody may read."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from liaison.concerns import following, guard, tickets, workflow
from liaison.concerns.enums import ANSWERED_STATES, ConcernState, VoterRating
from liaison.concerns.forms import FollowForm, MoreForm, RateForm
from liaison.concerns.models import Concern, ConcernPhoto
from liaison.concerns.panels import followed
from liaison.concerns.queries import public_timeline
from yunhe.accounts.decorators import asks, reads, writes
from yunhe.kit.pager import page_of
from yunhe.kit.refusals import Denied
from yunhe.pictures import picture_response
from yunhe.web.forms.once import Done, answer, once

WRONG = "编号或查询码不对，请对照提交后给您的编号和查询码再输一次。"
GUESSED = "输错的次数太多，请过十五分钟再试。"
STEPS = ["提交", "受理", "办理", "答复", "评价"]
STEP_OF = {
    ConcernState.RECEIVED: 1,
    ConcernState.ACCEPTED: 2,
    ConcernState.ASSIGNED: 2,
    ConcernState.PAUSED: 2,
    ConcernState.LIFTED: 2,
    ConcernState.REPLIED: 3,
    ConcernState.TOLD: 4,
    ConcernState.RATED: 5,
    ConcernState.CLOSED: 5,
}
RELATED = ("lead", "deputy", "place__unit", "merged_into__topic__area", "parent", "topic__area")


@asks(login_not_required)
def concern_follow(request: HttpRequest) -> HttpResponse:
    """Ask for number and secret; the secret never stands in an address."""
    form = FollowForm(
        request.POST if request.method == "POST" else None, initial={"number": request.GET.get("number", "")[:20]}
    )
    status = 200
    if form.is_valid():
        number, secret = form.cleaned_data["number"], form.cleaned_data["secret"]
        if guard.is_guessing(request, number):  # from this address; what others try elsewhere shuts nobody out
            form.add_error(None, GUESSED)
            status = 429
        else:
            concern = Concern.objects.filter(number=number).first()
            role = following.role_by_secret(concern, secret) if concern else ""
            if concern and role:
                following.grant(request, concern, as_printed(secret), role)
                return redirect("concern-followed", number=number)
            guard.is_guessing(request, number, add=1)
            form.add_error(None, WRONG)
    return render(request, "liaison/concerns/follow.html", {"form": form}, status=status)


def as_printed(secret: str) -> str:
    """Return a typed secret as it is printed."""
    plain = tickets.fold(secret)
    return f"{plain[:4]}-{plain[4:]}"


def _mine(request: HttpRequest, number: str) -> tuple[Concern | None, str]:
    concern = Concern.objects.select_related(*RELATED).filter(number=number).first()
    return concern, following.role_of(request, concern) if concern else ""


def owned_or_none(request: HttpRequest, number: str) -> Concern | None:
    """Return the concern `number` for the browser of the one who handed it in, None for any other."""
    concern, role = _mine(request, number)
    return concern if concern is not None and role == following.OWNER else None


def _ask_again(number: str) -> HttpResponse:
    return redirect(f"{reverse('concern-follow')}?number={number}")


@reads(login_not_required)
def concern_followed(request: HttpRequest, number: str) -> HttpResponse:
    """Show where the concern stands, the answer, and what the voter may do."""
    concern, role = _mine(request, number)
    if concern is None or not role:
        return _ask_again(number)
    return _page(request, concern, role)


def _page(request: HttpRequest, concern: Concern, role: str, **forms: MoreForm | RateForm) -> HttpResponse:
    main = concern.merged_into or concern
    is_owner = role == following.OWNER
    context = {
        "concern": concern,
        "main": main,
        "is_owner": is_owner,
        "has_answer": main.state in ANSWERED_STATES and bool(main.reply),
        "timeline": public_timeline(main) if is_owner else [],
        "photos": list(concern.photos.all()) if is_owner else [],
        "parts": list(concern.parts.select_related("place__unit", "lead").order_by("pk")),
        "suggestions": list(main.suggestions.exclude(handed_in_on=None).select_related("leader", "unit")),
        "steps": STEPS,
        "panels": followed.of(concern, None) if is_owner and main == concern else [],
        "step": STEP_OF.get(ConcernState(main.state)),
        "rate_form": forms.get("rate_form") or RateForm(),
        "more_form": forms.get("more_form") or MoreForm(),
        "has_secret": bool(following.secret_held(request, concern)),
    }
    failed = any(form.is_bound for form in forms.values())
    return render(request, "liaison/concerns/followed.html", context, status=422 if failed else 200)


def _act(
    request: HttpRequest, number: str, form: RateForm | MoreForm, name: str, verb: Callable[..., Concern], thanks: str
) -> HttpResponse:
    """Let the one who handed the concern in do `verb` with the form's data, or show the page with what is wrong."""
    concern, role = _mine(request, number)
    if concern is None or role != following.OWNER:
        return _ask_again(number)
    if form.is_valid():
        try:
            return answer(request, once(request, lambda: _done(verb(concern, **form.cleaned_data), thanks)))
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            messages.error(request, str(denied))
            return redirect("concern-followed", number=number)
    return _page(request, concern, role, **{name: form})


def _done(concern: Concern, thanks: str) -> Done:
    return Done(reverse("concern-followed", args=[concern.number]), thanks)


@writes(login_not_required)
def concern_rate(request: HttpRequest, number: str) -> HttpResponse:
    again = request.POST.get("rating") == VoterRating.UNSATISFIED
    thanks = f"谢谢您的评价。{'会重新办理一次，再答复您。' if again else ''}"
    return _act(request, number, RateForm(request.POST), "rate_form", workflow.rate, thanks)


@writes(login_not_required)
def concern_more(request: HttpRequest, number: str) -> HttpResponse:
    """Take what the voter was asked for."""
    thanks = "已收到您补充的情况，继续办理。"
    return _act(request, number, MoreForm(request.POST), "more_form", workflow.answer_question, thanks)


@login_not_required
@require_safe
def concern_own_photo(request: HttpRequest, number: str, pk: int) -> FileResponse:
    concern, role = _mine(request, number)
    if concern is None or role != following.OWNER:
        raise Http404("没有这张照片。")
    return picture_response(get_object_or_404(ConcernPhoto, pk=pk, concern=concern).small)


def _published() -> QuerySet[Concern]:
    return Concern.objects.published().select_related("place__unit", "lead", "deputy")


@reads(login_not_required)
def answered_list(request: HttpRequest) -> HttpResponse:
    """Show answered concerns that voters agreed to publish, in the office's words."""
    return render(request, "liaison/concerns/answered.html", {"page": page_of(_published(), request.GET)})


@login_not_required
@require_safe
def voter_notice(request: HttpRequest) -> HttpResponse:
    """Say what name and phone are used for, who sees them and how long they are kept (个人信息保护法 17)."""
    context = {"version": settings.VOTER_NOTICE_VERSION, "contact": settings.PRIVACY_CONTACT}
    return render(request, "liaison/concerns/voter_notice.html", context)
