"""FollowUp (跟进事项)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.people.models import Deputy
from deputies.teams.models import Team
from stations.activities.enums import FollowUpState
from stations.activities.models.activities import Activity
from stations.activities.models.shared import Shared
from stations.activities.models.topics import Topic
from stations.activities.querysets import FollowUpQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, maybe


class FollowUp(Entered, Addressed, Shared):
    """Something that an activity left to do (跟进事项): who, until when, with what result.

    `area` has it followed up. It is done by a unit (`owner_area`), a deputy (`owner_deputy`) or somebody outside, named in
    `owner_name`.
    """

    page = "activities:follow-up-detail"

    title = models.CharField("事项", max_length=80)
    detail = models.TextField("要求", max_length=1000, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="follow_ups", verbose_name="交办单位")
    activity = maybe(Activity, "来自活动", "follow_ups")
    topic = maybe(Topic, "所属议题", "follow_ups")
    team = maybe(Team, "团队", "follow_ups")
    owner_area = maybe(Area, "责任单位", "follow_ups_owned")
    owner_deputy = maybe(Deputy, "责任代表", "follow_ups_owned")
    owner_name = models.CharField("其他责任人", max_length=60, blank=True)
    due_on = models.DateField("期限")
    state = models.CharField("状态", max_length=16, choices=FollowUpState, default=FollowUpState.OPEN)
    result = models.TextField("完成情况", max_length=1000, blank=True)
    closed_on = models.DateField("完成日期", null=True, blank=True)
    drop_reason = models.CharField("不再跟进原因", max_length=120, blank=True)
    reopened = models.PositiveSmallIntegerField("重新跟进次数", default=0)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "跟进事项"
        ordering = ["due_on", "id"]
        constraints = [
            check(
                "follow_up_has_owner",
                Q(owner_area__isnull=False) | Q(owner_deputy__isnull=False) | ~Q(owner_name=""),
                "请写明责任单位、责任代表或其他责任人。",
            ),
            check(
                "follow_up_closed_with_reason",
                Q(state=FollowUpState.OPEN, closed_on__isnull=True)
                | Q(state=FollowUpState.DONE, closed_on__isnull=False) & ~Q(result="")
                | Q(state=FollowUpState.DROPPED, closed_on__isnull=False) & ~Q(drop_reason=""),
                "完成须写明完成情况，不再跟进须写明原因。",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="follow_up_state_due")]

    def __str__(self):
        return self.title

    @property
    def areas(self) -> list[Area]:
        """Whom its history concerns: who has it followed up, who has it to do, the home offices of the deputy."""
        deputy = self.owner_deputy
        homes = [deputy.origin, deputy.residence] if deputy else []
        return [area for area in (self.area, self.owner_area, *homes) if area]

    @property
    def is_late(self) -> bool:
        """Whether it is open and past its day."""
        return self.state == FollowUpState.OPEN and self.due_on < timezone.localdate()

    @property
    def days_late(self) -> int:
        """How many days it is past its day; 0 or less while there is time."""
        return (timezone.localdate() - self.due_on).days

    @property
    def late_label(self) -> str:
        """逾期 3 天."""
        return f"逾期 {self.days_late} 天"

    @property
    def owner_label(self) -> str:
        """Who has it to do, for people (needs the owners loaded)."""
        named = [self.owner_area.full_name] if self.owner_area else []
        named += [f"{self.owner_deputy.name}代表"] if self.owner_deputy else []
        named += [self.owner_name] if self.owner_name else []
        return "、".join(named)
