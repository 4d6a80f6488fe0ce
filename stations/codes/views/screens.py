"""Pages of screens: what the device shows, and what staff keep."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stations.activities.models import Activity
from stations.codes import pictures as images
from stations.codes import policies, stamps
from stations.codes.models import Screen
from stations.codes.queries import screens as queries
from stations.codes.tables import ScreenListing
from stations.codes.workflow import screens as workflow
from stations.places.forms import ReasonForm
from stations.places.models import Station
from yunhe.accounts.decorators import reads, staff_required, writes
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.readonly import read_only
from yunhe.kit.refusals import reason_against
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import act

SUBJECTS: dict[str, Any] = {"station": Station, "activity": Activity}
SEEN_DAYS = 30


def of_device(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to whoever has the secret link of a screen, which it is given; 404 for an unknown link."""

    @wraps(view)
    def shown(request: HttpRequest, secret: str) -> HttpResponse:
        screen = queries.screen_of(secret)
        if screen is None:
            raise Http404
        return view(request, screen)

    return login_not_required(require_safe(never_cache(read_only(shown))))


@of_device
def screen_show(request: HttpRequest, screen: Screen) -> HttpResponse:
    """Fill the device's screen with the code of this moment; the script then changes it."""
    now, code = timezone.now(), queries.code_of(screen)
    dark = queries.why_dark(screen, code, now)
    shown = queries.codes_from(code, now, 1)[0] if code and not dark else None
    context = {
        "screen": screen,
        "secret": screen.secret,
        "dark": dark,
        "picture": images.data_uri(shown.svg) if shown else "",
        "window": stamps.WINDOW,
    }
    return TemplateResponse(request, "stations/codes/screen_show.html", context)


@of_device
def screen_codes(request: HttpRequest, screen: Screen) -> JsonResponse:
    """Hand the device its codes of the next ten minutes; {"dark": why} where it shows none."""
    now, code = timezone.now(), queries.code_of(screen)
    answer: dict = {"now": int(now.timestamp() * 1000), "dark": queries.why_dark(screen, code, now), "codes": []}
    if code and not answer["dark"]:
        answer["codes"] = [{"starts": one.starts, "svg": one.svg} for one in queries.codes_from(code, now)]
        cache.set(screen.seen_key, now.isoformat(), SEEN_DAYS * 86_400)
    return JsonResponse(answer)


screen_list = list_page(staff_required, ScreenListing, "stations/codes/screen_list.html")
find_screen = in_scope(Screen.objects, "station__organising_area", "activity__organising_area", "activity__team")


@reads(staff_required, find_screen)
def screen_detail(request: Request, screen: Screen) -> HttpResponse:
    """Show one screen: to those who manage it with the link and how to open it, to others that it exists."""
    seen = cache.get(screen.seen_key)
    context = {
        "screen": screen,
        "seen_at": datetime.fromisoformat(seen) if isinstance(seen, str) else None,
        "revoke_refusal": reason_against(policies.can_revoke, request.user, screen),
        "reason_form": ReasonForm(),
        "history": history_of(screen, request.user),
        "link": "",
    }
    if screen.is_in_force and policies.manages(request.user, screen):
        drawing = images.Drawing(url=screen.url, title=str(screen), note="在设备上打开", link="")
        context |= {"link": screen.url, "picture": images.data_uri(images.svg(drawing))}
    return TemplateResponse(request, "stations/codes/screen_detail.html", context)


@writes(staff_required)
def screen_put_up(request: Request, subject: str, pk: int) -> HttpResponse:
    """Register a screen for a station or activity in scope."""
    model = SUBJECTS.get(subject)
    if model is None:
        raise Http404
    place = get_object_or_404(model.objects.visible_to(request.user).select_related("organising_area"), pk=pk)
    return act(
        request,
        lambda: workflow.put_up(place, by=request.user, name=request.POST.get("name", "")),
        said="已登记屏幕。请在那台设备上打开下面的链接。",
        back=place,
    )


screen_take_down = button(
    staff_required,
    find_screen,
    workflow.take_down,
    form=ReasonForm,
    said="屏幕已停用，那台设备一分钟内不再显示签到码。",
)
