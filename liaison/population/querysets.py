"""Which figures of the population a user sees."""

from django.db import models

from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.areas.querysets import within_q


class PopulationQuerySet(models.QuerySet):
    """Figures as sentences."""

    def visible_to(self, user):
        """Figures of the units of the offices of `user`."""
        return self.filter(scope_of(user).within("area", *OFFICES))

    def of_county(self, county):
        """Figures of the units of `county`."""
        return self.filter(within_q("area", [county.path or "-"]))
