"""The health page; the errands that were not done."""

import psycopg
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

from yunhe.accounts.decorators import system_admin_required, writes
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request
from yunhe.audit.client import tells_of_untrusted_proxy
from yunhe.health import heartbeat, workflow
from yunhe.health.tables import ErrandListing
from yunhe.jobs.models import Errand
from yunhe.kit.asked import numbers


@require_safe
@login_not_required
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Say whether database, Redis, worker and beat work: 200 when all do, else 503. Public, and says nothing else.

    Asked through a proxy that TRUSTED_PROXIES does not name it adds trusted_proxies: false: all people then share its address.
    """
    parts = {"database": _database_works(), "redis": False, heartbeat.WORKER: False, heartbeat.BEAT: False}
    try:
        with heartbeat.connect(settings.REDIS_URL) as client:
            parts.update(heartbeat.alive(client), redis=True)
    except RedisError:
        pass
    if tells_of_untrusted_proxy(request):
        return JsonResponse({**parts, "trusted_proxies": False}, status=200 if all(parts.values()) else 503)
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _database_works() -> bool:
    """Ask over a connection of our own: a pool that is full says nothing of the server."""
    try:
        with psycopg.connect(**connection.get_connection_params()) as line:
            return line.execute("SELECT 1").fetchone() is not None
    except psycopg.Error:
        return False


errand_list = list_page(system_admin_required, ErrandListing, "yunhe/health/errand_list.html")


@writes(system_admin_required)
def errand_again(request: Request) -> HttpResponse:
    """Have the ticked errands tried afresh that have been given up."""
    number = 0
    for errand in Errand.objects.given_up().filter(pk__in=numbers(request.POST, "pk")):
        workflow.send_errand_again(errand, by=request.user)
        number += 1
    if number:
        messages.success(request, f"{number} 条差事已重新交给后台办理。")
    else:
        messages.warning(request, "没有需要重新办理的：只有状态为“已停下”的要办，其余会自动再试。")
    return redirect("errand-list")
