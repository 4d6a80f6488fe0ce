"""PrintBatch (打印批次) and CodePrint (印件)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from stations.codes.enums import PER_SIDE, BatchState, Layout
from stations.codes.models.codes import Code
from stations.codes.querysets import PrintBatchQuerySet
from yunhe.areas.models import Area
from yunhe.jobs.models import Job
from yunhe.kit.models import Addressed, Entered, check, maybe, unique

LONG_TITLE = 18  # characters that fit on two lines of a heart card in the ordinary type


class PrintBatch(Entered, Addressed):
    """Codes that are printed together in one layout (打印批次).

    `plan` holds what is to be printed, in order: [kind of code, primary key of its subject]; codes that do not exist yet
    are made on the way. `skipped` says at the end what could not be printed: [name, reason].
    """

    page = "codes:print-detail"

    layout = models.CharField("版式", max_length=8, choices=Layout)
    choice = models.CharField("打印范围", max_length=200)
    plan = models.JSONField("打印清单", default=list)
    skipped = models.JSONField("未打印", default=list, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="打印单位")
    state = models.CharField("状态", max_length=10, choices=BatchState, default=BatchState.PREPARING)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="打印账号")
    prepared_at = models.DateTimeField("备好时间", null=True, blank=True)
    job = maybe(Job, "后台任务", "+", models.SET_NULL)

    objects = PrintBatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "打印批次"
        ordering = ["-id"]
        constraints = [
            check(
                "batch_prepared_with_time",
                Q(state=BatchState.PREPARED, prepared_at__isnull=False)
                | Q(state=BatchState.PREPARING, prepared_at__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.get_layout_display()}：{self.choice}"

    @property
    def total(self) -> int:
        """How many codes were asked for."""
        return len(self.plan)

    @property
    def per_side(self) -> int:
        """Prints on one side of A4."""
        return PER_SIDE[Layout(self.layout)]


class CodePrint(models.Model):
    """One code as one batch prints it (印件): the edition on the paper, and the words as they stood then.

    `edition` counts the prints of one code, over all layouts: the paper says 第2版第3次印. `words` is what
    stations.codes.captions wrote; compared with today's it tells what must be reprinted.
    """

    batch = models.ForeignKey(PrintBatch, models.CASCADE, related_name="prints", verbose_name="打印批次")
    code = models.ForeignKey(Code, models.CASCADE, related_name="prints", verbose_name="二维码")
    place = models.PositiveIntegerField("顺序")
    edition = models.PositiveIntegerField("印次")
    words = models.JSONField("印刷文字")
    made_at = models.DateTimeField("印制时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "印件"
        ordering = ["batch", "place"]
        constraints = [unique("print_once_a_batch", "batch", "code"), unique("print_edition_once", "code", "edition")]

    def __str__(self):
        return f"{self.code} 第{self.edition}次印"

    @property
    def has_long_title(self) -> bool:
        """Whether the name needs the smaller type."""
        return len("".join(self.words["title"])) > LONG_TITLE

    @property
    def edition_label(self) -> str:
        """The version number that the paper carries: 第2版 · 第3次印 · 2026.11."""
        made = timezone.localtime(self.made_at)
        return f"第{self.code.version}版 · 第{self.edition}次印 · {made.year}.{made.month}"
