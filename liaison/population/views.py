"""Pages of the population."""

from django.http import HttpResponse

from liaison.population import policies, workflow
from liaison.population.forms import CountForm, RecountForm
from liaison.population.models import UnitPopulation
from liaison.population.tables import PopulationListing
from yunhe.accounts.decorators import asks, office_required
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.web.forms.page import FormPage

CRUMBS = [("人口情况", "population:population-list")]
population_list = list_page(office_required, PopulationListing, "liaison/population/population_list.html")


@asks(office_required)
def population_create(request: Request) -> HttpResponse:
    """Enter the people of a unit."""
    page = FormPage(request, "登记人口情况", CountForm, user=request.user, crumbs=CRUMBS)
    return page.run(lambda facts: workflow.count_people(by=request.user, **facts), to="population:population-list")


@asks(office_required, in_scope(UnitPopulation.objects, "area"), policies.can_edit_population)
def population_edit(request: Request, population: UnitPopulation) -> HttpResponse:
    """Mend the figures of a unit."""
    page = FormPage(
        request, "修改人口情况", RecountForm, of=population, population=population, crumbs=CRUMBS, note=str(population)
    )
    return page.does(workflow.recount_people, to="population:population-list")
