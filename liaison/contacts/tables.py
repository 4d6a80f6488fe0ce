"""The lists of contacts."""

from functools import cached_property

from django.db.models import Prefetch, Q

from liaison.contacts.filters import HouseholdFilter
from liaison.contacts.models import Household, HouseholdPair, head_digest, household_phone_digest
from yunhe.web.columns import Column
from yunhe.web.listing import Empty, Listing
from yunhe.web.templatetags.ui import badge


def deputies_label(household: Household) -> str:
    """Return the names of those who keep in touch; needs `open_pairs` prefetched."""
    return "、".join(pair.deputy.name for pair in household.open_pairs)


def _deputies_cell(household: Household) -> str:
    if not household.open_pairs:
        return badge("无人联系", "warning")
    if len(household.open_pairs) > 1:
        return badge(f"重复：{deputies_label(household)}", "danger")
    return deputies_label(household)


class HouseholdListing(Listing):
    """Households from, or living in, the user's area."""

    name = "households"
    title = "联系户"
    filterset_class = HouseholdFilter
    search_label = "户主全名或电话号码"
    default_sort = "village"
    columns = (
        Column("head", "户主", "masked_head", is_title=True),
        Column("unit", "户籍乡镇", "village.unit.name", sort=("village__unit__order",), shown=False),
        Column("village", "户籍村", "village.short_name", sort=("village__path",)),
        Column("place", "现居住地", "place_label", sort=("community__path", "outside")),
        Column("deputy", "联系代表", deputies_label, cell=_deputies_cell),
        Column("members", "人口", "members", sort=("members",), number=True),
        Column(
            "care", "重点关心", "care", cell=lambda row: badge("重点", "warning") if row.care else "", sort=("care",)
        ),
        Column("phone", "电话", "masked_phone", shown=False),
        Column("moved_on", "搬迁日期", "moved_on", sort=("moved_on",), shown=False),
        Column("remark", "备注", "remark", shown=False),
    )
    empty = Empty("没有符合条件的联系户", "放宽条件，或导入联系户名册、结对表。", "imports:import-create", "导入表格")

    @cached_property
    def filterset(self):
        """The bound filterset; it needs to know whose deputies are offered."""
        return self.filterset_class(data=self.query, queryset=self.rows(), user=self.user)

    def rows(self):
        """Return households in scope with their open pairs."""
        pairs = HouseholdPair.objects.open().select_related("deputy").order_by("began_on", "pk")
        return (
            Household.objects.visible_to(self.user)
            .select_related("village__unit", "community__unit")
            .prefetch_related(Prefetch("pairs", pairs, to_attr="open_pairs"))
        )

    def search(self, rows, text):
        """Match the whole name of the head or the whole phone: both are encrypted."""
        phone = household_phone_digest(text)
        return rows.filter(Q(head_digest=head_digest(text)) | (Q(phone_digest=phone) if phone else Q(pk__in=[])))
