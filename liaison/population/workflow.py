"""Every write of the population."""

from typing import Any

from django.db import transaction

from liaison.population import policies
from liaison.population.models import UnitPopulation
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import made, rewritten
from yunhe.kit.verbs import verb

ROWS = UnitPopulation.objects.select_related("area")


@transaction.atomic
def count_people(*, by: User, area: Area, **facts: Any) -> UnitPopulation:
    """Enter the people of `area`. facts: year, residents, urban, rural, moved_down, source.

    Errors: Denied, ValidationError. Side effects: one UnitPopulation, one audit event.
    """
    policies.can_count_for(by, area)
    population = made(UnitPopulation(area=area, created_by=by.display_name, **facts))
    record("population.count", "登记人口情况", population, by=by, areas=[area])
    return population


@verb(ROWS, policies.can_edit_population)
def recount_people(population: UnitPopulation, *, by: User, **facts: Any) -> UnitPopulation:
    """Mend the figures. Errors: Denied, ValidationError. Side effects: the UnitPopulation, one audit event."""
    changes = rewritten(population, **facts)
    record("population.recount", "修改人口情况", population, by=by, changes=changes, areas=[population.area])
    return population
