"""Pages of check-ins: the list, recording by hand, undoing, a deputy's own."""

from functools import partial

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from deputies.people.own import own_deputy_or_404
from stations.activities.models import Activity
from stations.activities.policies import can_bring_in_sheet, can_record_at_activity, office_for
from stations.activities.views.activities import ACTIVITIES, find_activity
from stations.places.forms import ReasonForm
from stations.places.models import Station
from stations.places.policies import can_record_at_station
from stations.places.views.stations import STATIONS, find_station
from stations.presence import policies, workflow
from stations.presence.forms import (
    DepartureForm,
    PaperListForm,
    RecordForm,
    RollCallForm,
    SheetForm,
    named,
    places_kept_by,
)
from stations.presence.models import CheckIn
from stations.presence.tables import CheckInListing
from yunhe.accounts.decorators import asks, deputy_required, office_required, reads, staff_required, writes
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.imports import workflow as imports
from yunhe.imports.models import ImportRun
from yunhe.kit.pager import page_of
from yunhe.kit.refusals import reason_against
from yunhe.shell.device_features import device_features
from yunhe.web.forms.page import FormPage, act

check_in_list = list_page(staff_required, CheckInListing, "stations/presence/check_in_list.html")
find_check_in = in_scope(
    CheckIn.objects, "deputy__origin", "station__organising_area", "activity__organising_area", "activity__team", "code"
)


@reads(staff_required, find_check_in)
def check_in_detail(request: Request, check_in: CheckIn) -> HttpResponse:
    """Show one check-in and, to those who may, how to end the stay and how to undo it."""
    context = {
        "check_in": check_in,
        "undo_refusal": reason_against(policies.can_undo_check_in, request.user, check_in),
        "leave_refusal": reason_against(policies.can_check_out, request.user, check_in),
        "leave_form": DepartureForm(),
        "reason_form": ReasonForm(),
    }
    return TemplateResponse(request, "stations/presence/check_in_detail.html", context)


press = partial(button, staff_required, find_check_in)
check_in_undo = press(
    workflow.undo_check_in,
    form=ReasonForm,
    said=lambda undone: f"已撤销{undone.deputy.name}的这次签到，原记录保留备查。",
)
check_in_leave = press(
    workflow.check_out, form=DepartureForm, said=lambda left: f"{left.deputy.name}已签退，停留 {left.stay_label}。"
)


@writes(deputy_required)
def my_leave(request: Request, pk: int) -> HttpResponse:
    mine = get_object_or_404(CheckIn.objects.standing(), pk=pk, deputy__user=request.user)
    return act(
        request,
        lambda: workflow.check_out(mine, by=request.user),
        said=lambda left: f"已签退，停留 {left.stay_label}。",
        to="presence:my-duties",
    )


def _record_page(request: Request, place: Station | Activity, there: tuple[str, str]) -> HttpResponse:
    """Record by hand that one deputy is or was at `place`; `there` is the crumb of its list."""
    at = {"activity": place} if isinstance(place, Activity) else {"station": place}
    name = place.title if isinstance(place, Activity) else place.name
    note = f"{name}。外地代表不在名单里时，写出姓名，或扫他的代表码登记。"
    crumbs = [there, (name, place)]
    page = FormPage(
        request,
        "登记签到",
        RecordForm,
        of=place,
        note=note,
        submit="登记",
        crumbs=crumbs,
        user=request.user,
        county_path=place.organising_area.county_path,
    )

    def said(done: workflow.CheckInResult) -> str:
        repeated = "已经签到过，没有重复登记" if at.get("activity") else "这次到站已登记过，没有重复登记"
        return f"{done.check_in.deputy.name}：{repeated if done.already else '签到已登记'}。"

    return page.run(lambda facts: workflow.record_by_keeper(by=request.user, **at, **facts), said=said, to=place)


@asks(staff_required, find_station, can_record_at_station)
def check_in_record(request: Request, station: Station) -> HttpResponse:
    """Record at a station, by hand, that a deputy is or was present."""
    return _record_page(request, station, STATIONS)


records_at_activity = asks(staff_required, find_activity, can_record_at_activity)


