"""Which reception days a user sees."""

from django.db import models
from django.utils import timezone

from stations.rotas.enums import ShiftState, SwapState
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

    def arranged_by(self, user):
        """Days at the stations that an area of `user` organises."""
        return self.filter(scope_of(user).q(self.model, "station__organising_area"))

    def unrecorded(self, on=None):
        """Planned days that are past: nobody has noted who was there."""
        return self.filter(state=ShiftState.PLANNED, on__lt=on or timezone.localdate())

    def with_open_swap(self):
        """Days to come on which a deputy has asked a colleague to take over, and has no answer yet."""
        watches = self.model._meta.get_field("watches").related_model
        swaps = watches._meta.get_field("swaps").related_model.objects.filter(state=SwapState.ASKED)
        return self.coming().filter(pk__in=swaps.values("watch__shift"))

    def coming(self, on=None):
        """Days that are planned for `on` (today) or later."""
        return self.filter(state=ShiftState.PLANNED, on__gte=on or timezone.localdate())
