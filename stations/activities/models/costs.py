"""ActivityCost (经费计划)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from stations.activities.models.activities import Activity
from yunhe.areas.models import Area
from yunhe.kit.models import check


class ActivityCost(models.Model):
    """One line of an activity's cost plan (经费计划): what for, how much in cents, whose budget pays (代表法 42)."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="costs", verbose_name="活动")
    item = models.CharField("项目", max_length=60)
    cents = models.PositiveIntegerField("金额（分）", validators=[MinValueValidator(1)])
    payer = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="列支单位")

    class Meta:
        verbose_name = verbose_name_plural = "经费计划"
        ordering = ["activity", "id"]
        constraints = [check("cost_is_some_money", Q(cents__gt=0), "金额应大于 0。")]

    def __str__(self):
        return f"{self.item} {self.yuan} 元"

    @property
    def yuan(self) -> str:
        """The amount for people: 1,200.50."""
        return yuan(self.cents)


def yuan(cents: int) -> str:
    """Return an amount in cents as people write it in yuan: 1,200.50."""
    return f"{cents // 100:,}.{cents % 100:02d}"
