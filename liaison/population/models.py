"""UnitPopulation (人口情况)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from liaison.population.querysets import PopulationQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, unique


class UnitPopulation(Entered, Addressed):
    """The people of one unit at the end of one year, as the county's statistics count them.

    `residents` live there, `urban` of them in built-up places; `rural` are the people registered as farmers there, `moved_down` of
    them have moved down from the mountains. Nothing here is a share: shares are counted (liaison.population.queries).
    """

    page = "population:population-edit"

    area = models.ForeignKey(Area, models.PROTECT, related_name="populations", verbose_name="单位")
    year = models.PositiveSmallIntegerField(
        "年度（年末）", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    residents = models.PositiveIntegerField("常住人口")
    urban = models.PositiveIntegerField("其中城镇人口")
    rural = models.PositiveIntegerField("农村户籍人口")
    moved_down = models.PositiveIntegerField("其中已下山转移")
    source = models.CharField("数据来源", max_length=60, blank=True)

    objects = PopulationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人口情况"
        ordering = ["-year", "area__order", "area__code"]
        constraints = [
            unique("population_once_a_unit_and_year", "area", "year", says="该单位这一年的人口已经登记，请直接修改。"),
            check("population_urban_within", Q(urban__lte=F("residents")), "城镇人口不能多于常住人口。"),
            check("population_moved_within", Q(moved_down__lte=F("rural")), "已下山转移的不能多于农村户籍人口。"),
        ]

    def __str__(self):
        return f"{self.area.name}{self.year}年末"

    @property
    def areas(self) -> list[Area]:
        """The unit (needs it loaded)."""
        return [self.area]
