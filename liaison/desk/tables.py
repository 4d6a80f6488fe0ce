"""The lists behind the figures of a county, as a higher office reads them: who and where, no phone, no file to open."""

from typing import Any

from django.http import Http404

from deputies.people.querysets import named
from deputies.people.tables import by_name, levels_of, person
from liaison.concerns.workflow.steps import RELATED
from liaison.desk.counties import FIGURES, CountyFigure
from liaison.obligations.tables import standing_cell, standing_label
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.web.lists.columns import Column, choice, field, state, unit
from yunhe.web.lists.listing import Empty, Listing, Search


def counties_below(user: Any, pk: int | None) -> list[Area]:
    """Return the county of key `pk`, without one all counties, that have let in the office of `user`. Raises Http404 for any other."""
    counties = [county for county in scope_of(user).counties_below if pk in (None, county.pk)]
    if not counties:
        raise Http404
    return counties


class OfCounties(Listing):
    """The rows of one figure (`params["figure"]`) of one county (`params["pk"]`), or of all below the user's office."""

    related: tuple[str, ...] = ()
    own_columns: tuple[Column, ...]
    empty = Empty("没有这样的记录", "目前没有这样的记录。", "counties", "回到各县概览")

    @property
    def figure(self) -> CountyFigure:
        """The figure that is listed."""
        return FIGURES[self.params["figure"]]

    @property
    def columns(self):
        """The columns of the register; over all counties the county of each row too: towns of two counties may be called alike."""
        return self.own_columns if self.params["pk"] else (*self.own_columns, Column("county", "县", self._county_of))

    def _county_of(self, row) -> str:
        area = getattr(row, self.figure.relation)
        return area.unit.parent.name if area.unit else area.name

    def rows(self):
        """Return the rows of the figure in the county, which must be one of the user's, or in all of them."""
        rows = self.figure.of(*counties_below(self.user, self.params["pk"]))
        return rows.select_related(f"{self.figure.relation}__unit__parent", *self.related)

    def url(self, row) -> str:
        """No file is opened from here: the counties work on them."""
        return ""


class DeputiesOfCounties(OfCounties):
    name = "county-deputies"
    title = "代表"
    search = Search("姓名、拼音或首字母", named())
    default_sort = "name"
    related = ("origin", "residence__unit")
    own_columns = (
        person("name", "姓名", is_title=True),
        Column("level", "层级", levels_of),
        Column("origin", "流出地", "origin.name", sort=("origin__order", "name_pinyin")),
        Column("residence", "现居住地", "residence_label", sort=("residence__path",)),
    )

    def rows(self):
        """Return deputies with their mandates, which say the level."""
        return super().rows().prefetch_related("mandates")


class RegistrationsOfCounties(OfCounties):
    name = "county-registrations"
    title = "双向共管档案"
    search = by_name("deputy")
    related = ("deputy", "origin", "residence", "community")
    own_columns = (
        person("name", "代表", "deputy", is_title=True),
        unit("origin", "流出地"),
        unit("residence", "流入地"),
        Column("community", "接收社区（村）", "community.short_name"),
        state(),
        field("due_on", "办理期限"),
    )


class ConcernsOfCounties(OfCounties):
    """Concerns: what and where it stands. No word of the voter, no name."""

    name = "county-concerns"
    title = "群众诉求"
    search = Search("编号或标题", "title__icontains", "number__startswith")
    default_sort = "due_on"
    related = RELATED
    own_columns = (
        Column("title", "事项", "short_title", is_title=True),
        Column("number", "编号", "spoken_number", sort=("number",)),
        choice("category", "类别"),
        unit("lead", "牵头单位"),
        state(),
        field("due_on", "本步期限"),
        Column("late", "期限情况", "lateness_label"),
    )


class ObligationsOfCounties(OfCounties):
    name = "county-obligations"
    title = "工作任务"
    search = Search("任务", "title__contains")
    default_sort = "due_on"
    related = ("template", "unit", "partner", "team")
    own_columns = (
        Column("title", "任务", "title", sort=("title", "due_on"), is_title=True),
        Column("owed", "由谁完成", "owed_label", sort=("unit__order", "due_on")),
        Column("period", "期次", "period_label", sort=("period_from", "due_on")),
        Column("due_on", "期限", "due_on", sort=("due_on", "unit__order")),
        Column("standing", "完成情况", standing_label, cell=standing_cell),
    )

    def rows(self):
        """Return obligations with how they stand."""
        return super().rows().with_standing()


class StationsOfCounties(OfCounties):
    name = "county-stations"
    title = "联络站点"
    search = Search("站点", "name__contains")
    related = ("organising_area__unit", "location_area__unit")
    own_columns = (
        field("name", "站点", is_title=True),
        choice("kind", "类别"),
        unit("unit", "主办单位", "organising_area", sort=("organising_area__unit__order", "organising_area__code")),
        Column("place", "所在地", "location_area.full_name", sort=("location_area__code",)),
        Column("reception", "接待选民日", "reception_days"),
    )


class ActivitiesOfCounties(OfCounties):
    name = "county-activities"
    title = "代表活动"
    search = Search("活动名称或地点", "title__icontains", "place__icontains")
    default_sort = "-starts"
    related = ("organising_area__unit", "station")
    own_columns = (
        field("title", "活动", is_title=True),
        choice("kind", "类别"),
        field("starts", "开始时间", "starts_at"),
        unit("organiser", "组织单位", "organising_area"),
        Column("place", "地点", lambda row: row.place or row.station),
    )


LISTINGS: dict[str, type[OfCounties]] = {
    "deputies": DeputiesOfCounties,
    "elsewhere": DeputiesOfCounties,
    "co-managed": RegistrationsOfCounties,
    "late-registrations": RegistrationsOfCounties,
    "late-concerns": ConcernsOfCounties,
    "late-tasks": ObligationsOfCounties,
    "stations": StationsOfCounties,
    "activities": ActivitiesOfCounties,
}
