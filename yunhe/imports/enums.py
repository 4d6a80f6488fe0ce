"""States of an import and what happens to a row."""

from django.db import models


class ImportState(models.TextChoices):
    """Life of one import."""

    UPLOADED = "uploaded", "已上传"
    READING = "reading", "读取中"
    PREVIEW = "preview", "待确认"
    CONFIRMING = "confirming", "写入中"
    CONFIRMED = "confirmed", "已导入"
    CANCELLED = "cancelled", "已取消"
    UNDONE = "undone", "已撤销"
    FAILED = "failed", "无法读取"


class RowAction(models.TextChoices):
    """What an import does with a row."""

    CREATED = "created", "新增"
    UPDATED = "updated", "变更"
    UNCHANGED = "unchanged", "无变化"
    REFUSED = "refused", "不导入"


class FindingLevel(models.TextChoices):
    """How grave a finding is: an error refuses the row."""

    ERROR = "error", "错误"
    WARNING = "warning", "提醒"
    INFO = "info", "说明"
