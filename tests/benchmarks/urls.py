"""The program's addresses and, beside them, the bare view that check-in is measured against."""

import secrets

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import include, path
from django.views.decorators.http import require_POST

from stations.presence.enums import CheckInWay
from stations.presence.models import CheckIn


@require_POST
def bare(request) -> HttpResponse:
    """One insert into the same table, nothing else: no policy, no lock, no check of what is there."""
    CheckIn.objects.create(
        deputy_id=request.POST["deputy"],
        station_id=request.POST["station"],
        way=CheckInWay.STATION_CODE,
        nonce=secrets.token_hex(12),
        recorded_by=request.user.display_name,
    )
    return HttpResponseRedirect("/")


urlpatterns = [path("bare/", bare, name="bare"), path("", include("yunhe.urls"))]
