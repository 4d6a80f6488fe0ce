"""Pages of the 1+11+N tree and of one station."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stations.places import policies, queries, workflow
from stations.places.affair_queries import postings_at, week_of, year_counts
from stations.places.filters import StationFilter
from stations.places.forms import DetailForm, ReasonForm, StationForm
from stations.places.models import Station
from stations.places.panels import panels
from stations.places.policies import can_keep_station
from stations.places.tables import StationListing
from yunhe.accounts.decorators import county_required, office_required, staff_required
from yunhe.accounts.enums import Role
from yunhe.accounts.policies import is_allowed, reason_against
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.kit.fragment import fragment
from yunhe.kit.readonly import read_only
from yunhe.shell.device_features import device_features
from yunhe.trail.queries import history_of


def find_station(request: HttpRequest, pk: int) -> Station:
    """Return a station in scope with its areas and parent, or 404."""
    related = ("organising_area__unit", "location_area__unit", "parent__organising_area")
    return get_object_or_404(Station.objects.visible_to(request.user).select_related(*related), pk=pk)


@require_safe
@staff_required
@read_only
@fragment("stations/places/_tree.html", "tree-region")
def station_list(request: HttpRequest) -> HttpResponse:
    """Show the tree 1+11+N with counts and gaps; filters narrow it."""
    filters = StationFilter(request.GET, queryset=Station.objects.visible_to(request.user))
    is_narrowed = any(request.GET.get(name) for name in filters.form.fields)
    tree = queries.station_tree(request.user, filters.qs if is_narrowed else None)
    scope = scope_of(request.user)
    context = {
        "tree": tree,
        "filters": filters,
        "is_narrowed": is_narrowed,
        "is_open": is_narrowed or len(tree.branches) <= 2,
        "may_build": scope.is_county,
        "may_create": scope.has_role(Role.COUNTY_OFFICE, Role.OFFICE_STAFF),
    }
    return TemplateResponse(request, "stations/places/station_list.html", context)


@staff_required
@read_only
def station_table(request: HttpRequest) -> HttpResponse:
    """Show the same stations as a table that can be sorted and exported."""
    return StationListing.of(request).answer(request, "stations/places/station_table.html")


@require_safe
@staff_required
@read_only
def station_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one station: facts, code, deputies, check-ins, activities, what hangs below, history."""
    station = find_station(request, pk)
    user = request.user
    context = {
        "station": station,
        "node": queries.node_of(station),
        "now_label": week_of(station).now_label(timezone.localtime()),
        "postings": postings_at(station),
        "counts": year_counts(station),
        "keep_refusal": reason_against(can_keep_station, user, station),
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


@require_http_methods(["GET", "POST"])
@office_required
@device_features("geolocation")
def station_create(request: HttpRequest) -> HttpResponse:
    """Create a station."""
    form = StationForm(request.POST or None, user=request.user, initial=request.GET.dict())
    if form.is_valid():
        try:
            station = workflow.create_station(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(
                request, f"已建立“{station.name}”，上级站为{station.parent or '无'}。接下来可以制作联络站码。"
            )
            return redirect(station)
    return TemplateResponse(request, "stations/places/station_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@staff_required
@device_features("geolocation")
def station_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a station; the keeper of a point gets the fields that are his."""
    station = find_station(request, pk)
    policies.can_edit_details(request.user, station)
    if is_allowed(policies.can_edit_station, request.user, station):
        form: StationForm | DetailForm = StationForm(request.POST or None, user=request.user, station=station)
    else:
        form = DetailForm(request.POST or None, station=station)
    if form.is_valid():
        try:
            workflow.edit_station(station, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "已保存。")
            return redirect(station)
    return TemplateResponse(request, "stations/places/station_form.html", {"form": form, "station": station})


@require_POST
@office_required
def station_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a station out of use, with a reason."""
    station = find_station(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有停用：请写明停用原因。")
        return redirect(station)
    workflow.close_station(station, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, f"“{station.name}”已停用。扫旧码的群众会被引导到上级站。")
    return redirect(station)


@require_POST
@office_required
def station_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a closed station into use again."""
    station = find_station(request, pk)
    try:
        workflow.reopen_station(station, by=request.user)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, f"“{station.name}”已恢复使用。")
    return redirect(station)


@require_POST
@county_required
def tree_build(request: HttpRequest) -> HttpResponse:
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
