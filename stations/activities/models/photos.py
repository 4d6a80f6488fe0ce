"""ActivityPhoto (活动照片)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from stations.activities.models.activities import Activity
from stations.activities.querysets import PhotoQuerySet
from yunhe.kit.files import PrivateFolder
from yunhe.kit.models import check


class ActivityPhoto(models.Model):
    """A photo of an activity (活动照片), made anew without metadata. A deleted one leaves a line with the reason, no picture."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos", verbose_name="活动")
    picture = models.FileField("照片", upload_to=PrivateFolder("activities", "jpg"), blank=True)
    small = models.FileField("缩略图", upload_to=PrivateFolder("activities", "jpg"), blank=True)
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")
    caption = models.CharField("说明", max_length=60, blank=True)
    added_by = models.CharField("上传人", max_length=80)
    added_at = models.DateTimeField("上传时间", default=timezone.now)
    removed_at = models.DateTimeField("删除时间", null=True, blank=True)
    removed_by = models.CharField("删除人", max_length=80, blank=True)
    remove_reason = models.CharField("删除原因", max_length=120, blank=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动照片"
        ordering = ["added_at", "id"]
        constraints = [
            check(
                "photo_removed_with_reason",
                Q(removed_at__isnull=True, remove_reason="") & ~Q(picture="")
                | Q(removed_at__isnull=False, picture="", small="") & ~Q(remove_reason=""),
                "删除照片须写明原因。",
            )
        ]

    def __str__(self):
        return self.caption or f"{self.activity}照片"

    def get_absolute_url(self):
        """Return the address of the picture itself."""
        return reverse("activities:photo-show", args=[self.pk, "full"])
