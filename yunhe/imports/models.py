"""ImportRun (导入批次), ImportRow (导入行) and ColumnMapping (列对应关系)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from yunhe.areas.models import Area
from yunhe.imports.enums import ImportState, RowAction
from yunhe.imports.querysets import ImportRunQuerySet
from yunhe.kit.models import Undoable, unique
from yunhe.privacy import EncryptedJSONField


class ImportRun(Undoable):
    """One file on its way into a register. The file itself is deleted after confirm, cancel or failure."""

    register = models.CharField("登记册", max_length=30)  # "deputy-roster"
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="导入单位")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="import_runs", verbose_name="导入人"
    )
    file_name = models.CharField("文件名", max_length=200)
    file_sha256 = models.CharField("文件摘要", max_length=64)
    content = EncryptedJSONField("文件内容", null=True, blank=True)  # {"base64": …}, cleared when no longer needed
    options = models.JSONField("选项", default=dict, blank=True)  # {"level":…, "origin_id":…, "term":…}
    mapping = models.JSONField("列对应", default=dict, blank=True)  # {sheet: {column index: field or ""}}
    corrections = EncryptedJSONField(
        "改过的格", null=True, blank=True
    )  # {sheet: {"row:column": text}}, from 0; see cells
    layout = models.JSONField(
        "版面", default=dict, blank=True
    )  # what was recognised: header rows, columns, skipped sheets
    totals = models.JSONField("合计核对", default=list, blank=True)
    findings = models.JSONField("整体说明", default=list, blank=True)
    makes = models.JSONField("将新建", default=list, blank=True)  # [{"kind", "label", "names"}], agreed to on confirm
    made = models.JSONField("已新建", default=dict, blank=True)  # {kind: ids} beside the rows, taken back by an undo
    counts = models.JSONField(
        "行数", default=dict, blank=True
    )  # {"created":…, "updated":…, "unchanged":…, "refused":…}
    state = models.CharField("状态", max_length=12, choices=ImportState, default=ImportState.UPLOADED)
    failure = models.CharField("无法读取的原因", max_length=300, blank=True)
    created_at = models.DateTimeField("上传时间", default=timezone.now)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    confirmed_by = models.CharField("确认人", max_length=80, blank=True)

    objects = ImportRunQuerySet.as_manager()
    planner: Any = None  # what the register planned the rows with, in this process only

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        ordering = ["-id"]

    def __str__(self):
        return self.file_name


class ImportRow(models.Model):
    """One row of the file with what will be, or was, done with it. `row` is the row number as the office sees it."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows", verbose_name="批次")
    sheet = models.CharField("工作表", max_length=60)
    row = models.PositiveIntegerField("行号")
    part = models.PositiveSmallIntegerField("栏", default=0)  # 1, 2 … where two people stand side by side
    action = models.CharField("处理", max_length=10, choices=RowAction)
    label = models.CharField("姓名", max_length=60, blank=True)
    origin_name = models.CharField("流出地", max_length=60, blank=True)
    residence_code = models.CharField("现居住地代码", max_length=12, blank=True)
    target = models.CharField("登记到", max_length=200, blank=True)
    findings = models.JSONField("发现", default=list, blank=True)
    payload = EncryptedJSONField("内容", null=True, blank=True)  # parsed values
    before = EncryptedJSONField("原值", null=True, blank=True)  # for undo
    changes = models.JSONField("变更", default=dict, blank=True)  # {"字段": [before, after]}, masked, for the page
    fingerprint = models.CharField("行指纹", max_length=64, blank=True, db_index=True)
    object_id = models.BigIntegerField("对象编号", null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入行"
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "action"], name="import_row_action")]

    def __str__(self):
        return f"{self.sheet} 第{self.row}行 {self.label}"


class ColumnMapping(models.Model):
    """What an office said a header means; used by itself the next time the same header comes."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+", verbose_name="单位")
    register = models.CharField("登记册", max_length=30)
    signature = models.CharField("表头指纹", max_length=64)
    mapping = models.JSONField("列对应", default=dict)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "列对应关系"
        constraints = [unique("column_mapping_once", "area", "register", "signature")]

    def __str__(self):
        return f"{self.area} {self.register}"
