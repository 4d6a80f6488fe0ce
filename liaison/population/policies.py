"""Who enters figures of the population."""

from liaison.population.models import UnitPopulation
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied


def can_count_for(user: User, area: Area) -> None:
    """The office of a unit enters its people, the county office those of all units."""
    if not scope_of(user).is_staff_for(area, *OFFICES):
        raise Denied("人口情况由本单位或县人大机关登记。")


def can_edit_population(user: User, population: UnitPopulation) -> None:
    """Who may enter may mend."""
    can_count_for(user, population.area)
