"""How the list of the population is narrowed."""

import django_filters

from yunhe.web.lists.filters import Filters, OneOf, UnitFilter


class PopulationFilter(Filters):
    """Year, unit, whether it belongs to the county town."""

    year = django_filters.NumberFilter(field_name="year", label="年度")
    unit = UnitFilter("area")
    town = OneOf(
        "县城",
        yes=("属于县城", lambda rows: rows.filter(area__in_county_town=True)),
        no=("不属于县城", lambda rows: rows.exclude(area__in_county_town=True)),
    )
