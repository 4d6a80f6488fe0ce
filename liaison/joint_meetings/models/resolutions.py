"""Resolution (议定事项) and ResolutionStep (办理过程)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from liaison.joint_meetings.enums import RESOLUTION, ResolutionState
from liaison.joint_meetings.models.meetings import JointMeeting, SideStep
from liaison.joint_meetings.querysets import ResolutionQuerySet
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, check, maybe


class Resolution(Addressed):
    """What a joint meeting has resolved: carried out by one of its units, or by a named person of it, until a day."""

    page = "joint_meetings:resolution-detail"

    meeting = models.ForeignKey(JointMeeting, models.CASCADE, related_name="resolutions", verbose_name="会议")
    text = models.CharField("议定事项", max_length=200)
    unit = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="责任单位")
    owner = maybe(User, "责任人", "joint_resolutions")
    due_on = models.DateField("完成期限")
    state = models.CharField("状态", max_length=8, choices=ResolutionState, default=ResolutionState.OPEN)
    result = models.CharField("办理结果", max_length=300, blank=True)
    finished_on = models.DateField("办结日期", null=True, blank=True)
    finished_by = models.CharField("办结人", max_length=80, blank=True)
    created_at = models.DateTimeField("登记时间", default=timezone.now)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "议定事项"
        ordering = ["due_on", "id"]
        constraints = [
            check(
                "resolution_ends_with_result",
                Q(state=ResolutionState.OPEN, finished_on__isnull=True, result="")
                | ~Q(state=ResolutionState.OPEN) & Q(finished_on__isnull=False) & ~Q(result=""),
                "完成或不再办理须写明结果或原因。",
            )
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="resolution_due")]

    def __str__(self):
        return self.text

    @property
    def is_late(self) -> bool:
        """Whether it is open past its day."""
        return self.state == ResolutionState.OPEN and self.due_on < timezone.localdate()

    @property
    def areas(self) -> list[Area]:
        """The two units of its meeting (needs them loaded)."""
        return self.meeting.areas

    @property
    def owner_label(self) -> str:
        """Who carries it out: 浮云街道, or 浮云街道 张三 (needs unit and owner loaded)."""
        return f"{self.unit.name} {self.owner.name}" if self.owner is not None else self.unit.name


class ResolutionStep(SideStep):
    """One step of a resolution: made, postponed, finished, dropped."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="steps", verbose_name="议定事项")
    machine, thing = RESOLUTION, "resolution"

    class Meta(SideStep.Meta):
        verbose_name = verbose_name_plural = "议定事项办理过程"
