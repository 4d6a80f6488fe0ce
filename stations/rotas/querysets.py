"""Which reception days a user sees."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stations.rotas.enums import ShiftState
from yunhe.accounts.scope import scope_of


class ShiftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Days of stations in scope and of deputies of the user's area; a deputy sees the own ones."""
        scope = scope_of(user)
        here = scope.q("deputy__origin", "deputy__residence", own="deputy__user")
        watches = self.model.deputies.through.objects.filter(here)
        condition = scope.q("station__organising_area", "station__location_area")
        condition |= Q(pk__in=watches.values("shift_id"))
        return self.filter(condition)

    def coming(self, on=None):
        """Days that are planned for `on` (today) or later."""
        return self.filter(state=ShiftState.PLANNED, on__gte=on or timezone.localdate())
