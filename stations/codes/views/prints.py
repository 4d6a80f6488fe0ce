"""Pages of printing: choose, prepare, print; what must be printed again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe

from stations.codes import pictures as images
from stations.codes import policies
from stations.codes.enums import PER_SIDE, BatchState
from stations.codes.forms import ChoiceForm, LayoutForm
from stations.codes.models import Code, CodePrint, PrintBatch
from stations.codes.queries import prints as queries
from stations.codes.tables import PrintBatchListing, ReprintListing
from stations.codes.workflow import prints as workflow
from yunhe.accounts.decorators import asks, reads, staff_required, writes
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.jobs.enums import OPEN_JOB_STATES
from yunhe.kit.asked import number, numbers
from yunhe.kit.fragment import fragment
from yunhe.kit.refusals import Refused, reason_against
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage, act

SIDES_A_PART = 100  # more sides in one page make a browser slow


find_batch = in_scope(PrintBatch.objects, "area", "job")


def _paper_of(batch: PrintBatch) -> str:
    """Return the address of the sheets of a batch that is prepared by now, else of its progress."""
    batch.refresh_from_db()
    is_ready = batch.state == BatchState.PREPARED
    return reverse("codes:print-sheet", args=[batch.pk]) if is_ready else batch.get_absolute_url()


print_list = list_page(staff_required, PrintBatchListing, "stations/codes/print_list.html")


@asks(staff_required)
def print_create(request: Request) -> HttpResponse:
    """Choose codes by kind, unit, deputies and activities; first count, then print."""
    page = FormPage(
        request,
        "批量打印",
        ChoiceForm,
        crumbs=[("三码管理", "codes:code-list"), ("打印批次", "codes:print-list")],
        note="选好范围先看数目，再确认。还没有码的会先制作，只打印本单位管理的码。",
        submit="看看有多少",
        icon="search",
        cancel="",
        actions="stations/codes/_print_confirm.html",
        after="stations/codes/_print_plan.html",
        user=request.user,
    )
    page.kind = "secondary"
    if page.holds:
        form: Any = page.form
        layout, plan = form.cleaned_data["layout"], queries.plan_of(form.choice, request.user)
        if "confirm" in request.POST:
            words = form.choice.in_words()
            started = page.done(
                lambda facts: workflow.start_batch(by=request.user, layout=layout, plan=plan, choice=words), said=""
            )
            if started is not None:
                return started
        sides = -(-len(plan) // PER_SIDE[layout])
        page.context |= {"plan": plan, "new": queries.without_code(plan), "sides": sides}
    return page.show()


@writes(staff_required)
def code_print(request: Request) -> HttpResponse:
    """Print the ticked codes; without a layout ask for it first."""
    codes = Code.objects.visible_to(request.user).in_force().filter(pk__in=numbers(request.POST, "pk"))
    codes = codes.select_related(*queries.SUBJECTS).order_by("kind", "station__organising_area__code", "pk")
    if not codes:
        messages.error(request, "没有可以打印的码：请勾选本单位管理的、使用中的码。")
        return redirect("codes:code-list")
    form = LayoutForm(request.POST if "layout" in request.POST else None)
    if not form.is_valid():
        return TemplateResponse(request, "stations/codes/print_layout.html", {"form": form, "codes": codes})
    plan = queries.plan_of_codes(codes)
    choice = str(codes[0].subject) if len(plan) == 1 else f"勾选的 {len(plan)} 个码"

    def start() -> PrintBatch:
        batch = workflow.start_batch(by=request.user, layout=form.cleaned_data["layout"], plan=plan, choice=choice)
        batch.refresh_from_db()
        if batch.state == BatchState.PREPARED and not batch.prints.exists():
            raise Refused(f"没有打印：{batch.skipped[0][1]}")
        return batch

    return act(request, start, said="", to=_paper_of, back="codes:code-list")


@reads(staff_required, find_batch)
@fragment("stations/codes/_print_progress.html", "print-region")
def print_detail(request: Request, batch: PrintBatch) -> HttpResponse:
    """Show one batch: how far it is, what it holds, what was left out."""
    prepared = batch.state == BatchState.PREPARED
    progress = {
        "is_moving": not prepared and bool(batch.job and batch.job.state in OPEN_JOB_STATES),
        "printed": batch.prints.count(),
        "sides": -(-batch.prints.count() // batch.per_side),
        "first": batch.prints.select_related("code__station", "code__deputy", "code__activity")[:20],
        "out_of_date": queries.out_of_date(batch) if prepared else 0,
        "resume_refusal": reason_against(policies.can_resume_batch, request.user, batch),
    }
    context = {"batch": batch, "progress": progress, "history": history_of(batch, request.user)}
    return TemplateResponse(request, "stations/codes/print_detail.html", context)


print_resume = button(staff_required, find_batch, workflow.resume_batch, said="已重新开始，备好的码不会重复。")


@reads(staff_required, find_batch)
def print_sheet(request: Request, batch: PrintBatch) -> HttpResponse:
    """Show the sheets of a batch at true size: A4 posters, wall cards (A5) or heart cards (90 × 54 mm)."""
    if batch.state != BatchState.PREPARED:
        return redirect(batch)
    prints = list(batch.prints.select_related("code").order_by("place"))
    standing = [item for item in prints if item.code.is_in_force]
    size = batch.per_side
    sides = [standing[start : start + size] for start in range(0, len(standing), size)]
    parts = range(1, max(1, -(-len(sides) // SIDES_A_PART)) + 1)
    asked = number(request.GET, "part") or 1
    part = asked if asked in parts else 1
    shown = sides[(part - 1) * SIDES_A_PART : part * SIDES_A_PART]
    context = {
        "batch": batch,
        "sheets": [[(item, _picture(item)) for item in side] for side in shown],
        "count": len(standing),
        "revoked": len(prints) - len(standing),
        "parts": parts if len(parts) > 1 else [],
        "part": part,
    }
    return TemplateResponse(request, "stations/codes/code_sheet.html", context)


def _picture(item: CodePrint) -> str:
    """Return the picture of a print as SVG inside the page, so that a sheet is complete as soon as it is there."""
    words = item.words
    name = "".join(words["title"])
    drawing = images.Drawing(words["url"], f"{name}的{item.code.get_kind_display()}", "", words["url"])
    return mark_safe(images.svg(drawing))  # noqa: S308 our own drawing; every text in it is escaped


reprint_list = list_page(staff_required, ReprintListing, "stations/codes/reprint_list.html")


@writes(staff_required)
def reprint_start(request: Request) -> HttpResponse:
    """Print the ticked codes of the reprint list again, in the layouts that hang outside."""
    return act(
        request,
        lambda: workflow.reprint_stale(numbers(request.POST, "pk"), by=request.user),
        said=lambda batches: "" if len(batches) == 1 else f"已按版式分成 {len(batches)} 批，请逐批打印。",
        to=lambda batches: _paper_of(batches[0]) if len(batches) == 1 else "codes:print-list",
        back="codes:reprint-list",
    )
