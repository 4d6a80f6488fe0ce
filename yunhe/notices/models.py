"""Notice (通知)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from yunhe.notices.querysets import NoticeQuerySet


class Notice(models.Model):
    """One message in one person's inbox. `key` makes it unique per recipient, so a repeated task sends nothing twice."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name="接收人"
    )
    key = models.CharField("去重键", max_length=160)
    kind = models.CharField("类别", max_length=40)  # e.g. "registration", "ledger", "station"
    title = models.CharField("标题", max_length=120)
    body = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=200, blank=True)
    is_urgent = models.BooleanField("紧急", default=False)
    created_at = models.DateTimeField("时间", default=timezone.now)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    worker = models.CharField("发送进程", max_length=120, blank=True)  # "host:pid" of the process that delivered it

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notice_once_per_recipient")]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notice_unread")]

    def __str__(self):
        return self.title
