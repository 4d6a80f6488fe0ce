"""Pages of the 1+11+N tree and of one station."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from stations.places import policies, queries, workflow
from stations.places.filters import StationFilter
from stations.places.forms import DetailForm, PositionForm, ReasonForm, StationForm
from stations.places.models import Station
from stations.places.panels import panels
from stations.places.tables import StationListing
from yunhe.accounts.decorators import (
    asks,
    county_required,
    lists,
    office_required,
    opens,
    reads,
    staff_required,
    writes,
)
from yunhe.accounts.enums import Role
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.kit.fragment import fragment
from yunhe.kit.refusals import is_allowed, reason_against
from yunhe.shell.device_features import device_features
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage
from yunhe.web.lists.pages import page_of_figures

STATIONS = ("联络站点", "places:station-list")


find_station = in_scope(Station.objects, "organising_area__unit", "location_area__unit", "parent__organising_area")


@lists(staff_required)
@fragment("stations/places/_tree.html", "tree-region")
def station_list(request: Request) -> HttpResponseBase:
    """Show the tree 1+11+N with counts and gaps; filters narrow it."""
    filters = StationFilter(request.GET, queryset=Station.objects.visible_to(request.user))
    is_narrowed = any(request.GET.get(name) for name in filters.form.fields)
    tree = queries.station_tree(request.user, filters.qs if is_narrowed else None)
    context = {
        "tree": tree,
        "filters": filters,
        "is_narrowed": is_narrowed,
        "is_open": is_narrowed or len(tree.branches) <= 2,
        "may_build": opens(county_required, request.user),
        "may_create": opens(office_required, request.user),
    }
    return page_of_figures(request, "stations/places/station_list.html", context, title="联络站点")


station_table = list_page(staff_required, StationListing, "stations/places/station_table.html")


@reads(staff_required, find_station)
def station_detail(request: Request, station: Station) -> HttpResponse:
    """Show one station: facts, code, deputies, check-ins, activities, what hangs below, history."""
    user = request.user
    context = {
        "station": station,
        "node": queries.node_of(station),
        "now_label": queries.week_of(station).now_label(timezone.localtime()),
        "postings": queries.postings_at(station),
        "counts": queries.year_counts(station),
        "keep_refusal": reason_against(policies.can_keep_station, user, station),
        "elsewhere_label": f"{station.organising_area.full_name}主办，设在{station.location_area.full_name}。",
        "children": station.children.order_by("-is_active", "kind", "name"),
        "deputies": queries.deputy_counts(station),
        "panels": panels.of(station, user),
        "history": history_of(station, request.user),
        "may_edit": reason_against(policies.can_edit_details, user, station),
        "close_refusal": reason_against(policies.can_close_station, user, station),
        "may_manage": is_allowed(policies.can_edit_station, user, station),
        "record_refusal": reason_against(policies.can_record_at_station, user, station),
        "reason_form": ReasonForm(),
    }
    return TemplateResponse(request, "stations/places/station_detail.html", context)


def _page(request: Request, title: str, form_class: type[PositionForm], **page: Any) -> FormPage:
    """Return the form page of a station; the browser may fill in its position."""
    page = {"crumbs": [STATIONS], "inside": "stations/places/_fill_position.html", **page}
    return FormPage(request, title, form_class, **page)


@asks(office_required)
@device_features("geolocation")
def station_create(request: Request) -> HttpResponse:
    note = "上级站按类别和主办单位自动确定：联络站归县总站，城区联络站和联络点归主办单位的联络站。"
    page = _page(request, "新建站点", StationForm, note=note, user=request.user, initial=request.GET.dict())
    return page.run(
        lambda facts: workflow.create_station(by=request.user, **facts),
        said=lambda made: f"已建立“{made.name}”，上级站为{made.parent or '无'}。接下来可以制作联络站码。",
    )


@asks(staff_required, find_station, policies.can_edit_details)
@device_features("geolocation")
def station_edit(request: Request, station: Station) -> HttpResponse:
    """Edit a station; the keeper of a point gets the fields that are his."""
    form_class: type[PositionForm] = DetailForm
    given = {}
    if is_allowed(policies.can_edit_station, request.user, station):
        form_class, given = StationForm, {"user": request.user}
    note = "改动会记入变更记录。改名后联络站码自动重新制图，墙上的旧码仍然有效。"
    heading = f"修改“{station.name}”"
    crumbs = [STATIONS, station]
    page = _page(
        request, "修改", form_class, of=station, heading=heading, note=note, crumbs=crumbs, station=station, **given
    )
    return page.does(workflow.edit_station)


press = partial(button, office_required, find_station)
station_close = press(
    workflow.close_station,
    form=ReasonForm,
    said=lambda closed: f"“{closed.name}”已停用。扫旧码的群众会被引导到上级站。",
)
station_reopen = press(workflow.reopen_station, said=lambda opened: f"“{opened.name}”已恢复使用。")


@writes(county_required)
def tree_build(request: Request) -> HttpResponse:
    """Create every station that the area tree asks for and that is missing."""
    counties = Area.objects.filter(kind=AreaKind.COUNTY).within(*scope_of(request.user).areas(Role.COUNTY_OFFICE))
    built = [workflow.build_tree(county, by=request.user) for county in counties]
    total = sum(part.total for part in built)
    if total:
        sums = [sum(getattr(part, name) for part in built) for name in ("main", "area", "points")]
        messages.success(request, f"新建站点 {total} 个：县总站 {sums[0]}，联络站 {sums[1]}，联络点 {sums[2]}。")
    else:
        messages.info(request, "按区划该建的站点都已建好，没有新建。")
    return redirect("places:station-list")
