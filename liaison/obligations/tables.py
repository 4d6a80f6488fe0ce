"""Obligations and rules as lists."""

from typing import Any

from django.db.models import Count
from django.utils.html import format_html

from liaison.obligations.enums import Standing
from liaison.obligations.filters import ObligationFilter, ObligationTemplateFilter
from liaison.obligations.models import Obligation, ObligationTemplate
from yunhe.web.lists.columns import Column, choice, field
from yunhe.web.lists.listing import Empty, Listing, Search
from yunhe.web.templatetags.ui import badge


def standing_label(obligation: Any) -> str:
    """Return how the obligation (with its standing) stands, for people."""
    return str(Standing(obligation.standing).label)


def standing_cell(obligation: Any) -> str:
    """Return how the obligation stands as a badge; one that was sent back says so."""
    shown = badge(standing_label(obligation), Standing(obligation.standing).tone)
    return format_html("{} {}", shown, badge("退回重办", "danger")) if obligation.state == "reopened" else shown


class ObligationListing(Listing):
    name = "obligations"
    title = "工作任务"
    filterset_class = ObligationFilter
    search = Search("任务、依据或团队", "title__contains", "template__source__contains", "team__name__contains")
    default_sort = "due_on"
    columns = (
        Column("title", "任务", "title", sort=("title", "due_on"), is_title=True),
        Column("owed", "由谁完成", "owed_label", sort=("unit__order", "due_on")),
        Column("period", "期次", "period_label", sort=("period_from", "due_on")),
        Column("due_on", "期限", "due_on", sort=("due_on", "unit__order")),
        Column("standing", "完成情况", standing_label, cell=standing_cell, sort=("standing", "due_on")),
        field("done_on", "完成日期"),
        Column("evidence", "佐证", "pieces", number=True),
        Column("owner", "负责人", "owner.name", shown=False),
        Column("source", "依据", "template.source", shown=False),
        Column("closed_by", "登记人", "closed_by", shown=False),
        Column("note", "完成情况说明", "note", shown=False),
        Column("reason", "免办或退回原因", "reason", shown=False),
    )
    empty = Empty(
        "没有工作任务", "任务按全县规定和本单位、团队的规定每天自动生成。", "obligations:template-list", "查看任务规定"
    )

    def rows(self):
        """Return obligations in scope with how they stand."""
        rows = Obligation.objects.visible_to(self.user).with_standing().annotate(pieces=Count("evidence"))
        return rows.select_related("template", "unit", "partner", "team", "owner")


class ObligationTemplateListing(Listing):
    """Rules that bind the user's offices, the newest version of each."""

    name = "obligation-rules"
    title = "任务规定"
    filterset_class = ObligationTemplateFilter
    search = Search("任务或依据", "title__contains", "source__contains")
    columns = (
        field("title", "任务", is_title=True),
        Column("owed", "由谁完成", "owed_label"),
        Column("frequency", "频次", "frequency_label", sort=("frequency", "times")),
        Column("due", "期限", "due_label"),
        choice("evidence", "佐证"),
        field("source", "依据"),
        Column("area", "规定单位", "area.name", sort=("area__order", "pk"), shown=False),
        field("lead", "提前提醒（天）", "lead_days", number=True, shown=False),
        Column("version", "版本", "version", number=True, shown=False),
        field("since", "起用日期", shown=False),
        field("until", "停用日期", shown=False),
    )
    empty = Empty(
        "没有任务规定",
        "全县的规定每天自动装入；本单位和团队也可以制定自己的。",
        "obligations:template-create",
        "制定规定",
    )

    def rows(self):
        """Return the rules in scope."""
        return ObligationTemplate.objects.visible_to(self.user).current().select_related("area", "team")
