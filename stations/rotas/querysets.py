"""Which reception days a user sees."""

from django.db import models
from django.utils import timezone

from stations.rotas.enums import ShiftState
from yunhe.accounts.scope import scope_of


class ShiftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Days of stations in scope and of deputies of the user's area; a deputy sees the own ones."""
        scope = scope_of(user)
        watches = self.model.deputies.through
        here = scope.q(watches, "deputy__origin", "deputy__residence", own="deputy__user")
        there = self.model.objects.filter(scope.q(self.model, "station__organising_area", "station__location_area"))
        theirs = watches.objects.filter(here).values("shift_id")
        return self.filter(pk__in=there.order_by().values("pk").union(theirs))

    def coming(self, on=None):
        """Days that are planned for `on` (today) or later."""
        return self.filter(state=ShiftState.PLANNED, on__gte=on or timezone.localdate())
