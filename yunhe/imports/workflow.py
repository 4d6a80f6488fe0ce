"""Every step of an import: upload > read > (correct the columns) > confirm > undo, or cancel.

The file is kept encrypted only while it is needed: it is cleared on confirm, cancel and failure (GB/T 22239 8.1.4.10).
"""

import base64
import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.imports import registers
from yunhe.imports.cells import CELLS
from yunhe.imports.enums import IMPORT, ImportState, RowAction
from yunhe.imports.grid import column_letter
from yunhe.imports.models import ColumnMapping, ImportRow, ImportRun
from yunhe.imports.pauses import collector_paused
from yunhe.imports.rows import Finding, Plan, PlannedRow
from yunhe.jobs import workflow as jobs
from yunhe.jobs.models import Job
from yunhe.kit.copying import copy_in
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused

READ_TASK = "yunhe.imports.jobs.read_import"
WRITE_TASK = "yunhe.imports.jobs.write_import"


def _locked(run: ImportRun) -> ImportRun:
    return locked(ImportRun.objects.select_related("area"), run)


def _moved(run: ImportRun, verb: str) -> ImportRun:
    """Return the run locked and in the state after `verb`, not saved. Errors: IllegalMove."""
    run = _locked(run)
    run.state = IMPORT.after(run.state, verb)
    return run


@transaction.atomic
def upload(
    *, register: str, area: Area, file_name: str, content: bytes, options: dict | None = None, by: User
) -> tuple[ImportRun, Job]:
    """Take in a file for `area` and start reading it in a worker. Returns the run and its job.

    options: what the register asks for, e.g. {"level": "county", "origin": "赤石乡", "term": 17}; all may be missing.
    Raises Denied (not allowed for this area) or Refused (too large, empty, wrong option).
    Side effects: one ImportRun with the file encrypted, one audit event, one job on commit.
    """
    kind = registers.get(register)
    kind.check_may_import(by, area)
    check_size(content)
    kept: Any = {"base64": base64.b64encode(content).decode()}
    run = ImportRun.objects.create(
        register=register,
        area=area,
        uploaded_by=by,
        file_name=file_name[-200:],
        file_sha256=hashlib.sha256(content).hexdigest(),
        content=kept,
        options=kind.clean_options(options or {}, area),
    )
    record("imports.upload", "上传导入文件", run, by=by, areas=[area])
    return run, _start(run, READ_TASK, f"读取 {run.file_name}", by)


def check_size(content: bytes) -> None:
    """Raise Refused when the file is empty or larger than settings.IMPORT_MAX_BYTES."""
    if not content:
        raise Refused("文件是空的（0 字节），请确认选对了文件。")
    if len(content) > settings.IMPORT_MAX_BYTES:
        limit = settings.IMPORT_MAX_BYTES // 1024 // 1024
        size = len(content) / 1024 / 1024
        raise Refused(f"文件有 {size:.1f} MB，超过上限 {limit} MB。请删除图片和多余的工作表后再导入。")


def _start(run: ImportRun, task: str, label: str, by: User) -> Job:
    return jobs.start(kind="import", label=label[:120], task=task, argument={"run": run.pk}, by=by)


@collector_paused()
def read(run: ImportRun, *, by: User | None, progress: registers.Progress | None = None) -> ImportRun:
    """Read the stored file and keep what would be done with each row (UPLOADED → PREVIEW, or FAILED with the reason).

    progress: called with (rows done, rows in all). Side effects: rows, totals, findings and layout of the run replaced;
    on failure the file is cleared. The register itself is not touched.
    """
    with transaction.atomic():
        run = _moved(run, "read")
        run.save(update_fields=["state"])
    kind = registers.get(run.register)
    plan, failure = None, ""
    try:
        plan = kind.plan(run, base64.b64decode(run.content["base64"]), by=by, progress=progress)
    except Refused as error:
        failure = str(error)
    with transaction.atomic():
        run = _locked(run)
        if run.state == ImportState.CANCELLED:  # while it was read
            return run
        run.state = IMPORT.after(run.state, "show" if plan else "fail")
        if plan is None:
            keep_failure(run, failure, by=by)
            return run
        run.rows.all().delete()
        keep_plan(run, plan)
        run.save(update_fields=["state", "totals", "findings", "layout", "makes", "counts"])
    return run


