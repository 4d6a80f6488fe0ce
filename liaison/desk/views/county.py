"""The county page: the article's figures, counted; every number opens its list."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse

from liaison.desk import queries
from liaison.population.queries import Shares, shares_of
from liaison.registration.enums import FlowStatus, RegistrationState
from stations.places.enums import StationKind
from yunhe.accounts.decorators import county_required, lists
from yunhe.accounts.enums import Role
from yunhe.accounts.requests import Request
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.web.lists.pages import page_of_figures


def _county(request: Request) -> Area:
    """Return the county of the user's appointment, or the one named by ?county=ID among several."""
    own = scope_of(request.user).areas(Role.COUNTY_OFFICE)
    wanted = request.GET.get("county", "")
    for area in own:
        if not wanted or str(area.pk) == wanted:
            return area
    raise Http404


@lists(county_required)
def county(request: Request) -> HttpResponseBase:
    """Show rates, the origin × residence matrix with its flow diagram, registrations and ledger progress."""
    area = _county(request)
    rates = queries.residence_rates(area)
    matrix = queries.matrix_rows(area)
    states = queries.registration_counts(area)
    people, flows = shares_of(area), _flows(area)
    townships = {unit.name: unit for unit in Area.objects.within(area).townships()}
    context = {
        "links": _links(),
        "notes": {level: f"占 {rates[level]['rate']}%" for level in ("county", "township")},
        "county": area,
        "rates": rates,
        "people": people,
        "people_links": _people_links(people) if people else {},
        "people_notes": _people_notes(people) if people else {},
        "townships": [(townships[name], cells) for name, cells in rates["by_township"].items()],
        "flows": flows,
        "in_office": sum(number for _, number, _ in flows),
        "matrix": matrix,
        "flow": _flow_chart(matrix),
        "states": [(state, states[state]) for state in RegistrationState],
        "unregistered": queries.unregistered(area).count(),
        "stations": queries.station_counts(area),
        "ledger": queries.ledger_progress(area),
    }
    return page_of_figures(request, "liaison/desk/county.html", context, title=f"{area.name}概览")


def _links() -> dict[str, str]:
    """Return the address of the list behind each figure at the top."""
    deputies, stations = reverse("deputies:deputy-list"), reverse("places:station-list")
    links = {kind: f"{stations}?kind={kind}&used=yes" for kind in StationKind.values}
    for level in queries.LEVELS:
        links[str(level)] = f"{deputies}?level={level}&origin_kind=township"
        links[f"{level}_in_town"] = f"{deputies}?level={level}&origin_kind=township&in_county_town=true"
    return {**links, "unregistered": reverse("registration:unregistered-list")}


def _flows(area: Area) -> list[tuple[FlowStatus, int, str]]:
    """Return each flow status with how many deputies are in it and their list."""
    counted, here = queries.flow_statuses(area), reverse("deputies:deputy-list")
    return [(status, counted[str(status)], f"{here}?flow={status.value}") for status in FlowStatus]


def _people_links(people: Shares) -> dict[str, str]:
    """Return the lists of units from which the shares are counted."""
    here = f"{reverse('population:population-list')}?year={people.year}"
    return {"all": here, "town": f"{here}&town=yes"}


def _people_notes(people: Shares) -> dict[str, str]:
    """Say of whom the shares are."""
    return {
        "town": f"{people.year}年末常住 {people.residents} 人，其中县城 {people.in_town} 人",
        "moved": f"农村户籍 {people.rural} 人，其中已下山 {people.moved_down} 人",
        "urban": f"常住 {people.residents} 人，其中城镇 {people.urban} 人",
    }


def _flow_chart(matrix: dict) -> dict:
    """Return nodes and links of the flow diagram: origins left ("自"), residences right ("住")."""
    links = [
        {"source": f"自{row['unit'].short_name}", "target": f"住{cell['unit'].short_name}", "value": cell["persons"]}
        for row in matrix["rows"]
        for cell in row["cells"]
        if cell["persons"]
    ]
    links += [
        {"source": f"自{row['unit'].short_name}", "target": f"住{queries.OUTSIDE}", "value": row["outside"]}
        for row in matrix["rows"]
        if row["outside"]
    ]
    names = list(dict.fromkeys([link["source"] for link in links] + [link["target"] for link in links]))
    return {"nodes": [{"name": name} for name in names], "links": links}
