"""The register as a list."""

from typing import Any

from deputies.people.additions import additions
from deputies.people.completeness import missing_of, with_completeness
from deputies.people.filters import DeputyFilter
from deputies.people.models import Deputy
from deputies.people.querysets import named
from yunhe.kit.words import listed
from yunhe.web.lists.columns import Column, choice, field
from yunhe.web.lists.listing import Empty, Listing, Search


def _serving(deputy: Deputy) -> list:
    """Return the mandates in force (needs mandates loaded), by level."""
    held = [mandate for mandate in deputy.mandates.all() if mandate.ended_on is None]
    return sorted(held, key=lambda mandate: mandate.level)


def levels_of(deputy: Deputy) -> str:
    """Return the levels of the mandates in force: 县、乡镇."""
    return listed((mandate.get_level_display() for mandate in _serving(deputy)), nothing="已终止")


def districts_of(deputy: Deputy) -> str:
    """Return the districts of the mandates in force."""
    return listed(mandate.district.name for mandate in _serving(deputy) if mandate.district)


def person(key: str, label: str, path: str = "", **more: Any) -> Column:
    """Return the column of the name of the deputy behind `path`, "" for a list of deputies; sorted as a dictionary is."""
    sort = f"{path.replace('.', '__')}__name_pinyin" if path else "name_pinyin"
    return Column(key, label, f"{path}.name" if path else "name", sort=(sort,), **more)


def by_name(prefix: str = "") -> Search:
    """Return the search by the name of the deputy behind the relation `prefix`, "" for a list of deputies themselves."""
    return Search("代表姓名、拼音或首字母", named(prefix))


class DeputyListing(Listing):
    """Deputies elected in, or living in, the user's areas."""

    name = "deputies"
    title = "代表名册"
    filterset_class = DeputyFilter
    # never by phone, which would stand in the address
    search = Search("姓名、拼音、首字母或单位", named(), "employment__contains")
    default_sort = "name"
    own_columns = (
        person("name", "姓名", is_title=True),
        Column("level", "层级", levels_of),
        Column("origin", "流出地", "origin.name", sort=("origin__order", "name_pinyin")),
        Column("residence", "现居住地", "residence_label", sort=("residence__path",)),
        Column("employment", "工作单位及职务", "employment"),
        Column("phone", "手机", "masked_phone"),
        choice("gender", "性别", shown=False),
        field("ethnicity", "民族", shown=False),
        Column("birth", "出生年月", "birth_label", sort=("born_on",), shown=False),
        Column("party", "政治面貌", "party", shown=False),
        Column("education", "学历", "education", shown=False),
        Column("occupation", "代表类别", "get_occupation_display", shown=False),
        Column("district", "选区", districts_of, shown=False),
        Column("home_village", "户籍所在村", "home_village.short_name", shown=False),
        Column("household", "户籍仍在流出地", "household_at_home", shown=False),
        field("since", "居住起始", "resides_since", shown=False),
        Column("specialities", "特长专长", "specialities", shown=False),
        field("completeness", "档案完整度%", number=True, shown=False),
        Column("missing", "还缺", lambda deputy: listed(missing_of(deputy)), shown=False),
        field("updated_at", "更新时间", shown=False),
    )
    empty = Empty("没有符合条件的代表", "放宽条件；名册还是空的话，先导入名册。", "imports:import-create", "导入名册")
    source = Deputy.objects.select_related("origin", "residence__unit", "home_village").prefetch_related(
        "mandates__district"
    )

    def rows(self):
        """Return deputies in scope, with how complete the file is and what higher nouns add where that is asked for."""
        rows = super().rows()
        if self.needs("completeness"):
            rows = with_completeness(rows)
        for added in additions:
            if self.needs(added.column.key) or self.needs(added.name):
                rows = added.annotate(rows)
        return rows

    @property
    def columns(self):
        """The own columns, and those that higher nouns add."""
        return (*self.own_columns, *(added.column for added in additions))
