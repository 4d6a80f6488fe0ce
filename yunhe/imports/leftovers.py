"""What becomes of imports that broke off, or that nobody has confirmed: none stands for ever, no file is kept for ever."""

from django.db import transaction

from yunhe.audit.record import record
from yunhe.imports.enums import IMPORT, ImportState
from yunhe.imports.models import ImportRun
from yunhe.imports.workflow import clear, keep_failure
from yunhe.kit.moves import locked

BROKE_OFF = "读取时系统出错。请重新上传；仍不行请把文件交给系统管理员。"
TWICE = (
    "读取中断了两次，不再重试，登记册没有改动。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入，仍不行请联系系统管理员。"
)


@transaction.atomic
def give_up_reading(run: ImportRun, reason: str = BROKE_OFF) -> ImportRun:
    """End a run whose reading broke off (UPLOADED or READING → FAILED); in any other state nothing happens.

    Side effects: file cleared, audit event.
    """
    run = locked(ImportRun.objects.select_related("area"), run)
    if run.state == ImportState.UPLOADED:
        run.state = IMPORT.after(run.state, "read")
    if run.state == ImportState.READING:
        run.state = IMPORT.after(run.state, "fail")
        keep_failure(run, reason, by=None)
    return run


@transaction.atomic
def expire(run: ImportRun) -> None:
    """Give up an import that nobody has confirmed for long (→ CANCELLED). Side effects: file and rows deleted, audit event."""
    run = locked(ImportRun.objects.select_related("area"), run)
    run.state = IMPORT.after(run.state, "cancel")
    clear(run)
    record("imports.cancel", "取消导入", run, areas=[run.area], reason="长期没有确认")
