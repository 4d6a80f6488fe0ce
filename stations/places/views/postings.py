"""Pages of the deputies who are posted at a station."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from stations.places import policies, workflow
from stations.places.forms import PostingForm, ReasonForm
from stations.places.models import Posting, Station
from stations.places.views.stations import find_station
from yunhe.accounts.decorators import asks, staff_required
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.web.forms.page import FormPage

find_posting = in_scope(Posting.objects, "station__organising_area", "deputy", station=Station.objects)


@asks(staff_required, find_station, policies.can_keep_station)
def posting_list(request: Request, station: Station) -> HttpResponse:
    """Show who is and was posted at a station, propose who lives near, and post the ticked ones."""
    rows = station.postings.select_related("deputy__origin", "deputy__residence").order_by("ends_on", "begins_on", "pk")
    serving = set(Posting.objects.in_force().filter(station=station).values_list("pk", flat=True))
    context = {
        "station": station,
        "open": [(row, row.pk in serving) for row in rows if row.ends_on is None],
        "ended": [row for row in rows if row.ends_on],
        "today": timezone.localdate(),
    }
    page = FormPage(request, "驻站代表", PostingForm, of=station, context=context, station=station)
    page.template = "stations/places/posting_list.html"
    return page.does(
        workflow.post_deputies,
        said=lambda made: f"已安排 {len(made)} 位代表驻站。",
        to=reverse("places:posting-list", args=[station.pk]),
    )


posting_end = button(
    staff_required,
    find_posting,
    workflow.end_posting,
    form=ReasonForm,
    said=lambda ended: f"{ended.deputy.name}的驻站已结束。",
)
