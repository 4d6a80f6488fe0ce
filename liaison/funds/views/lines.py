"""Years, lines and entries."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from liaison.funds import policies, workflow
from liaison.funds.enums import BY_HAND
from liaison.funds.forms import AdjustForm, LineForm, ReverseForm, TransferForm, YearForm
from liaison.funds.models import Entry, FundLine, FundYear
from liaison.funds.querysets import MONEY_ROLES
from liaison.funds.tables import EntryListing, FundLineListing, YearListing
from yunhe.accounts.decorators import asks, lists, opens, reads, roles_required
from yunhe.accounts.enums import Role
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.refusals import is_allowed
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage

NEWEST = 12
LINES, YEARS = ("经费科目", "funds:line-list"), ("经费年度", "funds:year-list")

money_required = roles_required(*MONEY_ROLES)
finance_required = roles_required(Role.FINANCE)
find_year = in_scope(FundYear.objects, "office")
find_line = in_scope(FundLine.objects, "fund_year__office", "previous")
find_entry = in_scope(Entry.objects, "line__fund_year__office", "reversed_by")
line_list = list_page(money_required, FundLineListing, "liaison/funds/line_list.html")
entry_list = list_page(money_required, EntryListing, "liaison/funds/entry_list.html")


@lists(money_required)
def year_list(request: Request) -> HttpResponseBase:
    """Show the years; who keeps money may open one."""
    context = {"may_open": opens(finance_required, request.user)}
    return YearListing.of(request).answer(request, "liaison/funds/year_list.html", context)


@asks(finance_required)
def year_open(request: Request) -> HttpResponse:
    page = FormPage(request, "开立年度", YearForm, crumbs=[YEARS], user=request.user, submit="开立", is_single=True)
    return page.run(
        lambda facts: workflow.open_year(by=request.user, **facts),
        said=lambda opened: f"已开立{opened}。接下来新增科目、登记年初下达的经费。",
    )


@reads(money_required, find_year)
def year_detail(request: Request, fund_year: FundYear) -> HttpResponse:
    """Show one year of an office: its lines and their sums."""
    context = {
        "fund_year": fund_year,
        "lines": fund_year.lines.select_related("fund_year__office").order_by("pk"),
        "may_keep": is_allowed(policies.can_keep_year, request.user, fund_year),
        "history": history_of(fund_year, request.user),
    }
    return TemplateResponse(request, "liaison/funds/year_detail.html", context)


@asks(finance_required, find_year, policies.can_keep_year)
def line_add(request: Request, fund_year: FundYear) -> HttpResponse:
    page = FormPage(
        request, "新增科目", LineForm, of=fund_year, crumbs=[YEARS, fund_year], submit="新增", fund_year=fund_year
    )
    return page.does(workflow.add_line, said=lambda line: f"已新增科目“{line.name}”，可用 {line.free} 元。")


@reads(money_required, find_line)
def line_detail(request: Request, line: FundLine) -> HttpResponse:
    """Show one line: what lies where, what moved last, what may be done."""
    may_keep = is_allowed(policies.can_keep_line, request.user, line)
    entries = line.entries.select_related("other_line__fund_year__office", "reversed_by", "line__fund_year__office")
    context = {
        "line": line,
        "entries": [
            (entry, _reversal_of(entry), may_keep and entry.kind in BY_HAND and not _reversal_of(entry))
            for entry in entries[:NEWEST]
        ],
        "all_entries": EntryListing.at(request.user, "funds:entry-list", line=line.pk),
        "successor": FundLine.objects.filter(previous=line).first(),
        "may_keep": may_keep,
        "history": history_of(line, request.user),
    }
    return TemplateResponse(request, "liaison/funds/line_detail.html", context)


def _reversal_of(entry: Entry) -> Entry | None:
    """Return the entry that has reversed `entry` (loaded with it), None without one."""
    return getattr(entry, "reversed_by", None)


def _line_page(request: Request, about: FundLine, title: str, form_class, **page) -> FormPage:
    note = f"{about} · 可用 {about.free} 元"
    return FormPage(request, title, form_class, of=about, crumbs=[LINES, (about.name, about)], note=note, **page)


@asks(finance_required, find_line, policies.can_keep_line)
def line_edit(request: Request, line: FundLine) -> HttpResponse:
    return _line_page(request, line, "修改科目", LineForm, fund_year=line.fund_year, line=line).does(workflow.edit_line)


@asks(finance_required, find_line, policies.can_keep_line)
def line_adjust(request: Request, line: FundLine) -> HttpResponse:
    page = _line_page(request, line, "下达或调整", AdjustForm, submit="登记", is_single=True)
    return page.does(
        workflow.adjust_line, said=lambda entry: f"已登记{entry.get_kind_display()} {entry.yuan} 元。", to=line
    )


@asks(finance_required, find_line, policies.can_keep_line)
def line_transfer(request: Request, line: FundLine) -> HttpResponse:
    page = _line_page(request, line, "拨付", TransferForm, line=line, submit="拨付", is_single=True)
    return page.does(
        workflow.transfer, said=lambda entries: f"已拨付 {entries[0].yuan} 元给{entries[1].line}。", to=line
    )


@asks(finance_required, find_entry, policies.can_reverse_entry)
def entry_reverse(request: Request, entry: Entry) -> HttpResponse:
    line = entry.line
    page = FormPage(
        request,
        "冲销分录",
        ReverseForm,
        of=entry,
        note=f"{line} · {entry}：{entry.text}",
        hint="原分录保留，另记一笔相反的分录。",
        crumbs=[LINES, (line.name, line)],
        submit="冲销",
        is_danger=True,
        is_single=True,
    )
    return page.does(workflow.reverse_entry, said="已冲销。", to=line)
