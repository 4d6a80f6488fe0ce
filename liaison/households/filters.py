"""How the registers of households, loads and proposals are narrowed."""

import django_filters
from django.utils import timezone

from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.households.enums import RowChange
from liaison.households.models import DeputyPair, Household, HouseholdPair, ProposalRow
from liaison.households.queries import household_targets
from liaison.visits.models import VisitCampaign, households_in, visited_in
from liaison.visits.queries import quarter_of
from yunhe.areas.models import Area

LOADS = (("none", "没有联系户"), ("under", "不足下限"), ("within", "在目标内"), ("over", "超过上限"))


VISITED = (
    ("quarter", "本季度已联系"),
    ("due", "本季度未联系"),
    ("ever", "联系过"),
    ("never", "从未联系"),
)


PAIRED = (("none", "无人联系"), ("one", "已结对"), ("double", "重复结对"), ("gone", "代表已不在任"))


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
    visited = django_filters.ChoiceFilter(label="走访", choices=VISITED, method="by_visits", empty_label="不限")
    care = django_filters.ChoiceFilter(
        label="重点关心", choices=(("true", "是"),), field_name="care", empty_label="不限"
    )
    campaign = django_filters.ModelChoiceFilter(
        label="大走访", queryset=VisitCampaign.objects.none(), method="by_campaign", empty_label="不限"
    )
    left = django_filters.ModelChoiceFilter(
        label="大走访未走访", queryset=VisitCampaign.objects.none(), method="by_left", empty_label="不限"
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
        for name in ("campaign", "left"):
            self.filters[name].queryset = VisitCampaign.objects.visible_to(user)

    def filter_queryset(self, queryset):
        """Keep current households unless others are asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("kept") else rows.current()

    def by_pairs(self, rows, name, value):
        """Keep those without, with, or with more than one deputy."""
        return {"none": rows.unpaired, "one": rows.paired, "double": rows.doubled, "gone": rows.left_alone}[value]()

    def by_deputy(self, rows, name, value):
        """Keep the households of one deputy."""
        return rows.filter(pk__in=HouseholdPair.objects.open().filter(deputy=value).values("household"))

    def by_visits(self, rows, name, value):
        """Keep households met this quarter or not, ever or never."""
        met = rows.met_since(quarter_of(timezone.localdate())[0])
        if value == "quarter":
            return met
        if value == "due":
            return rows.exclude(pk__in=met.values("pk"))
        return rows.never_met() if value == "never" else rows.exclude(pk__in=rows.never_met().values("pk"))

    def by_campaign(self, rows, name, value):
        """Keep the households visited in a campaign."""
        return rows.filter(pk__in=visited_in(value).values("household"))

    def by_left(self, rows, name, value):
        """Keep the households that a campaign has still to visit."""
        return rows.filter(pk__in=households_in(value).values("pk")).exclude(
            pk__in=visited_in(value).values("household")
        )

    def by_kept(self, rows, name, value):
        """Keep closed households, or all."""
        return rows if value == "all" else rows.filter(closed_on__isnull=False)


class LoadFilter(django_filters.FilterSet):
    """Townships and loads."""

    unit = django_filters.ModelChoiceFilter(
        label="乡镇", queryset=Area.objects.townships().current(), field_name="origin", empty_label="全部"
    )
    load = django_filters.ChoiceFilter(label="联系户数", choices=LOADS, method="by_load", empty_label="不限")
    leader = django_filters.ChoiceFilter(
        label="县代表结对", choices=(("none", "没有县代表"),), method="by_leader", empty_label="不限"
    )

    class Meta:
        model = Deputy
        fields = ("unit", "load", "leader")

    def by_load(self, rows, name, value):
        """Keep deputies with no, too few, enough or too many households."""
        targets = household_targets()
        bounds = {
            "none": {"load": 0},
            "under": {"load__lt": targets.low},
            "within": {"load__gte": targets.low, "load__lte": targets.high},
            "over": {"load__gt": targets.high},
        }
        return rows.filter(**bounds[value])

    def by_leader(self, rows, name, value):
        """Keep deputies without a county deputy who are not county deputies themselves."""
        led = DeputyPair.objects.open().values("member")
        return rows.exclude(pk__in=led).exclude(pk__in=Deputy.objects.serving(CongressLevel.COUNTY).values("pk"))


class ProposalRowFilter(django_filters.FilterSet):
    """Changes and places of a proposal's lines."""

    change = django_filters.ChoiceFilter(label="变动", choices=RowChange, empty_label="全部")
    village = django_filters.ModelChoiceFilter(
        label="户籍村", queryset=Area.objects.points().current(), field_name="household__village", empty_label="全部"
    )
    link = django_filters.ChoiceFilter(
        label="哪一层",
        choices=(("households", "乡镇代表—联系户"), ("members", "县代表—乡镇代表")),
        method="by_link",
        empty_label="全部",
    )
    waiting = django_filters.ChoiceFilter(
        label="采纳", choices=(("waiting", "待采纳"), ("taken", "已采纳"), ("stale", "情况已变")), method="by_state",
        empty_label="不限",
    )  # fmt: skip

    class Meta:
        model = ProposalRow
        fields = ("change", "village", "link", "waiting")

    def __init__(self, *args, unit=None, **kwargs):
        """unit: whose villages are offered."""
        super().__init__(*args, **kwargs)
        if unit is not None:
            self.filters["village"].queryset = Area.objects.within(unit).points().current()

    def by_link(self, rows, name, value):
        """Keep one of the two links."""
        return rows.filter(member__isnull=value == "households")

    def by_state(self, rows, name, value):
        """Keep lines that wait, were accepted, or no longer fit."""
        if value == "waiting":
            return rows.waiting()
        return rows.filter(taken_at__isnull=False) if value == "taken" else rows.filter(is_stale=True)
