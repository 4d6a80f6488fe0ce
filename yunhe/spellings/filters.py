"""Narrowing of areas."""

from django_filters import ChoiceFilter

from yunhe.areas.enums import AreaKind
from yunhe.web.lists.filters import Filters, UnitFilter


class AreaFilter(Filters):
    """Kind, unit, county town."""

    kind = ChoiceFilter(label="类别", choices=AreaKind)
    unit = UnitFilter("pk", label="乡镇街道")
    in_county_town = ChoiceFilter(label="属于县城", choices=(("true", "是"), ("false", "否")))
