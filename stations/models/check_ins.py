"""CheckIn (签到)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from stations.enums import CheckInWay
from stations.models.activities import Activity
from stations.models.codes import Code
from stations.models.places import Station
from stations.querysets import CheckInQuerySet


class CheckIn(models.Model):
    """A deputy was present at a station or activity (签到). `nonce` makes a repeated scan harmless."""

    deputy = models.ForeignKey(Deputy, models.CASCADE, related_name="check_ins", verbose_name="代表")
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="check_ins", verbose_name="站点"
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="check_ins", verbose_name="活动"
    )
    code = models.ForeignKey(
        Code, models.SET_NULL, null=True, blank=True, related_name="check_ins", verbose_name="所扫的码"
    )
    way = models.CharField("方式", max_length=16, choices=CheckInWay)
    at = models.DateTimeField("签到时间", default=timezone.now)
    nonce = models.CharField("去重码", max_length=40, unique=True)
    recorded_by = models.CharField("登记人", max_length=80, blank=True)
    reason = models.CharField("补登原因", max_length=120, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.CharField("撤销人", max_length=80, blank=True)
    undo_reason = models.CharField("撤销原因", max_length=120, blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "签到"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(station__isnull=False) | Q(activity__isnull=False),
                name="check_in_somewhere",
                violation_error_message="签到须有站点或活动。",
            ),
            models.CheckConstraint(
                condition=~Q(way=CheckInWay.AFTERWARDS) | ~Q(reason=""),
                name="check_in_afterwards_with_reason",
                violation_error_message="事后补登须写明原因。",
            ),
            models.UniqueConstraint(
                fields=["deputy", "activity"],
                condition=Q(activity__isnull=False, undone_at__isnull=True),
                name="check_in_once_an_activity",
                violation_error_message="该代表已签到。",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undo_reason="") | Q(undone_at__isnull=False) & ~Q(undo_reason=""),
                name="check_in_undone_with_reason",
                violation_error_message="撤销签到须写明原因。",
            ),
        ]
        indexes = [models.Index(fields=["station", "at"], name="check_in_station_at")]

    def __str__(self):
        return f"{self.deputy} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        """Return the address of the check-in's page for staff."""
        return reverse("stations:check-in-detail", args=[self.pk])
