"""Pages of when a station is open, and of the rules by which it is run."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from stations.places import policies, workflow
from stations.places.forms import ExceptionForm, HoursForm, RulesForm
from stations.places.models import HoursException, Station
from stations.places.queries import week_of
from stations.places.views.stations import STATIONS, find_station
from yunhe.accounts.decorators import asks, staff_required
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.web.forms.page import FormPage, act
from yunhe.web.forms.refusable import refuse


def _posted(request: Request, name: str) -> QueryDict | None:
    """Return what was posted to the form called `name` of a page with several forms, None for the others."""
    return request.POST if request.method == "POST" and name in request.POST else None


def _hours_of(station: Station) -> str:
    return reverse("places:station-hours", args=[station.pk])


@asks(staff_required, find_station, policies.can_keep_station)
def station_hours(request: Request, station: Station) -> HttpResponse:
    """Show and change the weekly hours of a station, and those of single dates."""
    form = HoursForm(_posted(request, "week"), station=station)
    other = ExceptionForm(_posted(request, "exception"))
    here = _hours_of(station)
    if form.is_valid():
        return act(
            request,
            lambda: workflow.set_hours(station, by=request.user, **form.facts()),
            said="开放时间已保存，公开页面同时更新。",
            to=here,
        )
    if other.is_valid():
        try:
            workflow.add_exception(station, by=request.user, **other.facts())
        except ValidationError as error:
            refuse(other, error)
        else:
            messages.success(request, "这一天的安排已保存。")
            return redirect(here)
    context = {
        "station": station,
        "form": form,
        "exception_form": other,
        "exceptions": station.hours_exceptions.filter(on__gte=timezone.localdate()),
        "now_label": week_of(station).now_label(timezone.localtime()),
    }
    return TemplateResponse(request, "stations/places/station_hours.html", context)


find_exception = in_scope(HoursException.objects, "station__organising_area", station=Station.objects)
exception_remove = button(
    staff_required,
    find_exception,
    workflow.remove_exception,
    said="已取消，这一天按平常时间开放。",
    to=lambda removed: _hours_of(removed.station),
)


@asks(staff_required, find_station, policies.can_keep_station)
def station_rules(request: Request, station: Station) -> HttpResponse:
    """Write the rules of a station, beginning with a sensible text."""
    told = "保存后向群众公开。" if station.rules else "还没有写过，下面是参考范本，按本站实际修改后保存。"
    page = FormPage(
        request,
        "工作制度",
        RulesForm,
        of=station,
        note=f"{station.name}。{told}",
        submit="保存并公开",
        crumbs=[STATIONS, station],
        before="stations/places/_rules_tabs.html",
        station=station,
    )
    return page.does(workflow.set_rules, said="工作制度已保存，公开页面同时更新。")
