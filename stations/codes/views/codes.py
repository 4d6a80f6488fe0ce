"""Pages of codes: make, replace, revoke, download."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from deputies.people.models import Deputy
from deputies.people.own import own_deputy
from stations.activities.models import Activity
from stations.codes import jobs, policies, workflow
from stations.codes import pictures as images
from stations.codes.enums import Layout
from stations.codes.models import Code, PrintBatch
from stations.codes.queries import scans_of
from stations.codes.storing import drawing_of, has_images
from stations.codes.tables import CodeListing
from stations.codes.tasks import render_code
from stations.places.forms import ReasonForm
from stations.places.models import Station
from yunhe.accounts.decorators import deputy_required, gives, reads, staff_required, writes
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.jobs.errands import nudge
from yunhe.kit.files import download
from yunhe.kit.refusals import Refused, reason_against
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import act

SUBJECTS: dict[str, Any] = {"station": Station, "deputy": Deputy, "activity": Activity}
PICTURES = {"png": "image/png", "svg": "image/svg+xml"}


find_code = in_scope(
    Code.objects, "station__organising_area", "activity__organising_area", "deputy__origin", "deputy__residence"
)
code_list = list_page(staff_required, CodeListing, "stations/codes/code_list.html")


@reads(staff_required, find_code)
def code_detail(request: Request, code: Code) -> HttpResponse:
    """Show one code: picture, scans, versions, history."""
    versions = Code.objects.filter(station=code.station_id, deputy=code.deputy_id, activity=code.activity_id)
    context = {
        "code": code,
        "is_drawn": has_images(code),
        "versions": versions.order_by("-version"),
        "history": history_of(code, request.user),
        "reprint_refusal": reason_against(policies.can_issue_code, request.user, code.subject),
        "revoke_refusal": reason_against(policies.can_revoke_code, request.user, code),
        "layouts": Layout.choices,
        "prints": code.prints.select_related("batch").order_by("-pk")[:10],
        "seen_batches": set(
            PrintBatch.objects.visible_to(request.user).filter(prints__code=code).values_list("pk", flat=True)
        ),
        "scans": scans_of(code),
        "reason_form": ReasonForm(),
    }
    return TemplateResponse(request, "stations/codes/code_detail.html", context)


@reads(deputy_required)
def my_code(request: Request) -> HttpResponse:
    """Show the deputy the own code, large, for a keeper to scan."""
    code = Code.objects.in_force().filter(deputy=own_deputy(request.user)).select_related("deputy").first()
    picture = images.data_uri(images.svg(drawing_of(code))) if code else ""
    return TemplateResponse(request, "stations/codes/my_code.html", {"code": code, "picture": picture})


@writes(deputy_required)
def my_code_make(request: Request) -> HttpResponse:
    deputy = own_deputy(request.user)
    said = "代表码已生成，请给站点负责人扫。"
    return act(request, lambda: workflow.issue_code(deputy, by=request.user), said=said, to="codes:my-code")


@gives(staff_required, find_code)
def code_image(request: Request, code: Code, picture: str) -> HttpResponseBase:
    """Answer with the PNG or SVG of a code in scope; ?download=1 saves it. A lost file is drawn again and 404 until then."""
    if picture not in PICTURES or not has_images(code):
        if code.is_in_force:
            nudge(render_code, code.pk)
        raise Http404("图片正在制作，请稍后再试。")
    name = f"{code.subject}_{code.get_kind_display()}_第{code.version}版.{picture}"
    inline = "download" not in request.GET
    response = download(getattr(code, picture), name, content_type=PICTURES[picture], inline=inline)
    response["Cache-Control"] = "private, max-age=600"
    return response


@writes(staff_required)
def code_issue(request: Request, subject: str, pk: int) -> HttpResponse:
    """Make the code of a station, deputy or activity in scope."""
    model = SUBJECTS.get(subject)
    if model is None:
        raise Http404
    thing = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    return act(
        request,
        lambda: workflow.issue_code(thing, by=request.user),
        said=lambda code: f"{code.get_kind_display()}已生成，正在制图，几秒后可以下载和打印。",
        to=lambda code: code.manage_url,
    )


@writes(staff_required)
def code_issue_all(request: Request) -> HttpResponse:
    """Start a job that makes the missing codes of all stations that the user manages."""
    stations = Station.objects.visible_to(request.user).active().select_related("organising_area")
    missing = stations.exclude(pk__in=Code.objects.in_force().filter(station__isnull=False).values("station_id"))
    try:
        job = jobs.start_issuing(by=request.user, stations=list(missing))
    except Refused:
        messages.info(request, "您管理的站点都已有联络站码，不用再制作。")
        return redirect("codes:code-list")
    return redirect("jobs:job-detail", job.pk)


def _page_of(code: Code) -> str:
    return code.manage_url


press = partial(button, staff_required, find_code, form=ReasonForm, to=_page_of)
code_reprint = press(
    workflow.reprint_code, said=lambda new: f"已换发第{new.version}版，旧码已停用。请打印新码，换下旧码。"
)
code_revoke = press(workflow.revoke_code, said="此码已停用。扫到它的人会看到应去的站点。")
