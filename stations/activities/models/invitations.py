"""Invitation (邀请和报名)."""

from django.db import models
from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities.enums import InvitationState, InviteeGroup
from stations.activities.models.activities import Activity
from stations.activities.querysets import InvitationQuerySet
from yunhe.kit.models import check, only_when, unique


class Invitation(models.Model):
    """A deputy is invited to an activity, for a stated reason, and answers (邀请和报名). The line of those who wait goes by `in_line_since`."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="invitations", verbose_name="活动")
    deputy = models.ForeignKey(Deputy, models.CASCADE, related_name="invitations", verbose_name="代表")
    group = models.CharField("邀请原因", max_length=12, choices=InviteeGroup)
    state = models.CharField("答复", max_length=10, choices=InvitationState, default=InvitationState.INVITED)
    reason = models.CharField("请假原因", max_length=120, blank=True)
    in_line_since = models.DateTimeField("候补起始", null=True, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by = models.CharField("答复人", max_length=80, blank=True)
    invited_at = models.DateTimeField("邀请时间", default=timezone.now)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "邀请和报名"
        ordering = ["invited_at", "id"]
        constraints = [
            unique("invitation_once_an_activity", "activity", "deputy", says="该代表已在邀请名单里。"),
            check("invitation_waits_since", only_when(InvitationState.WAITING, "in_line_since")),
        ]

    def __str__(self):
        return f"{self.deputy} {self.activity}"

    def get_absolute_url(self):
        """Return the address of the activity, where the invitation is kept."""
        return self.activity.get_absolute_url()
