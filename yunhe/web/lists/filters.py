"""How lists are narrowed: the pieces that every filterset types alike.

class ActivityFilter(Filters):                        # no Meta; self.user is whoever looks
    state = ChoiceFilter(choices=ActivityState, label="状态", empty_label="不限")
    unit = UnitFilter("organising_area", "station__location_area", label="单位")    # in one of them
    community = PointFilter("residence")              # a community or village
    since, until = day_range("starts_at", is_moment=True)
    late = Flag("期限", "已逾期", lambda rows: rows.late())
    mine = Mine("办理", "我方办理", lambda rows, user: rows.owned_by(user))
    gap = OneOf("缺口", keeper=("联络点无负责人账号", without_keeper), hours=("无开放时间", without_hours))
    station = HiddenIds("station")                    # ?station=12 or ?station=12,13 from other pages
"""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django_filters import ChoiceFilter

from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in
from yunhe.web.forms.fields import day_widget

Narrow = Callable[..., Any]


class Filters(django_filters.FilterSet):
    """A filterset that knows who looks; `Listing` tells it. Areas to choose from are those of the person's own county.

    A province has ten thousand villages: offering them all would cost more than the list, and nobody finds one among them.
    """

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        for asked in self.filters.values():
            if isinstance(asked, django_filters.ModelChoiceFilter):
                _offer_own_county(asked, user)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow `queryset` as asked; where a choice with `unless` was not made, or made of nonsense, by that."""
        rows = super().filter_queryset(queryset)
        for name, asked in self.filters.items():
            if isinstance(asked, OneOf) and asked.unless and not self.form.cleaned_data.get(name):
                rows = asked.unless(rows)
        return rows


def _offer_own_county(asked: django_filters.ModelChoiceFilter, user: Any) -> None:
    """Narrow the choices of `asked` to the county of `user` where they are areas."""
    rows = asked.queryset(None) if callable(asked.queryset) else asked.queryset
    if rows is not None and rows.model is Area:
        asked.queryset = rows.offered_to(user)


def units(request: object = None) -> QuerySet[Area]:
    """Return the units to choose from, in their order."""
    return Area.objects.units().current().order_by("order", "code")


def points(request: object = None) -> QuerySet[Area]:
    """Return the communities and villages to choose from."""
    return Area.objects.points().current()


class PointFilter(django_filters.ModelChoiceFilter):
    """Rows of which the area `relation` is the chosen community or village."""

    def __init__(self, relation: str, *, label: str = "社区（村）", **kwargs: Any):
        super().__init__(field_name=relation, label=label, **{"queryset": points, "empty_label": "全部", **kwargs})


class UnitFilter(django_filters.ModelChoiceFilter):
    """Rows of which one of the area `relations` lies in the chosen unit."""

    def __init__(self, *relations: str, label: str = "单位", **kwargs: Any):
        self.relations = relations
        super().__init__(label=label, **{"queryset": units, "empty_label": "全部单位", **kwargs})

    def filter(self, qs: QuerySet, value: Area | None) -> QuerySet:
        """Narrow `qs` to the unit `value`."""
        if value is None:
            return qs
        return qs.filter(reduce(or_, (lies_in(relation, value) for relation in self.relations), Q(pk__in=[])))


def day_range(field: str, *, is_moment: bool = False, labels: tuple[str, str] = ("从", "到")) -> tuple[Any, Any]:
    """Return the two filters `since` and `until` of a day (of a moment: `is_moment`), both days included."""
    lookup = "date__" if is_moment else ""
    since, until = (
        django_filters.DateFilter(field_name=field, lookup_expr=f"{lookup}{end}", label=label, widget=day_widget())
        for end, label in zip(("gte", "lte"), labels, strict=True)
    )
    return since, until


class OneOf(ChoiceFilter):
    """A choice of named narrowings: value=(words, rows -> rows). unless: the same for when none is chosen."""

    def __init__(
        self,
        label: str,
        *,
        empty_label: str = "不限",
        unless: tuple[str, Narrow] | None = None,
        **ways: tuple[str, Narrow],
    ):
        empty_label, self.unless = unless or (empty_label, None)
        self.ways = ways
        choices = [(value, words) for value, (words, _) in ways.items()]
        super().__init__(label=label, choices=choices, empty_label=empty_label)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Narrow `qs` in the way called `value`."""
        return self.ways[value][1](qs) if value in self.ways else qs


class Flag(ChoiceFilter):
    """One narrowing, on (`?late=1`) or off."""

    def __init__(self, label: str, words: str, narrow: Narrow, *, empty_label: str = "不限"):
        self.narrow = narrow
        super().__init__(label=label, choices=(("1", words),), empty_label=empty_label)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Narrow `qs` when the flag is set."""
        return self.narrow(qs) if value else qs


class Mine(Flag):
    """One narrowing to what is the person's own, on or off: (rows, user) -> rows. For `Filters` only, which know who looks."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Narrow `qs` to what is the own of whoever looks when the flag is set."""
        return self.narrow(qs, self.parent.user) if value else qs


class _Numbers(django_filters.BaseInFilter, django_filters.NumberFilter):
    """Several numbers, separated by commas."""


class HiddenIds(_Numbers):
    """Primary keys that other pages link with; nothing of the filter bar."""

    def __init__(self, field: str, label: str = "编号", **kwargs: Any):
        super().__init__(field_name=field, lookup_expr="in", label=label, widget=forms.HiddenInput, **kwargs)
