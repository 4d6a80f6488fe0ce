"""Where the program's own scanner hands in what it has read, and what makes it an app on the phone."""

import json
from dataclasses import asdict

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from liaison.public import scans
from yunhe.accounts import phones
from yunhe.accounts import workflow as accounts
from yunhe.accounts.decorators import asks, staff_or_deputy_required
from yunhe.accounts.models import User
from yunhe.accounts.requests import Request

SCANNERS = {"self": "presence:scan", "deputy": "presence:scan-deputies"}


@asks(staff_or_deputy_required)
def scan_upload(request: Request) -> JsonResponse:
    """GET says who is signed in, the server's clock and the form token; POST takes scans and answers each of them.

    A body that is no list of scans is answered with 400 and one sentence; nothing of it is taken.
    """
    return _take(request, request.user) if request.method == "POST" else _greet(request, request.user)


@never_cache
@asks(login_not_required)
def scan_upload_phone(request: HttpRequest) -> HttpResponse:
    """The same for a bound phone on which nobody is signed in: its deputy's own scans. `owner` is null for any other phone."""
    phone = phones.phone_of(request)
    if request.method == "GET":
        return _greet(request, phone.user if phone else None)
    if phone is None:
        return JsonResponse({"sentence": "这部手机没有绑定，请登录后上传。"}, status=400)
    answer = _take(request, phone.user, kinds=("self",))
    return phones.give(answer, accounts.use_phone(phones.token_of(request)) or phones.token_of(request))


def _greet(request: HttpRequest, user: User | None) -> JsonResponse:
    now = int(timezone.now().timestamp() * 1000)
    return JsonResponse({"owner": user.pk if user else None, "now": now, "csrf": get_token(request)})


def _take(request: HttpRequest, user: User, kinds: tuple[str, ...] = ("self", "deputy")) -> JsonResponse:
    try:
        handed = json.loads(request.body)["scans"]
    except (ValueError, KeyError, TypeError, RawPostDataException):  # the last: a form instead of JSON
        return JsonResponse({"sentence": "没有收到扫码记录，请刷新页面再试。"}, status=400)
    if not isinstance(handed, list) or len(handed) > scans.AT_MOST:
        return JsonResponse({"sentence": f"一次最多补传 {scans.AT_MOST} 条。"}, status=400)
    wanted = {one.get("kind") for one in handed if isinstance(one, dict) and isinstance(one.get("kind"), str)}
    if "deputy" in wanted and "deputy" not in kinds:
        return JsonResponse({"sentence": "绑定的手机只能上传本人的签到，扫代表码请登录后上传。"}, status=400)
    places = scans.places_for(user) if "deputy" in wanted else {}
    answers = [asdict(scans.hand_in(one, by=user, places=places)) for one in handed]
    return JsonResponse({"results": answers})


@login_not_required
@require_safe
def manifest(request: HttpRequest, scanner: str) -> JsonResponse:
    """Describe the scanner as an app that can be put on the phone's desktop."""
    if scanner not in SCANNERS:
        raise Http404
    start = reverse(SCANNERS[scanner])
    content = {
        "id": start,
        "name": "云和履职扫码",
        "short_name": "履职扫码",
        "lang": "zh-Hans",
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#b3261e",
        "icons": [{"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@login_not_required
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker from the root, so that it may keep the scanner's pages."""
    path = finders.find("js/service-worker.js") or settings.STATIC_ROOT / "js" / "service-worker.js"
    response = FileResponse(open(path, "rb"), content_type="text/javascript; charset=utf-8")  # noqa: SIM115 it closes it
    response.headers["Cache-Control"] = "no-cache"
    return response