_STORED = (
    "run_id",
    "sheet",
    "row",
    "part",
    "action",
    "label",
    "origin_name",
    "residence_code",
    "target",
    "findings",
    "payload",
    "before",
    "changes",
    "fingerprint",
    "object_id",
)


def keep_plan(run: ImportRun, plan: Plan, *, payloads: bool = True) -> None:
    """Write the rows of `plan` and set totals, findings, layout and counts on the run (which is not saved here).

    payloads: keep the parsed values, which are needed until the run is confirmed.
    """
    _store_rows(run, plan.rows, payloads=payloads)
    run.totals = [total.as_dict() for total in plan.totals]
    run.findings = [finding.as_dict() for finding in plan.findings]
    run.layout, run.makes = plan.layout, plan.makes
    run.counts = plan.counts()


def _store_rows(run: ImportRun, rows: Sequence[PlannedRow], *, payloads: bool) -> None:
    copy_in(
        ImportRow,
        _STORED,
        (
            (
                run.pk,
                row.sheet[:60],
                row.row,
                row.part,
                str(row.action),
                row.label[:60],
                row.origin_name[:60],
                row.residence_code,
                row.target[:200],
                [finding.as_dict() for finding in row.findings],
                row.payload if payloads else None,
                row.before,
                row.changes,
                row.fingerprint,
                row.object_id,
            )
            for row in rows
        ),
    )


def planned_row(stored: ImportRow) -> PlannedRow:
    """Return a stored row as the register plans it."""
    return PlannedRow(
        sheet=stored.sheet,
        row=stored.row,
        part=stored.part,
        action=stored.action,
        label=stored.label,
        origin_name=stored.origin_name,
        residence_code=stored.residence_code,
        target=stored.target,
        findings=[Finding(**finding) for finding in stored.findings],
        payload=stored.payload or {},
        changes=stored.changes,
        before=stored.before,
        fingerprint=stored.fingerprint,
        object_id=stored.object_id,
    )


@transaction.atomic
def correct(
    run: ImportRun, *, mapping: dict[str, dict[str, str]], options: dict | None = None, remember: bool = True, by: User
) -> Job:
    """Read the file again with columns as corrected (PREVIEW → UPLOADED). Returns the job.

    mapping: {sheet name: {column index as text, from "0": field key or "" for "do not read"}}; only the columns that
    differ need to be named. remember: use it by itself the next time this office imports the same heading.
    Raises Refused for an unknown field. Side effects: run, ColumnMapping rows, audit event, job on commit.
    """
    run = _moved(run, "correct")
    kind = registers.get(run.register)
    kind.check_may_import(by, run.area)
    known = {field.key for field in kind.fields} | {""}
    wrong = {key for columns in mapping.values() for key in columns.values()} - known
    if wrong:
        raise Refused(f"没有这样的栏目：{'、'.join(sorted(wrong))}。")
    for sheet, columns in mapping.items():
        run.mapping = {**run.mapping, sheet: {**run.mapping.get(sheet, {}), **columns}}
    if options is not None:
        run.options = kind.clean_options(options, run.area)
    if remember:
        _remember(run)
    run.save(update_fields=["mapping", "options", "state"])
    record("imports.correct", "修改列对应", run, by=by, areas=[run.area])
    return _start(run, READ_TASK, f"重新读取 {run.file_name}", by)


