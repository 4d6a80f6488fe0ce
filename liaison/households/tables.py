"""Columns of the registers of households, loads and proposals."""

from django.db.models import BooleanField, Case, Prefetch, Q, When
from django.urls import reverse
from django.utils.html import format_html

from deputies.people.tables import by_name, person
from liaison.households.enums import RowChange
from liaison.households.filters import HouseholdFilter, LoadFilter, ProposalRowFilter
from liaison.households.models import Household, HouseholdPair, ProposalRow, head_digest, household_phone_digest
from liaison.households.queries import household_targets, loads_of
from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.words import listed
from yunhe.web.lists.columns import Column, counted, field
from yunhe.web.lists.listing import BulkAction, Empty, Listing, Search
from yunhe.web.templatetags.ui import badge


def deputies_label(household: Household) -> str:
    """Return the names of those who keep in touch; needs `open_pairs` prefetched."""
    return listed(pair.deputy.name for pair in household.open_pairs)


def _deputies_cell(household: Household) -> str:
    if not household.open_pairs:
        return badge("无人联系", "warning")
    if len(household.open_pairs) > 1:
        return badge(f"重复：{deputies_label(household)}", "danger")
    return deputies_label(household)


def _last_met(household: Household) -> str:
    return household.last_met.isoformat() if household.last_met else badge("从未联系", "warning")


def _whole(text: str) -> Q:
    """Return the condition that head or phone is `text` as a whole: both are encrypted."""
    phone = household_phone_digest(text)
    return Q(head_digest=head_digest(text)) | (Q(phone_digest=phone) if phone else Q(pk__in=[]))


class HouseholdListing(Listing):
    """Households from, or living in, the user's area."""

    name = "households"
    title = "联系户"
    filterset_class = HouseholdFilter
    search = Search("户主全名或电话号码", _whole)
    default_sort = "village"
    columns = (
        Column("head", "户主", "masked_head", is_title=True),
        Column("unit", "户籍乡镇", "village.unit.name", sort=("village__unit__order",), shown=False),
        Column("village", "户籍村", "village.short_name", sort=("village__path",)),
        Column("place", "现居住地", "place_label", sort=("community__path", "outside")),
        Column("deputy", "联系代表", deputies_label, cell=_deputies_cell),
        field("last_met", "最近联系", cell=lambda row: _last_met(row)),
        counted("members", "人口"),
        field("care", "重点关心", cell=lambda row: badge("重点", "warning") if row.care else ""),
        Column("phone", "电话", "masked_phone", shown=False),
        field("moved_on", "搬迁日期", shown=False),
        Column("remark", "备注", "remark", shown=False),
    )
    empty = Empty("没有符合条件的联系户", "放宽条件，或导入联系户名册、结对表。", "imports:import-create", "导入表格")

    def rows(self):
        """Return households in scope with their open pairs."""
        pairs = HouseholdPair.objects.open().select_related("deputy").order_by("began_on", "pk")
        return (
            Household.objects.visible_to(self.user)
            .with_last_met()
            .select_related("village__unit", "community__unit")
            .prefetch_related(Prefetch("pairs", pairs, to_attr="open_pairs"))
        )


def load_badge(load: int) -> str:
    """Return what a number of households means against the targets."""
    targets = household_targets()
    if load > targets.high:
        return badge(f"超过 {targets.high} 户", "danger")
    return badge("合适", "success") if load >= targets.low else badge(f"不足 {targets.low} 户", "warning")


class DeputyLoadListing(Listing):
    """Township deputies with how many households each keeps in touch with."""

    name = "deputy-loads"
    title = "代表联系户数"
    filterset_class = LoadFilter
    search = by_name()
    default_sort = "-load"
    columns = (
        person("name", "乡镇代表", is_title=True),
        Column("unit", "乡镇", "origin.name", sort=("origin__order",)),
        Column("residence", "现居住地", "residence_label", sort=("residence__path",)),
        Column("leader", "结对县代表", lambda row: row.leader_name or "", sort=("leader_name",)),
        field("load", "联系户数", cell=lambda row: _load_link(row), number=True),
        Column("state", "与目标比", lambda row: "", cell=lambda row: load_badge(row.load)),
    )
    empty = Empty("没有符合条件的代表", "放宽条件，或先导入代表名册。")

    def rows(self):
        """Return serving township deputies in scope with their load and county deputy."""
        own = scope_of(self.user).areas(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
        return loads_of(Area.objects.within(*own).townships())

    def url(self, row):
        """Open the page on which the county deputy of this one is arranged."""
        return reverse("households:deputy-contacts", args=[row.pk])


def _load_link(deputy) -> str:
    address = f"{reverse('households:household-list')}?deputy={deputy.pk}"
    return format_html('<a href="{}">{}</a>', address, deputy.load)


CHANGE_TONES = {
    RowChange.NEW: "success",
    RowChange.CHANGED: "warning",
    RowChange.ENDED: "danger",
    RowChange.KEPT: "muted",
    RowChange.UNCOVERED: "danger",
}


class ProposalRowListing(Listing):
    """The lines of one proposal; `proposal` is its primary key."""

    name = "proposal-rows"
    title = "结对方案明细"
    filterset_class = ProposalRowFilter
    default_sort = "change"
    columns = (
        Column("head", "联系户 / 乡镇代表", lambda row: _thing(row), is_title=True),
        Column("village", "户籍村", lambda row: _home(row), sort=("household__village__path",)),
        Column("place", "现居住地", lambda row: _place(row)),
        Column("current", "现联系代表", "current_names"),
        person("deputy", "拟联系代表", "deputy"),
        Column("near", "远近", lambda row: NEARNESS[row.distance] if row.deputy_id else "", sort=("distance",)),
        Column(
            "change",
            "变动",
            "get_change_display",
            cell=lambda row: badge(row.get_change_display(), CHANGE_TONES[RowChange(row.change)]),
            sort=("is_settled", "change"),
        ),
        Column("taken", "采纳", lambda row: _taken(row), sort=("taken_at",)),
    )
    bulk_actions = (BulkAction("采纳所选", "households:proposal-accept", icon="check", kind="primary"),)
    empty = Empty("没有符合条件的明细", "放宽条件。")

    def rows(self):
        """Return the lines in scope; those that change nothing come last."""
        related = ("household__village", "household__community__unit", "member__residence__unit", "deputy")
        rows = ProposalRow.objects.visible_to(self.user).filter(proposal=self.params["proposal"])
        settled = Case(When(change=RowChange.KEPT, then=True), default=False, output_field=BooleanField())
        return rows.select_related(*related).annotate(is_settled=settled)


NEARNESS = ("同村同社区", "同社区", "同村", "同街道", "本乡镇")


def _thing(row: ProposalRow) -> str:
    return row.household.masked_head if row.household else f"{row.member.name}（乡镇代表）"


def _home(row: ProposalRow) -> str:
    return row.household.village.short_name if row.household else ""


def _place(row: ProposalRow) -> str:
    return row.household.place_label if row.household else row.member.residence_label


def _taken(row: ProposalRow) -> str:
    if row.is_stale:
        return "情况已变"
    return "已采纳" if row.taken_at else "待采纳" if row.may_be_taken else ""
