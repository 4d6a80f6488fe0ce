"""The list of the population."""

from liaison.population.filters import PopulationFilter
from liaison.population.models import UnitPopulation
from yunhe.kit.words import share
from yunhe.web.lists.columns import Column, counted
from yunhe.web.lists.listing import Empty, Listing


class PopulationListing(Listing):
    """The people of each unit in each year."""

    name = "population"
    title = "人口情况"
    filterset_class = PopulationFilter
    default_sort = "-year"
    columns = (
        Column("area", "单位", "area.name", sort=("area__order",), is_title=True),
        Column("year", "年度", "year", sort=("year", "-area__order"), number=True),
        counted("residents", "常住人口"),
        Column("town", "属于县城", "area.in_county_town"),
        counted("urban", "城镇人口"),
        Column("urban_rate", "城镇化率%", lambda row: share(row.urban, row.residents), number=True),
        counted("rural", "农村户籍人口"),
        counted("moved_down", "已下山转移"),
        Column("moved_rate", "转移率%", lambda row: share(row.moved_down, row.rural), number=True),
        Column("source", "数据来源", "source", shown=False),
        Column("by", "登记人", "created_by", shown=False),
    )
    empty = Empty(
        "还没有登记人口", "每年年末登记一次，全县概览里的比例从这里数出。", "population:population-create", "登记"
    )
    source = UnitPopulation.objects.select_related("area")
