"""The one mechanism behind every register: filter, search, sort, columns, saved views, pages, export of what is shown.

A list is a subclass; a view is one line. Everything works as plain links and forms; HTMX only replaces the region.

    class DeputyListing(Listing):
        name = "deputies"                         # key of saved views, ids in the page
        title = "代表名册"                         # caption and file name
        filterset_class = DeputyFilter            # django-filter, field labels in Chinese
        search = Search("姓名、拼音或单位", named_q, "origin__name__contains")   # fields, or functions text -> Q
        default_sort = "name"                     # "-at" for descending
        columns = (
            Column("name", "姓名", "name", sort=("name_pinyin",), is_title=True),
            Column("origin", "流出地", "origin.name", sort=("origin__order",)),
            Column("residence", "现居住地", "residence_label"),
            state(),                              # the kinds of columns that many lists have: yunhe.web.lists.columns
            Column("phone", "手机", "masked_phone", shown=False),
        )
        empty = Empty("没有符合条件的代表", "放宽条件，或先导入名册。", "imports:import-create", "导入名册")
        source = Deputy.objects.select_related("origin", "residence__parent")   # or write a method `rows`
        annotated = {"visits": Count("visits")}

    deputy_list = list_page(staff_required, DeputyListing, "deputies/people/deputy_list.html")   # yunhe.accounts.pages

    @lists(staff_required)                                                                  # where the page shows more
    def deputy_list(request):
        return DeputyListing.of(request).answer(request, "deputies/people/deputy_list.html", {"other": "context"})

    {% extends "base.html" %} … {% block content %}{% listing listing %}{% endblock %}

Do not add require_GET: an export is a POST to the list's own address. More than EXPORT_INLINE rows are exported by a job
(`yunhe.jobs`), which holds only primary keys and asks `rows()` again, so scope holds there too. Lists that need an id
take it as keyword: `CheckInListing.of(request, station=station.pk)` -> `self.params["station"]` (plain values only).
Query string: q, sort, page (before, after: yunhe.web.lists.newest), size, cols, view, all; everything else belongs to the filterset.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any, ClassVar
from urllib.parse import quote

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html

from yunhe.audit.record import record
from yunhe.database.waits import patient
from yunhe.jobs import workflow as jobs
from yunhe.kit.files import download
from yunhe.kit.markup import markup, safe
from yunhe.kit.pager import Page, page_of
from yunhe.web.lists.chips import Chip, spoken
from yunhe.web.lists.columns import Column
from yunhe.web.lists.exports import FORMATS, spreadsheet
from yunhe.web.lists.filters import Filters
from yunhe.web.models import SavedView

EXPORT_INLINE = 2000  # rows; more are exported by a job
OWN_KEYS = ("q", "sort", "page", "before", "after", "size", "cols", "view", "all")
PLACES = ("page", "before", "after", "view")  # where in the list; no condition


@dataclass(frozen=True)
class Empty:
    """What an empty list says: title, what to do next, and where (URL name without arguments), to whom that page is open."""

    title: str
    text: str = ""
    url_name: str = ""
    action: str = ""
    sees: Callable[[Any], bool] = lambda user: True


class Search:
    """Where a list is searched: what the search box says, and the fields, or functions text -> Q, one of which matches."""

    def __init__(self, label: str, *ways: str | Callable[[str], Q]):
        self.label, self.ways = label, ways

    def q(self, text: str) -> Q:
        """Return the condition that a row matches `text`, which is never empty."""
        return reduce(or_, [Q(**{way: text}) if isinstance(way, str) else way(text) for way in self.ways])


@dataclass(frozen=True)
class BulkAction:
    """Something to do with the ticked rows: they are posted as `pk` to the URL named."""

    label: str
    url_name: str
    icon: str = ""
    kind: str = "secondary"


@dataclass(frozen=True)
class Header:
    """A column head with its sort link ("" for none) and direction (ascending, descending or "")."""

    column: Column
    sort: str
    direction: str


class Listing:
    """One list as one user has asked for it. Subclass it; see the module's docstring."""

    name: ClassVar[str]
    title: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    source: ClassVar[Any]  # a queryset that knows visible_to, with what is related
    annotated: ClassVar[Mapping[str, Any]] = {}  # what columns show besides, asked of the rows in scope
    filterset_class: ClassVar[Any] = None
    filters_shown: ClassVar[int] = 4  # fields of the filter bar before 更多条件
    search: ClassVar[Search | None] = None
    default_sort: ClassVar[str] = ""
    bulk_actions: ClassVar[Sequence[BulkAction]] = ()
    empty: ClassVar[Empty] = Empty("没有符合条件的记录", "请放宽筛选条件。")

    def __init__(self, user, query: QueryDict, path: str, **params):
        self.user, self.query, self.path, self.params = user, query, path, params

    @classmethod
    def of(cls, request, **params):
        return cls(request.user, request.GET, request.path, **params)

    @classmethod
    def at(cls, user, page: str, *, within: Mapping[str, Any] | None = None, **asked):
        """Return the list that `user` finds at the address named `page`, narrowed as `asked`; empty values ask nothing.

        What shows a number counts this list (`number`) and links it (`address`): so the number and what it opens are one.
        within: the arguments of the address, which the list takes too (half="2026-H2").
        """
        query = QueryDict(mutable=True)
        query.update({name: str(value) for name, value in asked.items() if value not in (None, "")} or {"all": "1"})
        return cls(user, query, reverse(page, kwargs=within), **(within or {}))

    # --- what a list says about itself -------------------------------------------------------------------------

    def rows(self) -> QuerySet:
        """Rows in the user's scope, with what the columns need. A list that says more starts from `visible_to(self.user)`."""
        return self.source.visible_to(self.user).annotate(**self.annotated)

    def url(self, row) -> str:
        """Address of a row's own page, "" for none."""
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""

    # --- what is shown -----------------------------------------------------------------------------------------

    @cached_property
    def filterset(self):
        """The bound filterset, or None."""
        if not self.filterset_class:
            return None
        known = {"user": self.user} if issubclass(self.filterset_class, Filters) else {}
        return self.filterset_class(data=self.query, queryset=self.rows(), **known)

    @cached_property
    def search_text(self) -> str:
        return self.query.get("q", "").strip()[:60] if self.search else ""

    @cached_property
    def result(self) -> QuerySet:
        """All rows asked for, in order."""
        rows = self.filterset.qs if self.filterset else self.rows()
        if self.search and self.search_text:
            rows = rows.filter(self.search.q(self.search_text))
        key, sign = self.sort.lstrip("-"), "-" if self.sort.startswith("-") else ""
        fields = next((column.sort for column in self.columns if column.key == key), ())
        return rows.order_by(*[_signed(name, sign) for name in fields], "pk") if fields else rows

    @property
    def number(self) -> int:
        """How many rows are asked for."""
        return self.result.count()

    @property
    def address(self) -> str:
        """Where the list stands as it was asked for."""
        return f"{self.path}?{self.query.urlencode()}"

    @cached_property
    def sort(self) -> str:
        """Key of the column that orders the rows, with "-" for descending."""
        asked = self.query.get("sort", "")
        known = {column.key for column in self.columns if column.sort}
        return asked if asked.removeprefix("-") in known else self.default_sort

    @cached_property
    def page(self) -> Page:
        return page_of(self.result, self.query)

    @cached_property
    def shown_columns(self) -> list[Column]:
        """Columns chosen, in the list's own order; the title always."""
        asked = {key for value in self.query.getlist("cols") for key in value.split(",")}
        chosen = asked & {column.key for column in self.columns}
        return [
            column for column in self.columns if column.is_title or (column.key in chosen if chosen else column.shown)
        ]

    def needs(self, key: str) -> bool:
        """Whether a column shows, or the list is sorted or narrowed by, what is called `key`: what nobody asks for is not counted."""
        is_shown = any(column.key == key for column in self.shown_columns)
        return is_shown or self.sort.removeprefix("-") == key or bool(self.query.get(key))

    @property
    def headers(self) -> list[Header]:
        """Heads of the shown columns."""
        heads = []
        for column in self.shown_columns:
            is_sorted = self.sort.lstrip("-") == column.key
            direction = ("descending" if self.sort.startswith("-") else "ascending") if is_sorted else ""
            following = f"-{column.key}" if direction == "ascending" else column.key
            heads.append(Header(column, following if column.sort else "", direction))
        return heads

    @property
    def table_rows(self) -> str:
        """Body of the table, drawn here: a template would cost as much as the queries."""
        columns = [(column, f' data-label="{markup(column.label)}">') for column in self.shown_columns]
        return safe("\n".join(f"<tr>{self._tick(row)}{self._cells(row, columns)}</tr>" for row in self.page.rows))

    def _tick(self, row) -> str:
        if not self.bulk_actions:
            return ""
        return format_html(
            '<td class="tick-cell"><input type="checkbox" name="pk" value="{}" form="{}-bulk" aria-label="选中{}"></td>',
            row.pk,
            self.name,
            row,
        )

    def _cells(self, row, columns: Sequence[tuple[Column, str]]) -> str:
        return "".join(self._cell(row, column, label) for column, label in columns)

    def _cell(self, row, column: Column, label: str) -> str:
        content = column.show(row)
        if not column.is_title:
            return f"<td{column.look(content)}{label}{markup(content)}</td>"
        url = self.url(row)
        name = f'<a href="{markup(url)}">{markup(content)}</a>' if url else markup(content)
        return f'<th scope="row">{name}</th>'

    @cached_property
    def filter_fields(self) -> list:
        """Bound fields of the filter bar."""
        return list(self.filterset.form.visible_fields()) if self.filterset else []

    @property
    def first_fields(self) -> list:
        """Filter fields always in sight."""
        return self.filter_fields[: self.filters_shown]

    @property
    def more_fields(self) -> list:
        """Filter fields behind 更多条件."""
        return self.filter_fields[self.filters_shown :]

    @property
    def more_in_use(self) -> bool:
        """Whether a filter behind 更多条件 is set."""
        return any(self.query.get(field.html_name) for field in self.more_fields)

    @cached_property
    def chips(self) -> list[Chip]:
        """Conditions in force, each with the query that drops it."""
        chips = [Chip("搜索", self.search_text, self.query_without("q"))] if self.search_text else []
        for bound in self.filter_fields:
            names = [name for name in self.query if name == bound.html_name or name.startswith(f"{bound.html_name}_")]
            value = self.filterset.form.cleaned_data.get(bound.name) if self.filterset.is_valid() else None
            if names and value not in (None, "", [], False):
                chips.append(Chip(str(bound.label), spoken(bound.field, value), self.query_without(*names)))
        return chips

    def query_without(self, *names: str) -> str:
        """Return the query string without `names`, without empty values and without the page."""
        kept = self.query.copy()
        for name in [*names, *PLACES]:
            kept.pop(name, None)
        for name in list(kept):
            if not any(kept.getlist(name)):
                del kept[name]
        return kept.urlencode() or "all=1"

    @property
    def kept_for_filters(self) -> list[tuple[str, str]]:
        """What the filter form carries along: sort, size and columns."""
        return [(name, value) for name in ("sort", "size", "cols") for value in self.query.getlist(name)]

    @property
    def kept_for_columns(self) -> list[tuple[str, str]]:
        """What the column form carries along: everything but the columns, the page and the view's mark."""
        skipped = ("cols", *PLACES)
        return [
            (name, value) for name, values in self.query.lists() if name not in skipped for value in values if value
        ]

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter or search is in force."""
        return bool(self.chips)

    @property
    def is_wide(self) -> bool:
        """Whether the table needs to scroll sideways by itself."""
        return len(self.shown_columns) > 9

    @property
    def empty_url(self) -> str:
        """Where an empty list sends the user."""
        return reverse(self.empty.url_name) if self.empty.url_name and self.empty.sees(self.user) else ""

    @property
    def bulk(self) -> list[tuple[BulkAction, str]]:
        """Bulk actions with their addresses."""
        return [(action, reverse(action.url_name)) for action in self.bulk_actions]

    @cached_property
    def saved_views(self) -> list[SavedView]:
        return list(SavedView.objects.filter(user=self.user, list_name=self.name, path=self.path))

    @property
    def current_view(self) -> str:
        """Primary key of the saved view that was opened, "" for none."""
        return self.query.get("view", "")

    # --- answers -----------------------------------------------------------------------------------------------

    def answer(self, request, template_name: str, context: dict | None = None) -> HttpResponseBase:
        """Return the page, its region for HTMX, the user's default view, or an export (POST)."""
        if request.method == "POST":
            return self.export(request.POST.get("export", "xlsx"))
        if not self.query:
            preferred = next((view for view in self.saved_views if view.is_default), None)
            if preferred:
                return redirect(preferred.get_absolute_url())
        wants_region = request.htmx and request.htmx.target == f"{self.name}-region"
        template = "components/list_region.html" if wants_region else template_name
        response = TemplateResponse(request, template, {"listing": self, **(context or {})})
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        if wants_region:
            response["HX-Push-Url"] = f"{self.path}?{self._clean_query()}"
        return response

    def _clean_query(self) -> str:
        query = self.query_without()
        asked = [(name, self.query.get(name, "")) for name in ("page", "before", "after")]
        places = [f"{name}={quote(value)}" for name, value in asked if value and (name, value) != ("page", "1")]
        return "&".join([query, *places])

    @transaction.atomic
    def export(self, kind: str) -> HttpResponseBase:
        """Return the file of everything asked for (all pages), or start a job for it when it is long. Audited."""
        kind = kind if kind in FORMATS else "xlsx"
        total = self.number
        record(
            "web.export_list", f"导出{self.title}", by=self.user, changes={"行数": [None, total], "格式": [None, kind]}
        )
        if total <= EXPORT_INLINE:
            with patient():
                content = spreadsheet(self.title, self.shown_columns, self.result, kind)
            name = f"{self.title}_{timezone.localdate():%Y%m%d}.{kind}"
            return download(content, name, content_type=FORMATS[kind])
        job = jobs.start(
            kind="export",
            label=f"导出{self.title}（{total} 条）",
            task="yunhe.web.tasks.export_list",
            argument={
                "listing": f"{type(self).__module__}.{type(self).__qualname__}",
                "params": self.params,
                "ids": list(self.result.values_list("pk", flat=True)),
                "columns": [column.key for column in self.shown_columns],
                "format": kind,
            },
            by=self.user,
            total=total,
        )
        return HttpResponseRedirect(reverse("jobs:job-detail", args=[job.pk]))


def _signed(name: str, sign: str) -> str:
    return name.removeprefix("-") if sign and name.startswith("-") else f"{sign}{name}"
