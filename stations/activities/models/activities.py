"""Activity (代表活动)."""

from datetime import timedelta

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.teams.models import Team
from stations.activities.enums import ActivityKind, ActivityState, SignUp
from stations.activities.models.shared import Shared
from stations.activities.querysets import ActivityQuerySet
from stations.places.models import Station
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, maybe, only_when, unique
from yunhe.kit.words import day, full_day

CHECK_IN_BEFORE = timedelta(minutes=60)
CHECK_IN_AFTER = timedelta(minutes=30)


class Activity(Entered, Addressed, Shared):
    """Something deputies do together at a time and place (代表活动)."""

    page = "activities:activity-detail"
    kept_by = "organising_area"

    title = models.CharField("活动名称", max_length=80)
    kind = models.CharField("类别", max_length=16, choices=ActivityKind)
    organising_area = models.ForeignKey(Area, models.PROTECT, related_name="activities", verbose_name="组织单位")
    station = maybe(Station, "所在站点", "activities")
    place = models.CharField("地点", max_length=120, blank=True)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    description = models.TextField("内容安排", blank=True)
    team = maybe(Team, "团队", "activities")
    series = models.ForeignKey(
        "stations.ActivitySeries",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="所属系列",
    )
    series_on = models.DateField("系列中的日期", null=True, blank=True)  # the day that the rule names; moving keeps it
    cost_note = models.TextField("经费说明", max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField("名额", null=True, blank=True, validators=[MinValueValidator(1)])
    sign_up = models.CharField("谁可以扫码报名", max_length=10, choices=SignUp, default=SignUp.INVITED)
    sign_up_until = models.DateTimeField("报名截止", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=ActivityState, default=ActivityState.PLANNED)
    cancel_reason = models.CharField("取消原因", max_length=120, blank=True)
    revision = models.PositiveIntegerField("改期次数", default=0)  # calendars take a change by its higher number

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        ordering = ["-starts_at", "-id"]
        constraints = [
            unique("activity_once_a_series_day", "series", "series_on"),
            check("activity_times_in_order", Q(ends_at__gt=F("starts_at")), "活动的结束时间应晚于开始时间。"),
            check(
                "activity_sign_up_before_start",
                Q(sign_up_until__isnull=True) | Q(sign_up_until__lte=F("starts_at")),
                "报名截止不能晚于活动开始。",
            ),
            check(
                "activity_cancelled_with_reason",
                only_when(ActivityState.CANCELLED, "", "cancel_reason"),
                "取消活动须写明原因。",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def areas(self) -> list[Area]:
        """Whom its history concerns: the organising side and the host."""
        return [*self.managing_areas, *([self.station.location_area] if self.station else [])]

    @property
    def check_in_opens_at(self):
        """When check-in begins: an hour before the start."""
        return self.starts_at - CHECK_IN_BEFORE

    @property
    def check_in_closes_at(self):
        """When check-in ends: half an hour after the end."""
        return self.ends_at + CHECK_IN_AFTER

    @property
    def sign_up_closes_at(self):
        """Until when invited deputies answer: the day named, else the start."""
        return self.sign_up_until or self.starts_at

    @property
    def where(self) -> str:
        """The place for people: what was written, else the station, else the unit."""
        return self.place or (self.station.name if self.station else self.organising_area.full_name)

    @property
    def times_label(self) -> str:
        """Begin and end for people: 2026年11月24日 09:00–11:00."""
        return _span(self.starts_at, self.ends_at)

    @property
    def window_label(self) -> str:
        """When check-in is open, for people."""
        return _span(self.check_in_opens_at, self.check_in_closes_at)


def _span(begin, end) -> str:
    begin, end = timezone.localtime(begin), timezone.localtime(end)
    until = f"{end:%H:%M}" if begin.date() == end.date() else f"{day(end)} {end:%H:%M}"
    return f"{full_day(begin)} {begin:%H:%M}–{until}"
