"""The list of what Party committees have decided."""

from functools import cached_property

from django.urls import reverse

from liaison.annual_reports import policies
from liaison.annual_reports.filters import DecisionFilter
from liaison.annual_reports.models import AnnualReport, Decision
from yunhe.kit.refusals import is_allowed
from yunhe.web.lists.columns import Column, state, unit
from yunhe.web.lists.listing import Empty, Listing, Search


class DecisionListing(Listing):
    """Decisions on the reports of the user's offices, and those that an office of the user carries out."""

    name = "decisions"
    title = "批复事项"
    filterset_class = DecisionFilter
    search = Search("事项或落实情况", "text__contains", "result__contains")
    default_sort = "state"
    columns = (
        Column("text", "事项", "text", is_title=True),
        Column("report", "来自", "report"),
        unit("owner", "落实单位"),
        Column("due_on", "期限", "due_on", sort=("due_on",)),
        state(beside=lambda row: ("已逾期", "danger") if row.is_late else None, sort=("-state", "due_on")),
        Column("result", "落实情况", "result", shown=False),
        Column("done_on", "落实日期", "done_on", sort=("done_on",), shown=False),
    )
    empty = Empty("还没有批复事项", "请示汇报得到批复后，在汇报页面登记决定了什么、由谁落实。")
    source = Decision.objects.select_related("report__area__parent", "owner")

    @cached_property
    def _readable(self) -> set[int]:
        """The reports that the user reads."""
        return set(AnnualReport.objects.visible_to(self.user).values_list("pk", flat=True))

    def url(self, row):
        """Open the page on which it is carried out, where the user may; else the report, where the user reads it."""
        if is_allowed(policies.can_move_decision, self.user, row, "finish"):
            return reverse("annual_reports:decision-move", args=[row.pk, "finish"])
        return row.get_absolute_url() if row.report_id in self._readable else ""
