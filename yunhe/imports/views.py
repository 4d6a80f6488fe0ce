"""Pages of an import: upload, preview, columns, confirm, undo."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from yunhe.accounts.decorators import asks, gives, office_required, reads, writes
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.imports import exports, policies, queries, registers, workflow
from yunhe.imports.enums import FindingLevel, ImportState, RowAction
from yunhe.imports.forms import ColumnsForm, OptionsForm, RowForm, UndoForm, UploadForm
from yunhe.imports.models import ImportRow, ImportRun
from yunhe.jobs.enums import OPEN_JOB_STATES
from yunhe.jobs.models import Job
from yunhe.kit.files import XLSX, download
from yunhe.kit.folding import visible
from yunhe.kit.pager import page_of
from yunhe.web.forms.page import FormPage, act

FINDING_TONES: dict[str, str] = {
    FindingLevel.ERROR: "danger",
    FindingLevel.WARNING: "warning",
    FindingLevel.INFO: "info",
}
MOVING = (ImportState.UPLOADED, ImportState.READING, ImportState.CONFIRMING)


def _address(run: ImportRun) -> str:
    return reverse("imports:import-detail", args=[run.pk])


find_run = in_scope(ImportRun.objects, "area")
find_row = in_scope(ImportRow.objects, "run__area", run=ImportRun.objects)


@reads(office_required)
def import_list(request: Request) -> HttpResponse:
    """Show the imports of the user's offices, newest first."""
    runs = ImportRun.objects.visible_to(request.user).select_related("area", "uploaded_by").defer("content")
    context = {"page": page_of(runs, request.GET), "registers": registers.chosen()}
    return render(request, "yunhe/imports/import_list.html", context)


@asks(office_required)
def import_create(request: Request) -> HttpResponse:
    """Take in a file and start reading it."""
    asked = {"register": request.GET.get("register", "")}
    page = FormPage(
        request,
        "导入名册",
        UploadForm,
        user=request.user,
        initial=asked,
        crumbs=[("名册导入", "imports:import-list")],
        hint="本系统为非涉密系统，严禁上传涉密信息。文件加密暂存，确认、取消或读取失败后立即清除。",
        submit="上传并预览",
        icon="upload",
        beside="yunhe/imports/_what_follows.html",
    )
    return page.run(lambda facts: workflow.upload(by=request.user, **facts), said="", to=lambda made: _address(made[0]))


@reads(office_required, find_run)
def import_detail(request: Request, run: ImportRun) -> HttpResponse:
    """Show where an import stands: progress, preview of every row, or what was done."""
    action = request.GET.get("action", "")
    wanted = visible(request.GET.get("q", "")).strip()
    rows = workflow.rows_of(run, [action] if action in RowAction.values else ())
    code = visible(request.GET.get("code", ""))
    if wanted:
        rows = rows.filter(label__icontains=wanted)
    if code:
        rows = rows.filter(findings__contains=[{"code": code}])
    kind = registers.get(run.register)
    remarks = queries.remarks_of(run)
    context = {
        "run": run,
        "moving": run.state in MOVING,
        "job": Job.objects.filter(kind="import", argument__run=run.pk).first(),
        "page": page_of(rows, request.GET),
        "action": action,
        "wanted": wanted,
        "tabs": [(value, label, run.counts.get(value, 0)) for value, label in RowAction.choices],
        "findings": [(FINDING_TONES[finding["level"]], finding) for finding in run.findings],
        "total": sum(run.counts.values()),
        "importable": sum(run.counts.get(value, 0) for value in (RowAction.CREATED, RowAction.UPDATED)),
        "undo_form": UndoForm(),
        "code": code,
        "editable": run.state == ImportState.PREVIEW,
        "remarks": [(FINDING_TONES[remark.level], remark) for remark in remarks],
        "asks_level": kind.asks_level,
        "grouped": {remark.code for remark in remarks},
        "object_page": kind.object_page(run) if run.state == ImportState.CONFIRMED else "",
        "next_steps": kind.next_steps(run) if run.state == ImportState.CONFIRMED else (),
    }
    return render(request, "yunhe/imports/import_detail.html", context)


