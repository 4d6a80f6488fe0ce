"""States and moves of an import, and what happens to a row."""

from django.db import models

from yunhe.kit.moves import Machine, to
from yunhe.kit.states import State, Tone


class ImportState(State):
    """Life of one import."""

    UPLOADED = "uploaded", "已上传", Tone.MUTED
    READING = "reading", "读取中", Tone.INFO
    PREVIEW = "preview", "待确认", Tone.WARNING
    CONFIRMING = "confirming", "写入中", Tone.INFO
    CONFIRMED = "confirmed", "已导入", Tone.INFO
    CANCELLED = "cancelled", "已取消", Tone.MUTED
    UNDONE = "undone", "已撤销", Tone.MUTED
    FAILED = "failed", "无法读取", Tone.DANGER


IMPORT = Machine(
    "imports.run",
    "这次导入",
    ImportState,
    {
        "read": "读取",
        "show": "列出预览",
        "fail": "判为无法读取",
        "correct": "修改列对应",
        "confirm": "确认写入",
        "write": "写入",
        "release": "退回待确认",
        "cancel": "取消",
        "undo": "撤销",
    },
    {
        ImportState.UPLOADED: {"read": to(ImportState.READING), "cancel": to(ImportState.CANCELLED)},
        ImportState.READING: {
            "read": to(ImportState.READING),  # again, after a worker was lost
            "show": to(ImportState.PREVIEW),
            "fail": to(ImportState.FAILED),
        },
        ImportState.PREVIEW: {
            "correct": to(ImportState.UPLOADED),
            "confirm": to(ImportState.CONFIRMING),
            "cancel": to(ImportState.CANCELLED),
        },
        ImportState.CONFIRMING: {
            "write": to(
                ImportState.CONFIRMED, also=(ImportState.UPLOADED,)
            ),  # read again when the register has changed
            "release": to(ImportState.PREVIEW),
        },
        ImportState.CONFIRMED: {"undo": to(ImportState.UNDONE)},
        ImportState.CANCELLED: {},
        ImportState.UNDONE: {},
        ImportState.FAILED: {},
    },
)


class RowAction(State):
    """What an import does with a row."""

    CREATED = "created", "新增", Tone.SUCCESS
    UPDATED = "updated", "变更", Tone.INFO
    UNCHANGED = "unchanged", "无变化", Tone.MUTED
    REFUSED = "refused", "不导入", Tone.DANGER


class FindingLevel(models.TextChoices):
    """How grave a finding is: an error refuses the row."""

    ERROR = "error", "错误"
    WARNING = "warning", "提醒"
    INFO = "info", "说明"
