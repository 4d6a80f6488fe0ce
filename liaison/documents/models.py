"""Document (制度文件), DocumentEdition (版本) and DocumentObligation (依据它的任务)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from liaison.documents.enums import DocumentKind, DocumentState
from liaison.documents.querysets import DocumentQuerySet
from yunhe.areas.models import Area
from yunhe.kit.files import PrivateFolder
from yunhe.kit.models import Addressed, Entered, check, unique


class Document(Addressed, Entered):
    """A rule that offices work by. `area` has put it in and keeps it; it is read by everybody in that area."""

    page = "documents:document-detail"

    kind = models.CharField("类别", max_length=8, choices=DocumentKind, default=DocumentKind.NOTICE)
    title = models.CharField("名称", max_length=100)
    number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("印发机关", max_length=60)
    area = models.ForeignKey(Area, models.PROTECT, related_name="documents", verbose_name="维护单位")
    issued_on = models.DateField("印发日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=DocumentState, default=DocumentState.IN_FORCE)
    abolished_on = models.DateField("废止日期", null=True, blank=True)
    abolish_reason = models.CharField("废止说明", max_length=120, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "制度文件"
        ordering = ["kind", "-issued_on", "id"]
        constraints = [
            unique(
                "document_title_once_an_area",
                "area",
                "title",
                where=Q(state=DocumentState.IN_FORCE),
                says="本单位已有同名的现行文件。修订请在原文件下登记新版本。",
            ),
            check(
                "document_abolished_with_reason",
                Q(state=DocumentState.ABOLISHED, abolished_on__isnull=False) & ~Q(abolish_reason="")
                | Q(state=DocumentState.IN_FORCE, abolished_on__isnull=True, abolish_reason=""),
                "废止文件须写明日期和说明。",
            ),
        ]

    def __str__(self):
        return self.title


class DocumentEdition(models.Model):
    """One edition of a document: from when it holds, what it says in short, and the file. Editions are never changed."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="editions", verbose_name="制度文件")
    number = models.PositiveSmallIntegerField("版次")
    effective_on = models.DateField("施行日期")
    summary = models.TextField("内容摘要", max_length=4000)
    change_note = models.CharField("修订说明", max_length=200, blank=True)
    file = models.FileField("文件", upload_to=PrivateFolder("documents"), blank=True, max_length=200)
    filename = models.CharField("文件名", max_length=120, blank=True)
    size = models.PositiveIntegerField("字节数", default=0)
    fingerprint = models.CharField("文件指纹", max_length=64, blank=True)  # SHA-256 of the file
    added_by = models.CharField("登记人", max_length=80)
    added_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "文件版本"
        ordering = ["document", "-number"]
        constraints = [
            unique("document_edition_once", "document", "number"),
            check("edition_file_fingerprint", Q(file="", fingerprint="") | ~Q(file="") & ~Q(fingerprint="")),
        ]

    def __str__(self):
        return f"{self.document}第{self.number}版"


class DocumentObligation(Addressed):
    """An obligation comes from a document. It names the rule by area and key, because a rule has versions of its own."""

    page, page_key = "documents:document-detail", "document_id"

    document = models.ForeignKey(Document, models.CASCADE, related_name="obligations", verbose_name="制度文件")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="规定单位")
    key = models.SlugField("任务规定代号", max_length=40)
    article = models.CharField("条款", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任务依据"
        ordering = ["document", "id"]
        constraints = [
            unique("document_obligation_once", "document", "area", "key", says="这项任务已经列在这份文件下。")
        ]

    def __str__(self):
        return f"{self.document} {self.key}"
