"""Minutes (纪要) and MinutesEdition (印发稿)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stations.activities.enums import MinutesState
from stations.activities.models.activities import Activity
from stations.activities.querysets import MinutesQuerySet
from yunhe.kit.models import Addressed, check, together, unique


class Minutes(Addressed):
    """What an activity dealt with and agreed (活动纪要). A draft stays with the organisers; published, all who were asked read it."""

    page = "activities:minutes-detail"
    page_key = "activity_id"

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="minutes", verbose_name="活动")
    chair = models.CharField("主持人", max_length=40, blank=True)
    guests = models.CharField("列席人员", max_length=200, blank=True)
    body = models.TextField("纪要正文", max_length=8000)
    agreed = models.TextField("议定事项", max_length=4000, blank=True)
    recorder = models.CharField("记录人", max_length=40)
    state = models.CharField("状态", max_length=12, choices=MinutesState, default=MinutesState.DRAFT)
    edition = models.PositiveSmallIntegerField("印发次数", default=0)
    published_at = models.DateTimeField("印发时间", null=True, blank=True)
    published_by = models.CharField("印发人", max_length=80, blank=True)
    created_at = models.DateTimeField("起草时间", default=timezone.now)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动纪要"
        ordering = ["-activity__starts_at", "-id"]
        constraints = [
            check(
                "minutes_published_at",
                Q(state=MinutesState.PUBLISHED, published_at__isnull=False, edition__gt=0)
                | Q(state=MinutesState.DRAFT, published_at__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.activity}纪要"


class MinutesEdition(models.Model):
    """The text of minutes as it was published once (印发稿), kept after it was withdrawn: what people have read stays known."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="editions", verbose_name="纪要")
    number = models.PositiveSmallIntegerField("第几次印发")
    body = models.TextField("纪要正文", max_length=8000)
    agreed = models.TextField("议定事项", max_length=4000, blank=True)
    published_at = models.DateTimeField("印发时间")
    published_by = models.CharField("印发人", max_length=80)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_by = models.CharField("撤回人", max_length=80, blank=True)
    withdraw_reason = models.CharField("撤回原因", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "印发稿"
        ordering = ["-number"]
        constraints = [
            unique("edition_number_once", "minutes", "number"),
            check("edition_withdrawn_with_reason", together("withdrawn_at", "withdraw_reason"), "撤回纪要须写明原因。"),
        ]

    def __str__(self):
        return f"{self.minutes}第{self.number}次印发"
