"""Narrowing of areas."""

import django_filters

from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area


class AreaFilter(django_filters.FilterSet):
    """Kind, unit, county town."""

    kind = django_filters.ChoiceFilter(label="类别", choices=AreaKind)
    unit = django_filters.ModelChoiceFilter(label="乡镇街道", queryset=Area.objects.units().current())
    in_county_town = django_filters.ChoiceFilter(label="属于县城", choices=(("true", "是"), ("false", "否")))

    class Meta:
        model = Area
        fields: tuple[str, ...] = ()
