"""Pages of who works at a station."""

from django.http import HttpResponse
from django.urls import reverse

from stations.places import policies, workflow
from stations.places.forms import KeeperForm, StaffForm
from stations.places.models import Station, StationStaff
from stations.places.views.stations import STATIONS, find_station
from yunhe.accounts.decorators import asks, staff_required, writes
from yunhe.accounts.requests import Request, in_scope
from yunhe.web.forms.page import FormPage, act


def _list_of(station: Station) -> str:
    return reverse("places:station-staff", args=[station.pk])


@asks(staff_required, find_station, policies.can_keep_station)
def station_staff(request: Request, station: Station) -> HttpResponse:
    page = FormPage(request, "站务人员", StaffForm, of=station, context={"station": station})
    page.template = "stations/places/station_staff.html"
    page.context["people"] = station.staff.all()
    return page.does(workflow.save_staff, said=lambda person: f"已增加{person}。", to=_list_of(station))


find_person = in_scope(
    StationStaff.objects, "station__organising_area", "station__location_area", station=Station.objects
)


@asks(staff_required, find_person)
def staff_edit(request: Request, person: StationStaff) -> HttpResponse:
    station = person.station
    policies.can_keep_station(request.user, station)
    crumbs = [STATIONS, station, ("站务人员", _list_of(station))]
    page = FormPage(request, f"修改{person.name}", StaffForm, crumbs=crumbs, person=person)
    return page.run(
        lambda facts: workflow.save_staff(station, by=request.user, person=person, **facts), to=_list_of(station)
    )


@writes(staff_required, find_person)
def staff_remove(request: Request, person: StationStaff) -> HttpResponse:
    name = person.name
    return act(
        request,
        lambda: workflow.remove_staff(person, by=request.user),
        said=f"已移除{name}。",
        to=_list_of(person.station),
    )


@asks(staff_required, find_station, policies.can_ask_keeper)
def keeper_ask(request: Request, station: Station) -> HttpResponse:
    """Ask the system administrators for a keeper's account of a point."""
    note = f"{station.name}。账号由系统管理员开通，申请会出现在他的消息里。"
    crumbs = [STATIONS, station]
    page = FormPage(
        request, "申请负责人账号", KeeperForm, of=station, note=note, submit="发出申请", icon="send", crumbs=crumbs
    )
    return page.does(workflow.ask_keeper, said="申请已发给系统管理员，开通后负责人即可登录。", to=station)
