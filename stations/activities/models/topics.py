"""Topic (议题)."""

from django.db import models
from django.db.models import Q

from deputies.teams.models import Team
from stations.activities.enums import TopicState
from stations.activities.models.activities import Activity
from stations.activities.models.shared import Shared
from stations.activities.querysets import TopicQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, maybe, only_when


class Topic(Entered, Addressed, Shared):
    """What an activity deals with (议题), from study through the activity to supervision (domain: 元和街道 代表来了)."""

    page = "activities:topic-detail"

    title = models.CharField("议题", max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, related_name="topics", verbose_name="提出单位")
    team = maybe(Team, "团队", "topics")
    month = models.DateField("月份")
    reason = models.TextField("选题理由", max_length=1000, blank=True)
    activity = models.OneToOneField(
        Activity, models.PROTECT, null=True, blank=True, related_name="topic", verbose_name="议事活动"
    )
    studied_on = models.DateField("学习日期", null=True, blank=True)
    study_note = models.TextField("学习内容", max_length=1000, blank=True)
    study_activity = maybe(Activity, "学习活动", "topics_studied")
    outcome = models.TextField("议事结果", max_length=2000, blank=True)
    conclusion = models.TextField("监督结论", max_length=2000, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    drop_reason = models.CharField("撤销原因", max_length=120, blank=True)
    state = models.CharField("状态", max_length=16, choices=TopicState, default=TopicState.PLANNED)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "议题"
        ordering = ["-month", "area__order", "id"]
        constraints = [
            check(
                "topic_studied_first",
                Q(state__in=[TopicState.PLANNED, TopicState.DROPPED]) | Q(studied_on__isnull=False) & ~Q(study_note=""),
                "先登记学习日期和学习内容，再往下办。",
            ),
            check(
                "topic_discussed_with_outcome",
                ~Q(state__in=[TopicState.DISCUSSED, TopicState.SUPERVISING, TopicState.CLOSED])
                | Q(activity__isnull=False) & ~Q(outcome=""),
                "请选择议事活动，并写明议事结果。",
            ),
            check(
                "topic_closed_with_conclusion",
                Q(state=TopicState.CLOSED, closed_on__isnull=False) & ~Q(conclusion="")
                | ~Q(state=TopicState.CLOSED) & Q(closed_on__isnull=True),
                "办结须写明监督结论。",
            ),
            check(
                "topic_dropped_with_reason", only_when(TopicState.DROPPED, "", "drop_reason"), "撤销议题须写明原因。"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def month_label(self) -> str:
        """The month for people: 2026年11月."""
        return f"{self.month.year}年{self.month.month}月"
