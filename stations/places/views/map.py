"""The page of the schematic map."""

from django.http import HttpResponse
from django.template.response import TemplateResponse

from stations.places.placing import root_path
from stations.places.queries import map_of
from yunhe.accounts.decorators import reads, staff_required
from yunhe.accounts.requests import Request
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area


@reads(staff_required)
def station_map(request: Request) -> HttpResponse:
    """Show the stations of the user's county as a drawing and as a table."""
    roots = sorted({root_path(area) for area in scope_of(request.user).areas()})
    maps = [map_of(county, request.user) for county in Area.objects.filter(path__in=roots).order_by("path")]
    return TemplateResponse(request, "stations/places/station_map.html", {"maps": maps})
