"""ActivitySeries (月度系列)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.teams.models import Team
from stations.activities.enums import ActivityKind
from stations.activities.models.shared import Shared
from stations.activities.querysets import SeriesQuerySet
from stations.places.models import Station
from stations.rotas.enums import Months
from stations.rotas.ruled import Ruled
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, between, check, maybe, unique
from yunhe.kit.workdays import Weekday


class ActivitySeries(Entered, Addressed, Shared, Ruled):
    """A year's recurring activities made from a rule (月度主题系列): one each time, with the theme of that time."""

    page = "activities:series-detail"

    title = models.CharField("系列名称", max_length=60)
    area = models.ForeignKey(Area, models.PROTECT, related_name="activity_series", verbose_name="组织单位")
    team = maybe(Team, "团队", "activity_series")
    kind = models.CharField("类别", max_length=16, choices=ActivityKind, default=ActivityKind.THEME)
    station = maybe(Station, "所在站点", "activity_series")
    place = models.CharField("地点", max_length=120, blank=True)
    begins_on = models.DateField("自何日起", default=timezone.localdate)
    months = models.CharField("月份", max_length=8, choices=Months, default=Months.ALL)
    day = models.PositiveSmallIntegerField("日期", default=20, validators=between(1, 31))
    weekday = models.PositiveSmallIntegerField("星期", choices=Weekday, default=Weekday.THURSDAY)
    capacity = models.PositiveSmallIntegerField("名额", null=True, blank=True, validators=[MinValueValidator(1)])
    themes = models.TextField("每次的主题", max_length=2000, blank=True)
    with_topics = models.BooleanField("每次立一个议题（先学习、后监督）", default=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "月度系列"
        ordering = ["-year", "area__order", "title"]
        constraints = [
            unique("series_once_a_year", "area", "title", "year", says="这个单位这一年已有同名系列，请换一个名称。"),
            check("series_times_in_order", Q(ends__gt=F("starts")), "结束时间应晚于开始时间。"),
        ]

    def __str__(self):
        return f"{self.title}（{self.year}年）"

    @property
    def theme_lines(self) -> list[str]:
        """The themes in the order of the days, one a line."""
        return [line.strip() for line in self.themes.splitlines() if line.strip()]
