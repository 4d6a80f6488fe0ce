"""Pages of check-ins: the list, recording by hand, undoing, a deputy's own."""

from django.contrib import messages
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.people.models import Deputy
from stations.activities.models import Activity
from stations.activities.policies import can_record_at_activity
from stations.activities.views.activities import find_activity
from stations.places.forms import ReasonForm
from stations.places.policies import can_record_at_station
from stations.places.views.stations import find_station
from stations.presence import policies, workflow
from stations.presence.forms import DepartureForm, PaperListForm, RecordForm, RollCallForm, places_kept_by
from stations.presence.models import CheckIn
from stations.presence.tables import CheckInListing
from yunhe.accounts.decorators import deputy_required, staff_required
from yunhe.accounts.policies import Denied, reason_against
from yunhe.kit.pager import page_of
from yunhe.kit.readonly import read_only
from yunhe.shell.device_features import device_features


@staff_required
@read_only
def check_in_list(request: HttpRequest) -> HttpResponse:
    """List the check-ins in scope; ?station=, ?activity= and ?deputy= narrow it to one."""
    return CheckInListing.of(request).answer(request, "stations/presence/check_in_list.html")


def find_check_in(request: HttpRequest, pk: int) -> CheckIn:
    """Return a check-in in scope, or 404."""
    related = ("deputy__origin", "station__organising_area", "activity__organising_area", "activity__team", "code")
    return get_object_or_404(CheckIn.objects.visible_to(request.user).select_related(*related), pk=pk)


@require_safe
@staff_required
@read_only
def check_in_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one check-in and, to those who may, how to end the stay and how to undo it."""
    check_in = find_check_in(request, pk)
    context = {
        "check_in": check_in,
        "undo_refusal": reason_against(policies.can_undo_check_in, request.user, check_in),
        "leave_refusal": reason_against(policies.can_check_out, request.user, check_in),
        "leave_form": DepartureForm(),
        "reason_form": ReasonForm(),
    }
    return TemplateResponse(request, "stations/presence/check_in_detail.html", context)


@require_POST
@staff_required
def check_in_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a check-in back, with a reason."""
    check_in = find_check_in(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有撤销：请写明原因。")
        return redirect(check_in)
    workflow.undo_check_in(check_in, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, f"已撤销{check_in.deputy.name}的这次签到，原记录保留备查。")
    return redirect(check_in)


@require_POST
@staff_required
def check_in_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The keeper notes that the deputy has left, now or at the time given."""
    check_in = find_check_in(request, pk)
    form = DepartureForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有登记签退：请检查离开时间，刚刚离开的不用填。")
        return redirect(check_in)
    try:
        left = workflow.check_out(check_in, by=request.user, at=form.cleaned_data["at"])
    except Denied as denied:
        messages.error(request, str(denied))
    else:
        messages.success(request, f"{left.deputy.name}已签退，停留 {left.stay_label}。")
    return redirect(check_in)


@require_POST
@deputy_required
def my_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The deputy leaves."""
    mine = get_object_or_404(CheckIn.objects.standing(), pk=pk, deputy__user=request.user)
    try:
        left = workflow.check_out(mine, by=request.user)
    except Denied as denied:
        messages.error(request, str(denied))
    else:
        messages.success(request, f"已签退，停留 {left.stay_label}。")
    return redirect("presence:my-duties")


@require_http_methods(["GET", "POST"])
@staff_required
def check_in_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record at a station, by hand, that a deputy is or was present."""
    station = find_station(request, pk)
    can_record_at_station(request.user, station)
    form = RecordForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            done = workflow.record_by_keeper(by=request.user, station=station, **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            said = "这次到站已登记过，没有重复登记" if done.already else "签到已登记"
            messages.success(request, f"{done.check_in.deputy.name}：{said}。")
            return redirect(station)
    return TemplateResponse(request, "stations/presence/check_in_record.html", {"form": form, "station": station})


@require_http_methods(["GET", "POST"])
@staff_required
def attendance_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record by hand that one deputy is or was at the activity."""
    activity = find_activity(request, pk)
    can_record_at_activity(request.user, activity)
    form = RecordForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            done = workflow.record_by_keeper(by=request.user, activity=activity, **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            said = "已经签到过，没有重复登记" if done.already else "签到已登记"
            messages.success(request, f"{done.check_in.deputy.name}：{said}。")
            return redirect(activity)
    return TemplateResponse(request, "stations/presence/check_in_record.html", {"form": form, "activity": activity})


@require_http_methods(["GET", "POST"])
@staff_required
def paper_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Type in the paper list of an activity: several deputies ticked at once."""
    activity = find_activity(request, pk)
    can_record_at_activity(request.user, activity)
    form = PaperListForm(request.POST or None, user=request.user, activity=activity)
    if form.is_valid():
        try:
            results = workflow.record_paper_list(activity, by=request.user, **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            new = sum(1 for result in results if not result.already)
            messages.success(request, f"已补登 {new} 人。")
            return redirect(activity)
    return TemplateResponse(request, "stations/presence/paper_list.html", {"form": form, "activity": activity})


@require_http_methods(["GET", "POST"])
@staff_required
def roll_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick the deputies who are at the activity now, all at once."""
    activity = find_activity(request, pk)
    can_record_at_activity(request.user, activity)
    bound = request.POST if request.method == "POST" else None
    form = RollCallForm(bound, user=request.user, activity=activity)
    if form.is_valid():
        try:
            results = workflow.record_paper_list(activity, by=request.user, **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            new = sum(1 for result in results if not result.already)
            messages.success(request, f"已登记 {new} 人签到。登记错的，点开签到记录撤销。")
            return redirect(activity)
    return TemplateResponse(request, "stations/presence/roll_call.html", {"form": form, "activity": activity})


@require_safe
@deputy_required
@read_only
def my_duties(request: HttpRequest) -> HttpResponse:
    """Show the signed-in deputy the own check-ins, newest first, and how many each year."""
    deputy = get_object_or_404(Deputy, user=request.user)
    places = ("deputy__origin", "station__organising_area", "activity__organising_area")
    mine = CheckIn.objects.filter(deputy=deputy).select_related(*places).order_by("-at", "-pk")
    years = mine.standing().order_by().annotate(year=ExtractYear("at")).values("year").annotate(times=Count("pk"))
    context = {
        "deputy": deputy,
        "page": page_of(mine, request.GET),
        "years": years.order_by("-year"),
    }
    return TemplateResponse(request, "stations/presence/my_duties.html", context)


@require_safe
@deputy_required
@device_features("camera")
def scan(request: HttpRequest) -> HttpResponse:
    """The deputy's scanner: by camera, by short code, also without network; and how WeChat does it."""
    return TemplateResponse(request, "stations/presence/scan.html", {"kind": "self", "places": []})


@require_safe
@staff_required
@device_features("camera")
@read_only
def scan_deputies(request: HttpRequest) -> HttpResponse:
    """The keeper's scanner: deputies show their code, and are present at the station or activity chosen."""
    places = [
        (key, f"活动：{place}" if isinstance(place, Activity) else str(place))
        for key, place in places_kept_by(request.user).items()
    ]
    return TemplateResponse(request, "stations/presence/scan.html", {"kind": "deputy", "places": places})
