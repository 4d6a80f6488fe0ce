"""Narrowing of the register."""

from datetime import timedelta

import django_filters
from django.db.models import Q
from django.forms import HiddenInput
from django.utils import timezone

from deputies.people.enums import ETHNICITIES, CongressLevel, Gender, OccupationClass
from deputies.people.models import Deputy
from yunhe.areas.enums import TOWNSHIPS
from yunhe.areas.models import Area
from yunhe.imports.models import ImportRow

LIVING = (("elsewhere", "住在别处（流动代表）"), ("home", "住在流出地"), ("outside", "住在县外"), ("unknown", "未登记"))
AGES = (("35", "35岁以下"), ("36-55", "36–55岁"), ("56", "56岁以上"))


class DeputyFilter(django_filters.FilterSet):
    """Level, places, living elsewhere, structure, mandate."""

    level = django_filters.ChoiceFilter(label="层级", choices=CongressLevel, method="by_level", empty_label="全部层级")
    origin = django_filters.ModelChoiceFilter(
        label="流出地", queryset=Area.objects.units().current(), empty_label="全部"
    )
    residence_unit = django_filters.ModelChoiceFilter(
        label="现居住地", queryset=Area.objects.units().current(), field_name="residence__unit", empty_label="全部"
    )
    living = django_filters.ChoiceFilter(label="居住情况", choices=LIVING, method="by_living", empty_label="不限")
    community = django_filters.ModelChoiceFilter(
        label="社区（村）", queryset=Area.objects.points().current(), field_name="residence", empty_label="全部"
    )
    in_county_town = django_filters.ChoiceFilter(
        label="居住县城", choices=(("true", "是"), ("false", "否")), method="by_county_town", empty_label="不限"
    )
    gender = django_filters.ChoiceFilter(label="性别", choices=Gender, empty_label="不限")
    ethnicity = django_filters.ChoiceFilter(label="民族", choices=[(e, e) for e in ETHNICITIES], empty_label="不限")
    occupation = django_filters.ChoiceFilter(label="代表类别", choices=OccupationClass, empty_label="不限")
    age = django_filters.ChoiceFilter(label="年龄", choices=AGES, method="by_age", empty_label="不限")
    phone = django_filters.ChoiceFilter(
        label="手机", choices=(("yes", "已登记"), ("no", "缺手机")), method="by_phone", empty_label="不限"
    )
    origin_kind = django_filters.ChoiceFilter(
        label="选出地类别",
        choices=(("township", "六乡镇"), ("street", "街道和开发区")),
        method="by_origin_kind",
        empty_label="不限",
    )
    mandate = django_filters.ChoiceFilter(
        label="代表资格", choices=(("ended", "已终止"), ("all", "全部")), method="by_mandate", empty_label="在任"
    )

    imported = django_filters.NumberFilter(label="导入批次", method="by_import", widget=HiddenInput)

    class Meta:
        model = Deputy
        fields = ("level", "origin", "residence_unit", "living")

    def filter_queryset(self, queryset):
        """Keep deputies in office unless another state of the mandate is asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("mandate") else rows.serving()

    def by_level(self, rows, name, value):
        """Keep deputies with a mandate in force at this level."""
        return rows.serving(value)

    def by_living(self, rows, name, value):
        """Keep those who live elsewhere, at home, outside the county, or nowhere known."""
        if value == "elsewhere":
            return rows.living_elsewhere()
        if value == "outside":
            return rows.exclude(residence_outside="")
        if value == "unknown":
            return rows.filter(residence__isnull=True, residence_outside="")
        return rows.filter(residence__isnull=False).exclude(pk__in=rows.living_elsewhere().values("pk"))

    def by_county_town(self, rows, name, value):
        """Keep those who live in the county town, or do not."""
        return rows.in_county_town() if value == "true" else rows.exclude(residence__in_county_town=True)

    def by_age(self, rows, name, value):
        """Keep an age band, counted today."""
        today = timezone.localdate()
        young, old = today - timedelta(days=round(36 * 365.25)), today - timedelta(days=round(56 * 365.25))
        bands = {
            "35": Q(born_on__gt=young),
            "36-55": Q(born_on__lte=young, born_on__gt=old),
            "56": Q(born_on__lte=old),
        }
        return rows.filter(bands[value])

    def by_phone(self, rows, name, value):
        """Keep those with, or without, a phone."""
        return rows.exclude(phone_digest="") if value == "yes" else rows.filter(phone_digest="")

    def by_origin_kind(self, rows, name, value):
        """Keep those elected in towns and townships, or in streets and zones."""
        return (
            rows.filter(origin__kind__in=TOWNSHIPS) if value == "township" else rows.exclude(origin__kind__in=TOWNSHIPS)
        )

    def by_import(self, rows, name, value):
        """Keep those whom one import has entered or changed."""
        return rows.filter(
            pk__in=ImportRow.objects.filter(run__register="deputy-roster", run=value, object_id__isnull=False).values(
                "object_id"
            )
        )

    def by_mandate(self, rows, name, value):
        """Keep those without a mandate in force ("ended"), or everybody ("all")."""
        return rows if value == "all" else rows.out_of_office()
