"""Narrowing of statements and discrepancies."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from liaison.discrepancies.enums import SETTLERS, DiscrepancyState
from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of


def _in_scope(model, user) -> Q:
    sides = ("registration__origin", "registration__residence", "registration__community")
    return scope_of(user).q(model, *sides, own="registration__deputy__user")


class StatementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Statements on the registrations that `user` sees; a deputy sees those on the own registration."""
        return self.filter(_in_scope(self.model, user))

    def newest_by_side(self):
        """The newest statement of each side and area about each fact of each registration."""
        keys = ("registration_id", "fact", "side", "area_id")
        return self.order_by(*keys, "-at", "-pk").distinct(*keys)


class DiscrepancyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Discrepancies of the registrations that `user` sees; a deputy sees the own ones."""
        return self.filter(_in_scope(self.model, user))

    def open(self):
        """Discrepancies that nobody has settled."""
        return self.filter(state=DiscrepancyState.OPEN)

    def late(self, on=None):
        """Open discrepancies past the day by which they should be settled."""
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def settled_by_offices_of(self, user):
        """Those that an office of `user` settles: its own facts as origin or residence; for the county office all."""
        scope = scope_of(user)
        condition = scope.q(self.model, "registration__origin", roles=[Role.COUNTY_OFFICE])
        for fact, sides in SETTLERS.items():
            for side in sides:
                condition |= Q(fact=fact) & scope.q(self.model, f"registration__{side}", roles=[Role.OFFICE_STAFF])
        return self.filter(condition)

    def waiting(self, days: int):
        """Those that differ for at least `days` days."""
        return self.filter(since__lte=timezone.now() - timedelta(days=days))
