"""The home of a province's or city's office: its counties side by side, every number opens its list."""

from django.http import Http404
from django.http.response import HttpResponseBase

from liaison.desk.counties import FIGURES, sums_of, table_of
from liaison.desk.tables import LISTINGS, counties_below
from yunhe.accounts.decorators import higher_office_required, lists
from yunhe.accounts.requests import Request
from yunhe.accounts.scope import scope_of
from yunhe.web.lists.pages import page_of_figures


@lists(higher_office_required)
def counties(request: Request) -> HttpResponseBase:
    """Show the figures of each county that has let the office in, and their sums."""
    table = table_of(scope_of(request.user).counties_below)
    context = {"table": table, "sums": sums_of(table), "figures": FIGURES.values()}
    return page_of_figures(request, "liaison/desk/counties.html", context, title="各县概览")


@lists(higher_office_required)
def county_figure(request: Request, figure: str, pk: int | None = None) -> HttpResponseBase:
    """Show the rows behind one number, of one county or (without pk) of all. 404 for another office's county, and for no figure."""
    if figure not in LISTINGS:
        raise Http404
    below = counties_below(request.user, pk)
    listing = LISTINGS[figure].of(request, pk=pk, figure=figure)
    context = {"place": below[0].name if pk else "各县", "figure": FIGURES[figure]}
    return listing.answer(request, "liaison/desk/county_figure.html", context)
