"""What recurs by a rule through a year: the fields of the rule, shared by rotas and series of activities."""

from django.db import models

from stations.rotas.enums import Months, Rhythm
from stations.rotas.rules import Rule
from yunhe.kit.models import between
from yunhe.kit.workdays import Weekday


class Ruled(models.Model):
    """A year, the rule that names its days, and the hours on each. Whoever inherits it may begin with another rule."""

    year = models.PositiveSmallIntegerField("年度", validators=between(2020, 2100))
    rhythm = models.CharField("安排方式", max_length=12, choices=Rhythm, default=Rhythm.MONTH_DAY)
    months = models.CharField("月份", max_length=8, choices=Months, default=Months.ODD)
    day = models.PositiveSmallIntegerField("日期", default=15, validators=between(1, 31))
    weekday = models.PositiveSmallIntegerField("星期", choices=Weekday, default=Weekday.MONDAY)
    nth = models.PositiveSmallIntegerField("第几个", default=1, validators=between(1, 4))
    starts = models.TimeField("开始")
    ends = models.TimeField("结束")

    class Meta:
        abstract = True

    @property
    def rule(self) -> Rule:
        """The rule by which the days are found."""
        return Rule(self.rhythm, self.months, self.day, self.weekday, self.nth)

    @property
    def rule_label(self) -> str:
        """Rule and hours for people: 单月15日 09:00–11:00."""
        return f"{self.rule.in_words()} {self.starts:%H:%M}–{self.ends:%H:%M}"
