"""A round as a list."""

from datetime import date

from django.utils import timezone
from django.utils.html import format_html

from deputies.people.querysets import named
from deputies.people.tables import person
from liaison.ledger.enums import EntryState
from liaison.ledger.facts import difference
from liaison.ledger.filters import LedgerEntryFilter
from liaison.ledger.models import LedgerEntry
from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.web.lists.columns import Column, field, state
from yunhe.web.lists.listing import BulkAction, Empty, Listing, Search
from yunhe.web.templatetags.ui import badge


def changed_fields(entry: LedgerEntry) -> str:
    """Return the labels of what the deputy corrected, "无变化", or "" before the confirmation."""
    if not entry.confirmed:
        return ""
    rows = difference(entry.facts, entry.confirmed)
    corrected = entry.confirmed.get("corrected", ())
    return "、".join(row["label"] for row in rows if row["changed"] or row["key"] in corrected) or "无变化"


def change_cell(entry: LedgerEntry) -> str:
    """Return what changed behind a badge that stands out, or plain words."""
    words = changed_fields(entry)
    return format_html("{} {}", badge("更正", "warning"), words) if words not in ("", "无变化") else words or "—"


def confirmed_on(entry: LedgerEntry) -> date | None:
    """Return the day of the confirmation, None before it."""
    return timezone.localdate(entry.confirmed_at) if entry.confirmed_at else None


def timeliness(entry: LedgerEntry) -> str:
    """Return 逾期, 逾期完成 or ""."""
    return "逾期" if entry.is_overdue else "逾期完成" if entry.was_late else ""


def lateness(entry: LedgerEntry) -> tuple[str, str] | None:
    """Return the badge beside the state of a line that is or was late."""
    late = timeliness(entry)
    return (late, "danger" if entry.is_overdue else "muted") if late else None


class EntryListing(Listing):
    """The lines of one round in the user's scope."""

    name = "ledger"
    title = "流动代表台账"
    filterset_class = LedgerEntryFilter
    search = Search("代表姓名、拼音或首字母", named("deputy"))
    columns = (
        Column("number", "编号", "number", sort=("origin__order", "number"), number=True, shown=False),
        person("name", "代表", "deputy", is_title=True),
        Column("origin", "流出地", "origin.name", sort=("origin__order", "deputy__name_pinyin")),
        Column("residence", "去向", "deputy.residence_label", sort=("residence__order", "community__order")),
        state(beside=lateness),
        Column("changes", "与档案相比", changed_fields, cell=change_cell),
        field("completeness", "完整度%", cell=lambda row: f"{row.completeness}%", number=True),
        Column("confirmed_at", "确认日期", confirmed_on, sort=("confirmed_at",)),
        Column("confirmed_by", "确认人", "confirmed_by", shown=False),
        Column("on_behalf", "代为确认原因", "on_behalf_reason", shown=False),
        Column("countersigned_by", "会签人", "countersigned_by"),
        field("countersigned_at", "会签时间", shown=False),
        Column("timeliness", "期限", timeliness, shown=False),
        Column("role_played", "作用发挥情况", "role_played", shown=False),
        Column("remark", "流入地备注", "residence_remark", shown=False),
    )
    default_sort = "origin"
    empty = Empty("本轮没有您辖区的代表", "住在别处的代表会自动列入。代表的现居住地在代表档案里登记。")

    @property
    def bulk(self):
        """Countersigning, for the offices that keep a register, while lines wait for it."""
        if not scope_of(self.user).has_role(Role.OFFICE_STAFF, Role.COUNTY_OFFICE):
            return []
        waiting = any(row.state == EntryState.CONFIRMED for row in self.page.rows)
        return super().bulk if waiting else []

    bulk_actions = (BulkAction("会签无变化的条目", "ledger:countersign-many", icon="check", kind="primary"),)

    def rows(self):
        """Return the lines of the round in scope."""
        return (
            LedgerEntry.objects.visible_to(self.user)
            .filter(round__half=self.params["half"])
            .select_related("round", "deputy__residence__unit", "origin", "residence", "community")
        )
