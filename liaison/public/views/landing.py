"""/c/<token>: the page behind a printed code, for everyone; a deputy checks in here, staff find what they manage."""

import secrets
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from deputies.people.models import Deputy
from liaison.public import landing, routing
from liaison.public.signing_up import signing_up
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from liaison.registration.workflow import report_in_by_code
from stations.activities.models import Activity
from stations.codes.jobs import count_scan
from stations.codes.models import Code
from stations.codes.workflow import channel_of, visitor_of
from stations.places.models import Station
from stations.presence import policies, workflow
from stations.presence.enums import CheckInRefusal
from stations.presence.forms import PresenceForm
from stations.presence.models import CheckIn
from stations.presence.policies import can_use_stamp
from stations.presence.queries import open_visit_at, visit_just_noted
from yunhe.accounts import phones
from yunhe.accounts import workflow as accounts
from yunhe.accounts.decorators import asks, opens, reads, staff_required, writes
from yunhe.accounts.models import User
from yunhe.accounts.requests import Request
from yunhe.jobs.errands import nudge
from yunhe.kit.asked import number
from yunhe.kit.refusals import Denied, reason_against
from yunhe.shell.device_features import device_features
from yunhe.web.ready import each_time, kept_ready

SCREEN_SEEN = "screen_seen"  # in the session: token of the code, when its screen was scanned
SEEN_FOR = 600  # seconds between scanning a screen and the tap


@login_not_required
@require_safe
def code_entry(request: HttpRequest) -> HttpResponse:
    """Ask for the short code printed under the picture, for phones that cannot scan; open it when it is given."""
    token = request.GET.get("token", "").strip().rstrip("/").rsplit("/", 1)[-1]
    if token:
        return redirect("code-landing", token=token[:40])
    return render(request, "liaison/public/code_entry.html")


@kept_ready
@login_not_required
@require_safe
@device_features("geolocation")
def code_landing(request: HttpRequest, token: str) -> HttpResponse:
    """Show what stands behind the code, or where to go instead (404 unknown, 410 no longer in use)."""
    code = landing.find_code(token)
    if code and request.method == "GET":
        each_time(request, partial(_note_scan, code_id=code.pk))
    lead = routing.lead_of(code)
    if code is None or lead:
        return render(request, "liaison/public/code_dead.html", {"lead": lead}, status=410 if code else 404)
    context = {"code": code, "now": timezone.now()}
    context["offered"] = _for_signed_in(request, code, read_screen(request, code))
    if code.station:
        return render(
            request, "liaison/public/code_station.html", {**context, "page": landing.station_page(code.station)}
        )
    if code.activity:
        context |= {"activity": code.activity, "places": routing.places_of(code.activity), "next": []}
        deputy = context["offered"]["deputy"]
        context["signing_up"] = signing_up(code.activity, deputy) if deputy else None
        context["is_signed_in"] = request.user.is_authenticated
        if routing.is_over_now(code.activity):
            context["next"] = routing.next_activities(code.activity)
        return render(request, "liaison/public/code_activity.html", context)
    return render(request, "liaison/public/code_deputy.html", {**context, "page": landing.deputy_page(code.deputy)})


def _note_scan(request: HttpRequest, code_id: int) -> bool:
    """Have a worker note the scan, without who and where; the page is shown also while the queue is down."""
    visitor = visitor_of(is_signed_in=request.user.is_authenticated)
    channel = channel_of(request.headers.get("User-Agent", ""))
    nudge(count_scan, code_id, timezone.now().isoformat(), str(visitor), str(channel), secrets.token_hex(16))
    return True


def read_screen(request: HttpRequest, code: Code) -> str:
    """Take note of the stamp in the address of a scanned screen code; return why it does not count, "" when it does.

    Opening the page is the scan. That it was in time is kept in the session for ten minutes, so that signing in first,
    or thinking before the tap, spoils nothing.
    """
    stamp = request.GET.get("s", "")
    if not stamp or code.deputy_id:
        return ""
    now = timezone.now()
    if has_seen_screen(request, code):
        return ""
    refused = reason_against(can_use_stamp, code, stamp, now)
    if not refused:
        request.session[SCREEN_SEEN] = [code.token, int(now.timestamp())]
    return refused


