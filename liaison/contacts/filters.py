"""Narrowing of the lists."""

import django_filters

from deputies.models import Deputy
from liaison.contacts.models import Household, HouseholdPair
from yunhe.areas.models import Area

PAIRED = (("none", "无人联系"), ("one", "已结对"), ("double", "重复结对"))


class HouseholdFilter(django_filters.FilterSet):
    """Pairing, places, care."""

    paired = django_filters.ChoiceFilter(label="结对", choices=PAIRED, method="by_pairs", empty_label="不限")
    unit = django_filters.ModelChoiceFilter(
        label="户籍乡镇", queryset=Area.objects.units().current(), field_name="village__unit", empty_label="全部"
    )
    village = django_filters.ModelChoiceFilter(
        label="户籍村", queryset=Area.objects.points().current(), empty_label="全部"
    )
    community = django_filters.ModelChoiceFilter(
        label="现居住社区", queryset=Area.objects.points().current(), empty_label="全部"
    )
    deputy = django_filters.ModelChoiceFilter(
        label="联系代表", queryset=Deputy.objects.none(), method="by_deputy", empty_label="全部"
    )
    care = django_filters.ChoiceFilter(
        label="重点关心", choices=(("true", "是"),), field_name="care", empty_label="不限"
    )
    kept = django_filters.ChoiceFilter(
        label="登记", choices=(("closed", "已停止登记"), ("all", "全部")), method="by_kept", empty_label="在册"
    )

    class Meta:
        model = Household
        fields = ("paired", "unit", "village", "community")

    def __init__(self, *args, user=None, **kwargs):
        """user: whose deputies are offered."""
        super().__init__(*args, **kwargs)
        pairs = HouseholdPair.objects.open().visible_to(user).values("deputy")
        self.filters["deputy"].queryset = Deputy.objects.filter(pk__in=pairs).order_by("name_pinyin", "pk")

    def filter_queryset(self, queryset):
        """Keep current households unless others are asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("kept") else rows.current()

    def by_pairs(self, rows, name, value):
        """Keep those without, with, or with more than one deputy."""
        return {"none": rows.unpaired, "one": rows.paired, "double": rows.doubled}[value]()

    def by_deputy(self, rows, name, value):
        """Keep the households of one deputy."""
        return rows.filter(pk__in=HouseholdPair.objects.open().filter(deputy=value).values("household"))

    def by_kept(self, rows, name, value):
        """Keep closed households, or all."""
        return rows if value == "all" else rows.filter(closed_on__isnull=False)
