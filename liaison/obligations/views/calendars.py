"""The calendar of a month, the sheet of a year, the county's table."""

from datetime import date

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from liaison.obligations import queries
from yunhe.accounts.decorators import lists, office_required
from yunhe.accounts.requests import Request
from yunhe.areas.models import Area
from yunhe.kit.asked import number
from yunhe.kit.months import add_months, month_begin
from yunhe.web.lists.pages import page_of_figures

YEARS = (2020, 2100)


def _unit(request: Request, units: list[Area]) -> Area | None:
    """Return the unit asked for; without one the only one there is, None for all of them."""
    if len(units) == 1:
        return units[0]
    asked = number(request.GET, "unit")
    return next((unit for unit in units if unit.pk == asked), None)


def _month(request: Request) -> date:
    """Return the first day of ?month=2026-11, or of the present month when nothing sensible is asked for."""
    today = timezone.localdate()
    try:
        found = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return month_begin(today)
    return found if YEARS[0] <= found.year <= YEARS[1] else month_begin(today)


def _year(request: Request) -> int:
    """Return ?year=, or the present one when nothing sensible is asked for."""
    asked = number(request.GET, "year")
    return asked if asked and YEARS[0] <= asked <= YEARS[1] else timezone.localdate().year


def _tabs(unit: Area | None) -> list[tuple[str, str, str]]:
    suffix = f"?unit={unit.pk}" if unit else ""
    return [
        ("month", "月历", f"{reverse('obligations:calendar')}{suffix}"),
        ("year", "年历", f"{reverse('obligations:year')}{suffix}"),
        ("list", "清单", queries.list_url(unit=unit.pk if unit else None, todo=1)),
        ("compliance", "完成情况", reverse("obligations:compliance")),
    ]


@lists(office_required)
def calendar(request: Request) -> HttpResponseBase:
    """Show a month with what falls due on each day, of one unit or of all in scope."""
    units = list(queries.units_of(request.user))
    unit, first = _unit(request, units), _month(request)
    weeks = queries.month_sheet(request.user, unit, first.year, first.month)
    context = {
        "tabs": _tabs(unit),
        "units": units,
        "unit": unit,
        "first": first,
        "before": f"{add_months(first, -1):%Y-%m}",
        "after": f"{add_months(first, 1):%Y-%m}",
        "weeks": weeks,
        "days": [day for week in weeks for day in week if day.marks],
    }
    title = f"{first.year}年{first.month}月任务"
    return page_of_figures(request, "liaison/obligations/calendar.html", context, title=title)


@lists(office_required)
def year(request: Request) -> HttpResponseBase:
    """Show a unit's year: one line a rule, twelve months."""
    units = list(queries.units_of(request.user))
    unit, shown = _unit(request, units), _year(request)
    if unit is None:
        unit = next((found for found in units if found.is_unit), units[0])
    context = {
        "tabs": _tabs(unit),
        "units": units,
        "unit": unit,
        "year": shown,
        "months": range(1, 13),
        "rows": queries.year_sheet(request.user, unit, shown),
    }
    title = f"{unit.name}{shown}年任务"
    return page_of_figures(request, "liaison/obligations/year.html", context, title=title)


@lists(office_required)
def compliance(request: Request) -> HttpResponseBase:
    """Show how the units in scope keep their obligations; every number opens its list."""
    shown = _year(request)
    context = {"tabs": _tabs(None), "table": queries.compliance(request.user, shown), "year": shown}
    return page_of_figures(request, "liaison/obligations/compliance.html", context, title=f"{shown}年任务完成情况")
