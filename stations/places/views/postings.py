"""Pages of the deputies who are posted at a station."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from stations.places import policies, workflow
from stations.places.forms import PostingForm, ReasonForm
from stations.places.models import Posting, Station
from stations.places.views.stations import kept_station
from yunhe.accounts.decorators import asks, staff_required, writes
from yunhe.accounts.requests import Request
from yunhe.web.forms.page import FormPage, act


@asks(staff_required)
def posting_list(request: Request, pk: int) -> HttpResponse:
    """Show who is and was posted at a station, propose who lives near, and post the ticked ones."""
    station = kept_station(request, pk)
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
    return page.run(
        lambda facts: workflow.post_deputies(station, by=request.user, **facts),
        said=lambda made: f"已安排 {len(made)} 位代表驻站。",
        to=reverse("places:posting-list", args=[station.pk]),
    )


@writes(staff_required)
def posting_end(request: Request, pk: int) -> HttpResponse:
    """End a posting, with a reason."""
    rows = Posting.objects.filter(station__in=Station.objects.visible_to(request.user))
    posting = get_object_or_404(rows.select_related("station__organising_area", "deputy"), pk=pk)
    policies.can_end_posting(request.user, posting)
    form = ReasonForm(request.POST)
    return act(
        request,
        lambda: workflow.end_posting(posting, by=request.user, **form.cleaned_data),
        said=f"{posting.deputy.name}的驻站已结束。",
        to=posting,
        form=form,
    )
