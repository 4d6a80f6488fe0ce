"""Narrowing of running models."""

from django.db import models
from django.db.models import Q

from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.areas.querysets import within_q


class BrandQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Models that an office of `user` runs, alone or with another."""
        paths = scope_of(user).paths(*OFFICES)
        return self.filter(within_q("unit", paths) | within_q("partner", paths))

    def running(self):
        """Models that have not been ended."""
        return self.filter(Q(ended_on__isnull=True))