@transaction.atomic
def correct_row(row: ImportRow, *, texts: Mapping[str, str], by: User) -> Job | None:
    """Correct cells of one previewed row and read the file again (PREVIEW → UPLOADED). Returns the job, None without a change.

    texts: {field key: what the cell should hold}, of fields that the row was read from. The file itself stays as it came.
    Raises Refused for a cell that is not the row's. Side effects: run, audit event that names the cells, job on commit.
    """
    cells = (row.payload or {}).get(CELLS, {})
    unknown = set(texts) - set(cells)
    if unknown:
        raise Refused("这一行没有这样的格，请回到预览重新打开。")
    changed = {key: text for key, text in texts.items() if text.strip() != cells[key][2].strip()}
    if not changed:
        return None
    run = _moved(row.run, "correct")
    registers.get(run.register).check_may_import(by, run.area)
    corrections = dict(run.corrections or {})
    corrections[row.sheet] = {
        **corrections.get(row.sheet, {}),
        **{f"{cells[key][0]}:{cells[key][1]}": text.strip() for key, text in changed.items()},
    }
    run.corrections = corrections
    run.save(update_fields=["corrections", "state"])
    names = "、".join(f"{column_letter(cells[key][1])}{cells[key][0] + 1}" for key in sorted(changed))
    record("imports.correct_row", "在预览里改格", run, by=by, areas=[run.area], changes={row.sheet: [None, names]})
    return _start(run, READ_TASK, f"重新读取 {run.file_name}", by)


def _remember(run: ImportRun) -> None:
    """Keep the corrected columns by the heading of each, so that they fit the same heading in another order."""
    for sheet in run.layout.get("sheets", []):
        chosen = run.mapping.get(sheet["name"])
        for table in sheet.get("tables", []) if chosen else []:
            headings = {
                column["label"]: chosen[str(column["index"])]
                for column in table["columns"]
                if str(column["index"]) in chosen and column["label"]
            }
            ColumnMapping.objects.update_or_create(
                area=run.area, register=run.register, signature=table["signature"], defaults={"mapping": headings}
            )


def remembered(area: Area, register: str) -> dict[str, dict[str, str]]:
    """Return {heading signature: {heading: field key}} of what the office has corrected before."""
    rows = ColumnMapping.objects.filter(area=area, register=register)
    return dict(rows.values_list("signature", "mapping"))


@transaction.atomic
def confirm(run: ImportRun, *, by: User, agreed: Collection[str] = ()) -> Job:
    """Decide to write the previewed rows (PREVIEW → CONFIRMING) and start doing so in a worker. Returns the job.

    agreed: kinds of `run.makes` that the person has ticked; all of them must be. Refused rows are left out; the others
    are written together or not at all.
    """
    run = _moved(run, "confirm")
    registers.get(run.register).check_may_import(by, run.area)
    if not run.rows.exclude(action=RowAction.REFUSED).exists():
        raise Refused("没有可以导入的行。请按说明修改文件后重新上传，或取消这次导入。")
    missing = [made["label"] for made in run.makes if made["kind"] not in agreed]
    if missing:
        raise Refused(f"请先核对将新建的{'和'.join(missing)}，勾选同意后再确认。")
    run.save(update_fields=["state"])
    return _start(run, WRITE_TASK, f"写入 {run.file_name}", by)


@collector_paused()
@transaction.atomic
def write(run: ImportRun, *, by: User | None) -> ImportRun:
    """Write the previewed rows in one transaction (CONFIRMING → CONFIRMED).

    Every row is planned again under lock; when the register has changed since the preview, nothing is written and the
    run goes back to be read again (→ UPLOADED) with Refused raised by `jobs` after the commit.
    Side effects: the register's rows and their audit events, run and rows, file and parsed values cleared, audit event.
    """
    run = _moved(run, "write")
    kind = registers.get(run.register)
    planned = [planned_row(row) for row in run.rows.all()]
    again = kind.replan(run, planned, by=by)
    is_same = [row.decision() for row in again] == [row.decision() for row in planned]
    if not is_same or kind.makes(run) != run.makes:
        run.state = ImportState.UPLOADED
        run.save(update_fields=["state"])
        return run
    kind.write(run, again, by=by)
    run.rows.all().delete()
    _store_rows(run, again, payloads=False)
    finish(run, by=by)
    return run


