"""Guest (受邀的议事员等人员): somebody who is no deputy at an activity."""

from django.db import models
from django.utils import timezone

from deputies.associates.models import Associate
from stations.activities.models.activities import Activity
from stations.activities.querysets import GuestQuerySet
from yunhe.kit.models import unique


class Guest(models.Model):
    """Somebody of the register of those who are no deputies is invited to an activity; `was_present` is open until it was noted."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="guests", verbose_name="活动")
    associate = models.ForeignKey(Associate, models.PROTECT, related_name="visits_to_activities", verbose_name="人员")
    invited_at = models.DateTimeField("邀请时间", default=timezone.now)
    was_present = models.BooleanField("到场", null=True, blank=True)

    objects = GuestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动邀请的其他人员"
        ordering = ["activity", "associate__name_pinyin", "id"]
        constraints = [unique("guest_once_an_activity", "activity", "associate", says="该人员已在名单里。")]

    def __str__(self):
        return f"{self.associate} {self.activity}"

    def get_absolute_url(self) -> str:
        """Return the address of the activity, on whose page the guest stands."""
        return self.activity.get_absolute_url()
