"""Columns of the registers of visits and findings."""

from deputies.people.tables import by_name, person
from liaison.visits.filters import FindingFilter, VisitFilter
from liaison.visits.models import Visit, VisitFinding
from yunhe.web.lists.columns import Column, choice, field
from yunhe.web.lists.listing import Empty, Listing
from yunhe.web.lists.newest import NewestFirst
from yunhe.web.templatetags.ui import state_badge


class VisitListing(NewestFirst):
    name = "visits"
    title = "走访记录"
    filterset_class = VisitFilter
    search = by_name("deputy")
    default_sort = "-on"
    moment, since, until = "on", "since", "until"
    columns = (
        Column("head", "联系户", "household.masked_head", is_title=True),
        Column("village", "户籍村", "household.village.short_name", sort=("household__village__path",)),
        Column("place", "现居住地", "household.place_label"),
        person("deputy", "代表", "deputy"),
        field("on", "日期"),
        choice("way", "方式"),
        Column("outcome", "结果", "get_outcome_display", cell=lambda row: state_badge(row, "outcome")),
        Column("by", "记录人", "recorded_by", shown=False),
    )
    empty = Empty("还没有走访记录", "代表在手机“我的选民”里点一下就能记下，也可以在联系户页面代记。")
    source = Visit.objects.select_related("household__village", "household__community__unit", "deputy")

    def url(self, row):
        """Open the household."""
        return row.household.get_absolute_url()


class FindingListing(Listing):
    name = "findings"
    title = "走访发现"
    filterset_class = FindingFilter
    default_sort = "-at"
    columns = (
        Column("text", "问题", lambda row: row.text[:40], is_title=True),
        choice("category", "类别"),
        Column("village", "户籍村", "visit.household.village.short_name"),
        Column("place", "现居住地", "visit.household.place_label"),
        Column("deputy", "代表", "visit.deputy.name"),
        field("at", "登记时间", "found_at"),
        Column(
            "state",
            "办理情况",
            lambda row: row.concern.get_state_display() if row.concern else row.get_state_display(),
            cell=lambda row: state_badge(row.concern or row),
            sort=("concern__state", "state"),
        ),
        Column("number", "诉求编号", "concern.spoken_number", sort=("concern__number",)),
        Column("lead", "牵头单位", "concern.lead.name", sort=("concern__lead__order",), shown=False),
        Column("result", "办理结果", "concern.get_result_display", sort=("concern__result",)),
    )
    empty = Empty("走访还没有发现问题", "走访时发现的问题，在记下走访之后点“发现问题”登记。")
    source = VisitFinding.objects.select_related(
        "visit__household__village", "visit__household__community__unit", "visit__deputy", "concern__lead"
    )