@transaction.atomic
def release(run: ImportRun) -> None:
    """Let a run whose writing failed be confirmed again or cancelled (CONFIRMING → PREVIEW)."""
    _moved(run, "release").save(update_fields=["state"])


def keep_failure(run: ImportRun, reason: str, *, by: User | None) -> None:
    """Keep why a locked run that is FAILED could not be read, and clear the file."""
    run.failure, run.content, run.corrections = reason[:300], None, None
    run.save(update_fields=["state", "failure", "content", "corrections"])
    record("imports.read", "读取导入文件", run, by=by, areas=[run.area], reason=reason, succeeded=False)


def finish(run: ImportRun, *, by: User | None) -> None:
    """Mark a written run as confirmed and clear the file (CONFIRMED)."""
    run.state, run.content, run.corrections = ImportState.CONFIRMED, None, None
    run.confirmed_at, run.confirmed_by = timezone.now(), by.display_name if by else "命令行"
    run.save(update_fields=["state", "content", "corrections", "made", "confirmed_at", "confirmed_by"])
    changes = {RowAction(action).label: [None, number] for action, number in run.counts.items()}
    record("imports.confirm", "确认导入", run, by=by, areas=[run.area], changes=changes)


@collector_paused()
@transaction.atomic
def write_at_once(run: ImportRun, plan: Plan, *, by: User | None) -> ImportRun:
    """Write a plan that was made a moment ago without waiting for a person (command line). `run` is not saved yet.

    Side effects as `write`; all or nothing. The register's own lock keeps a second import out meanwhile.
    """
    kind = registers.get(run.register)
    run.state = ImportState.CONFIRMING
    run.save()
    kind.write(run, plan.rows, by=by)
    keep_plan(run, plan, payloads=False)
    run.save(update_fields=["totals", "findings", "layout", "makes", "counts"])
    finish(run, by=by)
    return run


@transaction.atomic
def cancel(run: ImportRun, *, by: User) -> ImportRun:
    """Give up an import before it is written (→ CANCELLED). Side effects: file and rows deleted, audit event."""
    run = _moved(run, "cancel")
    registers.get(run.register).check_may_import(by, run.area)
    clear(run)
    record("imports.cancel", "取消导入", run, by=by, areas=[run.area])
    return run


def clear(run: ImportRun) -> None:
    """Delete file and rows of a locked run that is given up, and save its state."""
    run.rows.all().delete()
    run.content, run.corrections, run.layout, run.findings = None, None, {}, []
    run.save(update_fields=["state", "content", "corrections", "layout", "findings"])


@transaction.atomic
def undo(run: ImportRun, *, by: User | None, reason: str = "") -> ImportRun:
    """Take back a confirmed import (→ UNDONE): what it created goes, what it changed gets its former values.

    Raises Refused, naming the first rows, when one of them has been changed since. All or nothing.
    Side effects: the register's rows and their audit events, values kept for undo cleared, audit event.
    """
    run = _moved(run, "undo")
    kind = registers.get(run.register)
    if by is not None:
        kind.check_may_import(by, run.area)
    number = kind.undo(run, by=by)
    run.rows.update(before=None)
    run.undone_at, run.undone_by = timezone.now(), by.display_name if by else "命令行"
    run.save(update_fields=["state", "undone_at", "undone_by"])
    record(
        "imports.undo", "撤销导入", run, by=by, areas=[run.area], changes={"撤销行数": [None, number]}, reason=reason
    )
    return run


def rows_of(run: ImportRun, actions: Sequence[str] = ()):
    """Return the run's rows in file order, of `actions` only when given; for the preview's page."""
    rows = run.rows.all()
    return rows.filter(action__in=actions) if actions else rows