@reads(office_required, find_run)
def import_progress(request: Request, run: ImportRun) -> HttpResponse:
    """Return the progress of the import's job as a fragment; tells the page to reload when it has ended."""
    job = Job.objects.filter(kind="import", argument__run=run.pk).first()
    response = render(request, "yunhe/imports/_progress.html", {"run": run, "job": job, "moving": run.state in MOVING})
    if run.state not in MOVING and (job is None or job.state not in OPEN_JOB_STATES):
        response["HX-Refresh"] = "true"
    return response


@asks(office_required, find_run)
def import_columns(request: Request, run: ImportRun) -> HttpResponse:
    """Correct what the columns of the file hold, and read it again."""
    form = ColumnsForm(request.POST or None, run=run)
    if request.method == "POST" and form.is_valid():
        asked = {"mapping": form.mapping(), "remember": form.cleaned_data["remember"]}
        return act(request, lambda: workflow.correct(run, by=request.user, **asked), said="", to=_address(run))
    return render(request, "yunhe/imports/import_columns.html", {"run": run, "form": form})


@asks(office_required, find_run, policies.can_correct_options)
def import_options(request: Request, run: ImportRun) -> HttpResponse:
    """Say level and term of the whole file anew, and read it again."""
    page = FormPage(
        request,
        "改层级和届次",
        OptionsForm,
        note="只改这次导入，原来的文件不变。保存后重新读取，登记册仍不改动。",
        crumbs=[("名册导入", "imports:import-list"), (run.file_name, _address(run))],
        submit="保存并重新读取",
        is_single=True,
        run=run,
    )
    return page.run(
        lambda facts: workflow.correct(run, mapping={}, remember=False, by=request.user, **facts),
        said="",
        to=lambda job: _address(run),
    )


@asks(office_required, find_row, policies.can_correct_row)
def import_row(request: Request, row: ImportRow) -> HttpResponse:
    """Correct cells of one previewed row, and read the file again."""
    address = _address(row.run)
    page = FormPage(
        request,
        f"改第{row.row}行",
        RowForm,
        heading=f"改{row.sheet}第{row.row}行：{row.label or '（无姓名）'}",
        note="只改这次导入，原来的文件不变。保存后重新读取，登记册仍不改动。",
        crumbs=[("名册导入", "imports:import-list"), (row.run.file_name, address)],
        submit="保存并重新读取",
        before="yunhe/imports/_findings_of_row.html",
        context={"row": row},
        row=row,
    )
    return page.run(lambda facts: workflow.correct_row(row, by=request.user, **facts), said="", to=address)


@writes(office_required, find_run)
def import_confirm(request: Request, run: ImportRun) -> HttpResponse:
    """Start writing the previewed rows."""
    said = "已开始写入，可以离开本页，完成后在这里查看结果。"
    agreed = request.POST.getlist("made")
    return act(request, lambda: workflow.confirm(run, by=request.user, agreed=agreed), said=said, to=_address(run))


import_cancel = button(
    office_required, find_run, workflow.cancel, said="已取消，登记册没有改动，上传的文件已清除。", to=_address
)
import_undo = button(office_required, find_run, workflow.undo, form=UndoForm, said="已撤销这次导入。", to=_address)


@gives(office_required, find_run)
def import_refused(request: Request, run: ImportRun) -> HttpResponseBase:
    """Download the rows that will not be imported, each with its reasons."""
    return download(exports.refused_rows(run), f"未导入的行_{run.pk}.xlsx", content_type=XLSX)


@gives(office_required)
def import_template(request: Request, register: str) -> HttpResponseBase:
    """Download the blank workbook of a register."""
    known = {offered.key: offered for offered in registers.every()}
    if register not in known:
        raise Http404
    offered = known[register]
    return download(offered.template(), f"{offered.label}模板.xlsx", content_type=XLSX)
