"""Narrowing of running models."""

from django.db import models
from django.db.models import Q

from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of


class BrandQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Models that an office of `user` runs, alone or with another."""
        return self.filter(scope_of(user).q(self.model, "unit", "partner", roles=OFFICES))

    def running(self):
        """Models that have not been ended."""
        return self.filter(Q(ended_on__isnull=True))
