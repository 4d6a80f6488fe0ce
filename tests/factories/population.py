"""The population."""

import factory

from liaison.population.models import UnitPopulation


class UnitPopulationFactory(factory.django.DjangoModelFactory):
    """The people of `area` at the end of 2025."""

    class Meta:
        model = UnitPopulation

    year = 2025
    residents = 10_000
    urban = 7_000
    rural = 6_000
    moved_down = 3_000
    created_by = "县人大办公室"
