"""What people type about the population."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model

from liaison.population.models import UnitPopulation
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.spellings.forms import AreaField

FIGURES = ("year", "residents", "urban", "rural", "moved_down", "source")


class RecountForm(forms.Form):
    """The figures of a unit in a year."""

    def __init__(self, *args: Any, population: UnitPopulation | None = None, **kwargs: Any):
        """population: the figures to mend."""
        if population:
            kwargs["initial"] = {name: getattr(population, name) for name in FIGURES}
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(UnitPopulation, FIGURES))


class CountForm(RecountForm):
    """The figures of one of the units of the user's offices."""

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        """user: whose units are offered."""
        super().__init__(*args, **kwargs)
        own = Area.objects.within(*scope_of(user).areas(*OFFICES)).units().current().order_by("order", "code")
        self.fields["area"] = AreaField(own, label="单位")
        self.order_fields(("area", *FIGURES))
