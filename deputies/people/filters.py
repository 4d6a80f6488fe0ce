"""Narrowing of the register."""

from datetime import timedelta

import django_filters
from django.db.models import QuerySet
from django.forms import HiddenInput
from django.utils import timezone
from django_filters import ChoiceFilter

from deputies.people.additions import additions
from deputies.people.completeness import with_completeness
from deputies.people.enums import ETHNICITIES, CongressLevel, Gender, OccupationClass
from yunhe.areas.enums import TOWNSHIPS
from yunhe.imports.models import ImportRow
from yunhe.web.lists.filters import Filters, OneOf, PointFilter, UnitFilter


def _at_home(rows: QuerySet) -> QuerySet:
    return rows.filter(residence__isnull=False).exclude(pk__in=rows.living_elsewhere().values("pk"))


def _aged(rows: QuerySet, *, under: int = 200, least: int = 0) -> QuerySet:
    """Keep those who are at least `least` and younger than `under`, counted today."""
    today = timezone.localdate()
    young, old = (today - timedelta(days=round(years * 365.25)) for years in (under, least))
    return rows.filter(born_on__gt=young, born_on__lte=old)


class DeputyFilter(Filters):
    """Level, places, living elsewhere, structure, mandate."""

    level = ChoiceFilter(label="层级", choices=CongressLevel, method="by_level", empty_label="全部层级")
    origin = UnitFilter("origin", label="流出地", empty_label="全部")
    residence_unit = UnitFilter("residence", label="现居住地", empty_label="全部")
    living = OneOf(
        "居住情况",
        elsewhere=("住在别处（流动代表）", lambda rows: rows.living_elsewhere()),
        home=("住在流出地", _at_home),
        outside=("住在县外", lambda rows: rows.exclude(residence_outside="")),
        unknown=("未登记", lambda rows: rows.filter(residence__isnull=True, residence_outside="")),
    )
    community = PointFilter("residence")
    in_county_town = OneOf(
        "居住县城",
        true=("是", lambda rows: rows.in_county_town()),
        false=("否", lambda rows: rows.exclude(residence__in_county_town=True)),
    )
    gender = ChoiceFilter(label="性别", choices=Gender, empty_label="不限")
    ethnicity = ChoiceFilter(label="民族", choices=[(e, e) for e in ETHNICITIES], empty_label="不限")
    occupation = ChoiceFilter(label="代表类别", choices=OccupationClass, empty_label="不限")
    age = OneOf(
        "年龄",
        **{
            "35": ("35岁以下", lambda rows: _aged(rows, under=36)),
            "36-55": ("36–55岁", lambda rows: _aged(rows, least=36, under=56)),
            "56": ("56岁以上", lambda rows: _aged(rows, least=56)),
        },
    )
    phone = OneOf(
        "手机",
        yes=("已登记", lambda rows: rows.exclude(phone_digest="")),
        no=("缺手机", lambda rows: rows.filter(phone_digest="")),
    )
    complete = OneOf(
        "档案",
        no=("有缺项", lambda rows: with_completeness(rows).exclude(completeness=100)),
        half=("缺一半以上", lambda rows: with_completeness(rows).filter(completeness__lt=50)),
        yes=("完整", lambda rows: with_completeness(rows).filter(completeness=100)),
    )
    origin_kind = OneOf(
        "选出地类别",
        township=("六乡镇", lambda rows: rows.filter(origin__kind__in=TOWNSHIPS)),
        street=("街道和开发区", lambda rows: rows.exclude(origin__kind__in=TOWNSHIPS)),
    )
    mandate = OneOf(
        "代表资格",
        unless=("在任", lambda rows: rows.serving()),
        ended=("已终止", lambda rows: rows.out_of_office()),
        all=("全部", lambda rows: rows),
    )
    imported = django_filters.NumberFilter(label="导入批次", method="by_import", widget=HiddenInput)

    def __init__(self, *args, **kwargs):
        """Offer what higher nouns add too."""
        super().__init__(*args, **kwargs)
        for added in additions:
            made = added.filter()
            made.parent, made.model = self, self.queryset.model
            self.filters[added.name] = made

    def by_level(self, rows, name, value):
        """Keep deputies with a mandate in force at this level."""
        return rows.serving(value)

    def by_import(self, rows, name, value):
        """Keep those whom one import has entered or changed."""
        written = ImportRow.objects.filter(run__register="deputy-roster", run=value, object_id__isnull=False)
        return rows.filter(pk__in=written.values("object_id"))
