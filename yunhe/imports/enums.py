"""States and moves of an import, and what happens to a row."""

from django.db import models

from yunhe.kit.moves import Machine, Verb
from yunhe.kit.states import State, Tone


class ImportState(State):
    UPLOADED = "uploaded", "已上传", Tone.MUTED
    READING = "reading", "读取中", Tone.INFO
    PREVIEW = "preview", "待确认", Tone.WARNING
    CONFIRMING = "confirming", "写入中", Tone.INFO
    CONFIRMED = "confirmed", "已导入", Tone.INFO
    CANCELLED = "cancelled", "已取消", Tone.MUTED
    UNDONE = "undone", "已撤销", Tone.MUTED
    FAILED = "failed", "无法读取", Tone.DANGER


IMPORT = Machine.named("imports.run", "这次导入", ImportState).of(
    Verb(
        "read", "读取", (ImportState.UPLOADED, ImportState.READING), ImportState.READING
    ),  # again, after a worker was lost
    Verb("show", "列出预览", ImportState.READING, ImportState.PREVIEW),
    Verb("fail", "判为无法读取", ImportState.READING, ImportState.FAILED),
    Verb("correct", "修改列对应", ImportState.PREVIEW, ImportState.UPLOADED),
    Verb("confirm", "确认写入", ImportState.PREVIEW, ImportState.CONFIRMING),
    # read again when the register has changed
    Verb("write", "写入", ImportState.CONFIRMING, ImportState.CONFIRMED, also=(ImportState.UPLOADED,)),
    Verb("release", "退回待确认", ImportState.CONFIRMING, ImportState.PREVIEW),
    Verb("cancel", "取消", (ImportState.UPLOADED, ImportState.READING, ImportState.PREVIEW), ImportState.CANCELLED),
    Verb("undo", "撤销", ImportState.CONFIRMED, ImportState.UNDONE),
)


class RowAction(State):
    CREATED = "created", "新增", Tone.SUCCESS
    UPDATED = "updated", "变更", Tone.INFO
    UNCHANGED = "unchanged", "无变化", Tone.MUTED
    REFUSED = "refused", "不导入", Tone.DANGER


class FindingLevel(models.TextChoices):
    """How grave a finding is: an error refuses the row."""

    ERROR = "error", "错误"
    WARNING = "warning", "提醒"
    INFO = "info", "说明"