@records_at_activity
def attendance_record(request: Request, activity: Activity) -> HttpResponse:
    """Record by hand that one deputy is or was at the activity."""
    return _record_page(request, activity, ACTIVITIES)


def _many_page(
    request: Request, activity: Activity, title: str, form_class: type[RollCallForm], note: str, said: str
) -> HttpResponse:
    """Record everybody who is ticked at an activity; `said` takes the number of the new ones."""
    page = FormPage(
        request,
        title,
        form_class,
        of=activity,
        note=f"{activity.title}。{note}",
        submit="登记勾选的代表",
        crumbs=[ACTIVITIES, activity],
        styles=["css/pages/stations.css"],
        body="stations/presence/_many.html",
        user=request.user,
        activity=activity,
    )
    return page.does(
        workflow.record_paper_list,
        said=lambda results: said.format(sum(not result.already for result in results)),
        to=activity,
    )


@records_at_activity
def paper_list(request: Request, activity: Activity) -> HttpResponse:
    """Type in the paper list of an activity: several deputies ticked at once."""
    note = "已签到的代表不再列出；勾选的一次全部登记，有一人不能登记就都不登记。"
    return _many_page(request, activity, "补登纸质签到单", PaperListForm, note, "已补登 {} 人。")


@asks(office_required, find_activity, can_bring_in_sheet)
def sheet_import(request: Request, activity: Activity) -> HttpResponse:
    """Take in the sign-in sheet of an activity as a file; what it says is shown before anything is recorded."""
    page = FormPage(
        request,
        "导入签到表",
        SheetForm,
        note=f"{activity.title}。先预览谁到了、谁请假、谁对不上，确认后才登记；登记错了可以整批撤销。",
        hint="文件加密暂存，确认或取消后立即清除。",
        submit="上传并预览",
        icon="upload",
        crumbs=[ACTIVITIES, activity],
    )

    def upload(facts: dict) -> ImportRun:
        file = facts["file"]
        area = office_for(request.user, activity)
        content = {"file_name": file.name, "content": file.read(), "options": {"activity": activity.pk}}
        return imports.upload(register="sign-in-sheet", area=area, by=request.user, **content)[0]

    return page.run(upload, said="", to=lambda run: reverse("imports:import-detail", args=[run.pk]))


@records_at_activity
def roll_call(request: Request, activity: Activity) -> HttpResponse:
    """Tick the deputies who are at the activity now, all at once."""
    note = "勾选现在就在现场的代表，一次登记；受邀的、团队的都列出，名单上没有的写姓名。已签到的不再列出。活动结束后请用“补登纸质签到单”。"
    said = "已登记 {} 人签到。登记错的，点开签到记录撤销。"
    return _many_page(request, activity, "现场点名", RollCallForm, note, said)


@reads(deputy_required)
def my_duties(request: Request) -> HttpResponse:
    """Show the signed-in deputy the own check-ins, newest first, and how many each year."""
    deputy = own_deputy_or_404(request.user)
    places = ("deputy__origin", "station__organising_area", "activity__organising_area")
    mine = CheckIn.objects.filter(deputy=deputy).select_related(*places).order_by("-at", "-pk")
    years = mine.standing().order_by().annotate(year=ExtractYear("at")).values("year").annotate(times=Count("pk"))
    context = {"deputy": deputy, "page": page_of(mine, request.GET), "years": years.order_by("-year")}
    return TemplateResponse(request, "stations/presence/my_duties.html", context)


@require_safe
@deputy_required
@device_features("camera")
def scan(request: Request) -> HttpResponse:
    """The deputy's scanner: by camera, by short code, also without network; and how WeChat does it."""
    return TemplateResponse(request, "stations/presence/scan.html", {"kind": "self", "places": []})


@reads(staff_required)
@device_features("camera")
def scan_deputies(request: Request) -> HttpResponse:
    """The keeper's scanner: deputies show their code, and are present at the station or activity chosen."""
    context = {"kind": "deputy", "places": named(places_kept_by(request.user))}
    return TemplateResponse(request, "stations/presence/scan.html", context)
