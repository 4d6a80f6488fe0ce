"""Scan (扫码记录) and ScanDay (扫码日计)."""

from django.db import models
from django.utils import timezone

from stations.codes.enums import Channel, Visitor
from stations.codes.models.codes import Code
from yunhe.kit.models import unique


class Scan(models.Model):
    """One opening of a code's page (扫码记录). Neither address nor browser nor person is kept: a voter stays unknown.

    `key` is made with the request, so that a message delivered twice counts once.
    """

    code = models.ForeignKey(Code, models.CASCADE, related_name="scans", verbose_name="二维码")
    at = models.DateTimeField("时间", default=timezone.now)
    visitor = models.CharField("访问者", max_length=10, choices=Visitor)
    channel = models.CharField("渠道", max_length=8, choices=Channel)
    key = models.CharField("去重码", max_length=32, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "扫码记录"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["code", "at"], name="scan_code_at")]

    def __str__(self):
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.get_visitor_display()} {self.get_channel_display()}"


class ScanDay(models.Model):
    """How often a code was opened on one day by one kind of visitor through one channel (扫码日计): old rows folded."""

    code = models.ForeignKey(Code, models.CASCADE, related_name="scan_days", verbose_name="二维码")
    on = models.DateField("日期")
    visitor = models.CharField("访问者", max_length=10, choices=Visitor)
    channel = models.CharField("渠道", max_length=8, choices=Channel)
    number = models.PositiveIntegerField("次数")

    class Meta:
        verbose_name = verbose_name_plural = "扫码日计"
        ordering = ["-on", "code"]
        constraints = [unique("scan_day_once", "code", "on", "visitor", "channel")]

    def __str__(self):
        return f"{self.on} {self.number} 次"
