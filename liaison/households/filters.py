"""How the registers of households, loads and proposals are narrowed."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter

from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.households.enums import RowChange
from liaison.households.models import DeputyPair, HouseholdPair
from liaison.households.queries import household_targets
from liaison.visits.models import VisitCampaign, households_in, visited_in
from liaison.visits.queries import quarter_of
from yunhe.areas.models import Area
from yunhe.web.lists.filters import Filters, HiddenIds, OneOf, PointFilter, UnitFilter


def _met_this_quarter(rows: QuerySet) -> QuerySet:
    return rows.met_since(quarter_of(timezone.localdate())[0])


def _campaign(label: str, method: str) -> django_filters.ModelChoiceFilter:
    none = VisitCampaign.objects.none()
    return django_filters.ModelChoiceFilter(label=label, queryset=none, method=method, empty_label="不限")


class HouseholdFilter(Filters):
    """Pairing, places, care."""

    paired = OneOf(
        "结对",
        none=("无人联系", lambda rows: rows.unpaired()),
        one=("已结对", lambda rows: rows.paired()),
        double=("重复结对", lambda rows: rows.doubled()),
        gone=("代表已不在任", lambda rows: rows.left_alone()),
    )
    unit = UnitFilter("village", label="户籍乡镇", empty_label="全部")
    village = PointFilter("village", label="户籍村")
    community = PointFilter("community", label="现居住社区")
    deputy = django_filters.ModelChoiceFilter(
        label="联系代表", queryset=Deputy.objects.none(), method="by_deputy", empty_label="全部"
    )
    visited = OneOf(
        "走访",
        quarter=("本季度已联系", _met_this_quarter),
        due=("本季度未联系", lambda rows: rows.exclude(pk__in=_met_this_quarter(rows).values("pk"))),
        ever=("联系过", lambda rows: rows.exclude(pk__in=rows.never_met().values("pk"))),
        never=("从未联系", lambda rows: rows.never_met()),
    )
    care = OneOf("重点关心", true=("是", lambda rows: rows.filter(care=True)))
    campaign = _campaign("大走访", "by_campaign")
    left = _campaign("大走访未走访", "by_left")
    wanted = _campaign("大走访要走访", "by_wanted")
    place = OneOf("现居住地", none=("县外或未登记", lambda rows: rows.filter(community__isnull=True)))
    led = HiddenIds("leader", "县代表编号", method="by_leader")
    kept = OneOf(
        "登记",
        unless=("在册", lambda rows: rows.current()),
        closed=("已停止登记", lambda rows: rows.filter(closed_on__isnull=False)),
        all=("全部", lambda rows: rows),
    )

    def __init__(self, *args, **kwargs):
        """Offer the deputies and campaigns that whoever looks may see."""
        super().__init__(*args, **kwargs)
        pairs = HouseholdPair.objects.open().visible_to(self.user).values("deputy")
        self.filters["deputy"].queryset = Deputy.objects.filter(pk__in=pairs).order_by("name_pinyin", "pk")
        for name in ("campaign", "left", "wanted"):
            self.filters[name].queryset = VisitCampaign.objects.visible_to(self.user)

    def by_deputy(self, rows, name, value):
        return rows.filter(pk__in=HouseholdPair.objects.open().filter(deputy=value).values("household"))

    def by_campaign(self, rows, name, value):
        return rows.filter(pk__in=visited_in(value).values("household"))

    def by_wanted(self, rows, name, value):
        """Keep the households that a campaign is to visit."""
        return rows.filter(pk__in=households_in(value).values("pk"))

    def by_leader(self, rows, name, leaders):
        """Keep the households of the township deputies whom a county deputy leads."""
        members = DeputyPair.objects.open().filter(leader__in=leaders).values("member")
        return rows.filter(pk__in=HouseholdPair.objects.open().filter(deputy__in=members).values("household"))

    def by_left(self, rows, name, value):
        """Keep the households that a campaign has still to visit."""
        wanted, visited = households_in(value).values("pk"), visited_in(value).values("household")
        return rows.filter(pk__in=wanted).exclude(pk__in=visited)


def _unled(rows: QuerySet) -> QuerySet:
    """Keep deputies without a county deputy who are not county deputies themselves."""
    led, leading = DeputyPair.objects.open().values("member"), Deputy.objects.serving(CongressLevel.COUNTY).values("pk")
    return rows.exclude(pk__in=led).exclude(pk__in=leading)


class LoadFilter(Filters):
    unit = UnitFilter(
        "origin", label="乡镇", queryset=lambda request: Area.objects.townships().current(), empty_label="全部"
    )
    load = OneOf(
        "联系户数",
        none=("没有联系户", lambda rows: rows.filter(load=0)),
        under=("不足下限", lambda rows: rows.filter(load__lt=household_targets().low)),
        within=("在目标内", lambda rows: rows.filter(load__range=(household_targets().low, household_targets().high))),
        over=("超过上限", lambda rows: rows.filter(load__gt=household_targets().high)),
    )
    leader = OneOf("县代表结对", none=("没有县代表", _unled))
    led = HiddenIds("leader", "县代表编号", method="by_leader")

    def by_leader(self, rows, name, leaders):
        """Keep the deputies whom a county deputy leads."""
        return rows.filter(pk__in=DeputyPair.objects.open().filter(leader__in=leaders).values("member"))


class ProposalRowFilter(Filters):
    """Changes and places of a proposal's lines."""

    change = ChoiceFilter(label="变动", choices=RowChange, empty_label="全部")
    village = PointFilter("household__village", label="户籍村")
    link = OneOf(
        "哪一层",
        empty_label="全部",
        households=("乡镇代表—联系户", lambda rows: rows.filter(member__isnull=True)),
        members=("县代表—乡镇代表", lambda rows: rows.filter(member__isnull=False)),
    )
    waiting = OneOf(
        "采纳",
        waiting=("待采纳", lambda rows: rows.waiting()),
        taken=("已采纳", lambda rows: rows.filter(taken_at__isnull=False)),
        stale=("情况已变", lambda rows: rows.filter(is_stale=True)),
    )

    def __init__(self, *args, **kwargs):
        """Offer the villages that the lines speak of."""
        super().__init__(*args, **kwargs)
        spoken_of = self.queryset.order_by().values("household__village")
        self.filters["village"].queryset = Area.objects.filter(pk__in=spoken_of)