def has_seen_screen(request: HttpRequest, code: Code) -> bool:
    """Whether this browser has scanned the screen code of `code` in time, at most ten minutes ago."""
    token, at = request.session.get(SCREEN_SEEN) or ("", 0)
    return token == code.token and timezone.now().timestamp() - at < SEEN_FOR


def _for_signed_in(request: HttpRequest, code: Code, screen_refusal: str) -> dict:
    """Return what the page offers to the person who is signed in, or whose bound phone it is: the button of a deputy, the links of
    staff.
    """
    user = request.user
    offered: dict = dict.fromkeys(
        ("deputy", "nonce", "refusal", "reports_in", "stay", "here", "near", "asks_why", "manage_url", "presence_form")
    )
    checker = phones.checker_of(request)
    offered["stamp"] = request.GET.get("s", "")[:40]
    here = code.get_absolute_url()
    if offered["stamp"]:
        here = f"{here}?{urlencode({'s': offered['stamp']})}"
    offered["sign_in_next"] = "" if checker else here
    if checker is None:
        return offered
    deputy = Deputy.objects.filter(user=checker).first()
    if deputy and not code.deputy_id:
        offered["deputy"] = deputy
        offered["nonce"] = secrets.token_hex(8)
        offered["refusal"] = screen_refusal or reason_against(policies.can_check_in, deputy, code, timezone.now())
        offered["reports_in"] = _waits_here(deputy, code)
        offered["stay"] = open_visit_at(deputy, code, timezone.now())
        offered["here"] = visit_just_noted(deputy, code, timezone.now())
        offered["asks_why"] = "why" in request.GET
        offered["action"] = reverse("code-check-in" if user.is_authenticated else "code-phone", args=[code.token])
        offered["near"] = _near(code)
    if user.is_authenticated and opens(staff_required, user):
        offered["manage_url"] = _manage_url(user, code)
        if code.deputy_id:
            offered["presence_form"], offered["nonce"] = PresenceForm(user=user), secrets.token_hex(8)
    return offered


def _near(code: Code) -> Station | None:
    """Return the station near which the deputy may have the phone look, None where its position is not known."""
    station = code.activity.station if code.activity else code.station
    return station if station and station.has_position else None


def _waits_here(deputy: Deputy, code: Code) -> bool:
    """Whether a verified file of `deputy` waits for the community in which the station of `code` stands."""
    station = code.station or code.activity.station
    if station is None:
        return False
    files = Registration.objects.filter(deputy=deputy, state=RegistrationState.VERIFIED)
    return files.filter(community_id=station.location_area_id).exists()


def _manage_url(user, code: Code) -> str:
    """Return the staff page of the code's subject where it is in scope, else ""."""
    subject = code.subject
    return subject.get_absolute_url() if type(subject).objects.visible_to(user).filter(pk=subject.pk).exists() else ""


def _nonce(request: HttpRequest) -> str:
    """Return the nonce of the form that was sent, a fresh one where there is none."""
    sent = "".join(letter for letter in request.POST.get("nonce", "") if letter.isascii() and letter.isalnum())
    return sent[:20] or secrets.token_hex(8)


@require_http_methods(["GET", "POST"])
def code_check_in(request: Request, token: str) -> HttpResponse:
    """Take the check-in of the signed-in deputy and, where a file waits here, the reporting-in; then show the result."""
    if request.method == "GET":  # back from signing in again
        return redirect("code-landing", token=token)
    return _checked_in(request, token, request.user, "code-checked-in")


