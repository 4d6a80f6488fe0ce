"""Pages of what a station keeps: hours, people, rules, deputies posted there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stations.places import policies
from stations.places.affair_forms import ExceptionForm, HoursForm, KeeperForm, PostingForm, RulesForm, StaffForm
from stations.places.affair_queries import week_of
from stations.places.forms import ReasonForm
from stations.places.models import HoursException, Posting, Station, StationStaff
from stations.places.workflow import affairs as workflow
from yunhe.accounts.decorators import staff_required
from yunhe.accounts.policies import Denied


def _station(request: HttpRequest, pk: int) -> Station:
    """Return a station in scope that the user keeps, or 404; raises Denied where the user may only look."""
    related = ("organising_area__unit", "location_area__unit")
    station = get_object_or_404(Station.objects.visible_to(request.user).select_related(*related), pk=pk)
    policies.can_keep_station(request.user, station)
    return station


def _posted(request: HttpRequest, name: str) -> QueryDict | None:
    """Return what was posted to the form called `name` of a page with several forms, None for the others."""
    return request.POST if request.method == "POST" and name in request.POST else None


@require_http_methods(["GET", "POST"])
@staff_required
def station_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change the weekly hours of a station, and those of single dates."""
    station = _station(request, pk)
    form = HoursForm(_posted(request, "week"), station=station)
    other = ExceptionForm(_posted(request, "exception"))
    if form.is_valid():
        workflow.set_hours(
            station, by=request.user, days=form.days(), keeps_holidays=form.cleaned_data["keeps_holidays"]
        )
        messages.success(request, "开放时间已保存，公开页面同时更新。")
        return redirect("places:station-hours", station.pk)
    if other.is_valid():
        data = other.cleaned_data
        hours = "，".join(str(span) for span in data["hours"])
        try:
            workflow.add_exception(station, by=request.user, on=data["on"], hours=hours, note=data["note"])
        except ValidationError as error:
            other.refuse(error)
        except Denied as denied:
            other.add_error("on", str(denied))
        else:
            messages.success(request, "这一天的安排已保存。")
            return redirect("places:station-hours", station.pk)
    context = {
        "station": station,
        "form": form,
        "exception_form": other,
        "exceptions": station.hours_exceptions.filter(on__gte=timezone.localdate()),
        "now_label": week_of(station).now_label(timezone.localtime()),
    }
    return TemplateResponse(request, "stations/places/station_hours.html", context)


@require_POST
@staff_required
def exception_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take other hours of one date back."""
    exceptions = HoursException.objects.filter(station__in=Station.objects.visible_to(request.user))
    exception = get_object_or_404(exceptions.select_related("station__organising_area"), pk=pk)
    workflow.remove_exception(exception, by=request.user)
    messages.success(request, "已取消，这一天按平常时间开放。")
    return redirect("places:station-hours", exception.station_id)


@require_http_methods(["GET", "POST"])
@staff_required
def station_staff(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the people of a station and add one."""
    station = _station(request, pk)
    form = StaffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person = workflow.save_staff(station, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"已增加{person}。")
            return redirect("places:station-staff", station.pk)
    context = {"station": station, "form": form, "people": station.staff.all()}
    return TemplateResponse(request, "stations/places/station_staff.html", context)


def _person(request: HttpRequest, pk: int) -> StationStaff:
    people = StationStaff.objects.filter(station__in=Station.objects.visible_to(request.user))
    return get_object_or_404(people.select_related("station__organising_area", "station__location_area"), pk=pk)


@require_http_methods(["GET", "POST"])
@staff_required
def staff_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one of the people of a station."""
    person = _person(request, pk)
    policies.can_keep_station(request.user, person.station)
    form = StaffForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        try:
            workflow.save_staff(person.station, by=request.user, person=person, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "已保存。")
            return redirect("places:station-staff", person.station_id)
    return TemplateResponse(request, "stations/places/staff_form.html", {"form": form, "person": person})


@require_POST
@staff_required
def staff_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the people of a station."""
    person = _person(request, pk)
    workflow.remove_staff(person, by=request.user)
    messages.success(request, f"已移除{person.name}。")
    return redirect("places:station-staff", person.station_id)


@require_http_methods(["GET", "POST"])
@staff_required
def station_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the rules of a station, beginning with a sensible text."""
    station = _station(request, pk)
    form = RulesForm(request.POST if request.method == "POST" else None, station=station)
    if form.is_valid():
        workflow.set_rules(station, by=request.user, rules=form.cleaned_data["rules"])
        messages.success(request, "工作制度已保存，公开页面同时更新。")
        return redirect(station)
    return TemplateResponse(request, "stations/places/station_rules.html", {"station": station, "form": form})


@require_http_methods(["GET", "POST"])
@staff_required
def posting_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is and was posted at a station, propose who lives near, and post the ticked ones."""
    station = _station(request, pk)
    form = PostingForm(request.POST if request.method == "POST" else None, station=station)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = workflow.post_deputies(station, data["deputies"], by=request.user, begins_on=data["begins_on"])
        except Denied as denied:
            form.add_error("deputies", str(denied))
        else:
            messages.success(request, f"已安排 {len(made)} 位代表驻站。")
            return redirect("places:posting-list", station.pk)
    rows = station.postings.select_related("deputy__origin", "deputy__residence").order_by("ends_on", "begins_on", "pk")
    serving = set(Posting.objects.in_force().filter(station=station).values_list("pk", flat=True))
    context = {
        "station": station,
        "form": form,
        "open": [(row, row.pk in serving) for row in rows if row.ends_on is None],
        "ended": [row for row in rows if row.ends_on],
        "reason_form": ReasonForm(),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "stations/places/posting_list.html", context)


@require_POST
@staff_required
def posting_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a posting, with a reason."""
    rows = Posting.objects.filter(station__in=Station.objects.visible_to(request.user))
    posting = get_object_or_404(rows.select_related("station__organising_area", "deputy"), pk=pk)
    policies.can_end_posting(request.user, posting)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有结束：请写明原因，例如搬离、届满。")
        return redirect(posting)
    workflow.end_posting(posting, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, f"{posting.deputy.name}的驻站已结束。")
    return redirect(posting)


@require_http_methods(["GET", "POST"])
@staff_required
def keeper_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the system administrators for a keeper's account of a point."""
    related = ("organising_area__unit", "location_area__unit")
    station = get_object_or_404(Station.objects.visible_to(request.user).select_related(*related), pk=pk)
    policies.can_ask_keeper(request.user, station)
    form = KeeperForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        workflow.ask_keeper(station, by=request.user, **form.cleaned_data)
        messages.success(request, "申请已发给系统管理员，开通后负责人即可登录。")
        return redirect(station)
    return TemplateResponse(request, "stations/places/keeper_form.html", {"station": station, "form": form})
