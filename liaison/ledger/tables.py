"""A round as a list."""

from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html

from liaison.ledger.enums import EntryState
from liaison.ledger.facts import difference
from liaison.ledger.filters import LedgerEntryFilter
from liaison.ledger.models import LedgerEntry
from yunhe.web.columns import Column
from yunhe.web.listing import BulkAction, Empty, Listing
from yunhe.web.templatetags.ui import badge, state_badge


def changed_fields(entry: LedgerEntry) -> str:
    """Return the labels of what the deputy corrected, "无变化", or "" before the confirmation."""
    if not entry.confirmed:
        return ""
    labels = [row["label"] for row in difference(entry.facts, entry.confirmed) if row["changed"]]
    return "、".join(labels) or "无变化"


def state_cell(entry: LedgerEntry) -> str:
    """Return the state's badge, and that it is late."""
    late = entry.round.closes_on < timezone.localdate() and entry.state in (EntryState.OPEN, EntryState.CONFIRMED)
    return format_html("{} {}", state_badge(entry), badge("逾期", "danger") if late else "")


class EntryListing(Listing):
    """The lines of one round in the user's scope."""

    name = "ledger"
    title = "流动代表台账"
    filterset_class = LedgerEntryFilter
    search_label = "代表姓名、拼音或首字母"
    columns = (
        Column("name", "代表", "deputy.name", sort=("deputy__name_pinyin",), is_title=True),
        Column("origin", "流出地", "origin.name", sort=("origin__order",)),
        Column("residence", "去向", "deputy.residence_label", sort=("residence__order",)),
        Column("state", "状态", "get_state_display", cell=state_cell, sort=("state",)),
        Column("changes", "与上次相比", changed_fields),
        Column("confirmed_at", "确认时间", "confirmed_at", sort=("confirmed_at",)),
        Column("confirmed_by", "确认人", "confirmed_by", shown=False),
        Column("countersigned_by", "会签人", "countersigned_by"),
        Column("countersigned_at", "会签时间", "countersigned_at", sort=("countersigned_at",), shown=False),
        Column("role_played", "作用发挥情况", "role_played", shown=False),
    )
    bulk_actions = (BulkAction("会签无变化的条目", "ledger:countersign-many", icon="check", kind="primary"),)
    empty = Empty("没有符合条件的条目", "放宽条件再看。")

    def rows(self):
        """Return the lines of the round in scope."""
        return (
            LedgerEntry.objects.visible_to(self.user)
            .filter(round__half=self.params["half"])
            .select_related("round", "deputy__residence__unit", "origin", "residence", "community")
        )

    def search(self, rows, text):
        """Match name, pinyin or initials."""
        return rows.filter(
            Q(deputy__name__contains=text)
            | Q(deputy__name_initials__startswith=text.lower())
            | Q(deputy__name_pinyin__contains=text.lower())
        )
