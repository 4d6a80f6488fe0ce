"""The board as a list. Nothing is decrypted for it."""

from functools import cached_property

from django.http import QueryDict

from deputies.people.querysets import named
from deputies.people.tables import person
from liaison.discrepancies.enums import DiscrepancyState
from liaison.discrepancies.filters import DiscrepancyFilter
from liaison.discrepancies.models import Discrepancy
from yunhe.web.lists.columns import Column, choice, field, state
from yunhe.web.lists.listing import Empty, Listing, Search


def waits_for(row: Discrepancy) -> str:
    """Return who settles an open one."""
    return row.settlers_label if row.state == DiscrepancyState.OPEN else ""


class DiscrepancyListing(Listing):
    """Discrepancies of the registrations in scope, longest first."""

    name = "discrepancies"
    title = "信息不一致"
    filterset_class = DiscrepancyFilter
    search = Search("代表姓名、拼音或首字母", named("registration__deputy"))
    default_sort = "days"
    columns = (
        person("name", "代表", "registration.deputy", is_title=True),
        choice("fact", "事项"),
        Column("positions", "各方说法", "positions_label"),
        Column("days", "已有多久", "days_label", sort=("since",)),
        Column("waits", "等谁核定", waits_for),
        state(beside=lambda row: ("逾期", "danger") if row.is_late else None),
        Column("origin", "流出地", "registration.origin.name", sort=("registration__origin__order",)),
        Column("residence", "流入地", "registration.residence.name", sort=("registration__residence__order",)),
        Column("community", "社区（村）", "registration.community.short_name", shown=False),
        field("since", "不一致起始", shown=False),
        field("due_on", "核定期限", shown=False),
        Column("settled", "核定内容", "settled_shown", shown=False),
        Column("settled_by", "核定人", "settled_by", shown=False),
    )
    empty = Empty("没有不一致的信息", "流出地、流入地、社区和代表本人的说法都一致；一有不同会自动列在这里。")

    @cached_property
    def filterset(self):
        """The bound filterset. Without any condition the open ones are shown."""
        return self.filterset_class(data=self.query or QueryDict("state=open"), queryset=self.rows(), user=self.user)

    def rows(self):
        """Return discrepancies in scope; the encrypted value stays in the database."""
        related = [f"registration__{name}" for name in ("deputy", "origin", "residence", "community")]
        return (
            Discrepancy.objects.visible_to(self.user)
            .select_related(*related)
            .defer(
                "settled_value",
                "registration__address",
                *[f"registration__deputy__{name}" for name in ("phone", "short_phone", "address", "id_number")],
            )
        )