@never_cache
@asks(login_not_required)
def code_phone(request: HttpRequest, token: str) -> HttpResponse:
    """Take the check-in of the deputy whose bound phone shows its key; nobody is signed in by it."""
    if request.method == "GET":
        return redirect("code-landing", token=token)
    phone = phones.phone_of(request)
    if phone is None:
        if phones.token_of(request):
            accounts.use_phone(phones.token_of(request))  # a copy of a used-up key ends the binding
        messages.warning(request, "这部手机没有绑定，或绑定已失效。请登录签到，或向人大办公室要一个手机绑定码。")
        return phones.take_away(redirect("code-landing", token=token))
    response = _checked_in(request, token, phone.user, "code-phone-checked-in")
    fresh = accounts.use_phone(phones.token_of(request))
    return phones.give(response, fresh or phones.token_of(request))


def _checked_in(request: HttpRequest, token: str, by: User, done_page: str) -> HttpResponse:
    code = landing.find_place_code(token)
    if code is None:
        return redirect("code-landing", token=token)
    nonce = _nonce(request)
    near = {"yes": True, "no": False}.get(request.POST.get("within_radius", ""))
    on_screen = has_seen_screen(request, code)
    stamp = request.POST.get("s", "")
    try:
        if stamp and not on_screen:
            can_use_stamp(code, stamp, timezone.now())
            on_screen = True
        done = workflow.check_in(
            code, by=by, nonce=nonce, within_radius=near, on_screen=on_screen, reason=request.POST.get("reason", "")
        )
    except policies.CheckInRefused as refused:
        messages.error(request, str(refused))
        back = redirect("code-landing", token=token)
        back["Location"] += "?why=1" if refused.reason == CheckInRefusal.ASKS_WHY else ""
        return back
    try:
        file = None if done.left else report_in_by_code(done.check_in, by=by)
    except Denied as denied:
        file = None
        messages.warning(request, f"签到已记录，但社区报到没有完成：{denied}")
    answer = redirect(done_page, token=token, pk=done.check_in.pk)
    answer["Location"] += f"?file={file.pk}" if file else "?again=1" if done.already else ""
    return answer


@require_GET
def code_checked_in(request: Request, token: str, pk: int) -> HttpResponse:
    """Tell the deputy that coming or leaving is recorded, and whether it was the reporting-in too."""
    return _done_page(request, token, pk, request.user)


@never_cache
@reads(login_not_required)
def code_phone_checked_in(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Tell the same to the deputy whose bound phone it is; to nobody else."""
    phone = phones.phone_of(request)
    if phone is None:
        return redirect("code-landing", token=token)
    return _done_page(request, token, pk, phone.user)


def _done_page(request: HttpRequest, token: str, pk: int, user: User) -> HttpResponse:
    mine = CheckIn.objects.standing().select_related("station", "activity", "deputy")
    check_in = get_object_or_404(mine, pk=pk, deputy__user=user)
    file = Registration.objects.filter(pk=number(request.GET, "file") or 0, deputy=check_in.deputy).first()
    context = {
        "check_in": check_in,
        "token": token,
        "file": file,
        "already": "again" in request.GET,
        "base": "base.html" if request.user.is_authenticated else "base_public.html",
        "may_bind": request.user.is_authenticated and phones.phone_of(request) is None,
        "total": CheckIn.objects.standing().filter(deputy=check_in.deputy, at__year=check_in.at.year).count(),
    }
    return render(request, "liaison/public/checked_in.html", context)


@writes(staff_required)
def code_presence(request: Request, token: str) -> HttpResponse:
    """Staff have scanned a deputy's code: record that the deputy is present at one of their stations or activities."""
    code = landing.find_code(token)
    if code is None or not code.deputy_id or not code.is_in_force:
        return redirect("code-landing", token=token)
    form = PresenceForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, "请选择签到的站点或活动。")
        return redirect("code-landing", token=token)
    place: Station | Activity = form.cleaned_data["place"]
    where = {"activity": place} if isinstance(place, Activity) else {"station": place}
    nonce = _nonce(request)
    try:
        done = workflow.check_in_by_deputy_code(code, by=request.user, nonce=nonce, **where)
    except Denied as denied:
        messages.error(request, str(denied))
    else:
        said = "已签退" if done.left else "已经签到过，未重复登记" if done.already else "签到已登记"
        messages.success(request, f"{code.deputy.name}在“{place}”{said}。")
    return redirect("code-landing", token=token)
