"""Which urgings a user sees."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from liaison.urgings.enums import OPEN_STATES, UrgingKind, UrgingState
from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.kit.lookups import among


class UrgingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Urgings that an area of `user` has sent, is to answer or leads the thing of; a unit's and a deputy's own."""
        scope = scope_of(user)
        condition = scope.q(self.model, "sender", "addressee", "lead", own="deputy__user")
        if scope.has_role(Role.HANDLING_UNIT):
            own = user.handling_units.filter(is_active=True).order_by().values_list("pk", flat=True)
            condition |= among("unit", scope.ids("own handling units", own))
        return self.filter(condition)

    def open(self):
        """Urgings that wait for somebody."""
        return self.filter(state__in=OPEN_STATES)

    def to_answer_by(self, user):
        """Urgings that wait for the answer of an own area, unit or of the deputy self; not those of areas below."""
        own = [area.pk for area in scope_of(user).areas()]
        units = user.handling_units.filter(is_active=True).values("pk")
        mine = Q(addressee__in=own) | Q(unit__in=units) | Q(deputy__user_id=user.pk)
        return self.filter(mine, state=UrgingState.SENT)

    def to_accept_by(self, user):
        """Supervised things whose answer waits for an own area to accept it."""
        own = [area.pk for area in scope_of(user).areas()]
        return self.filter(sender__in=own, state=UrgingState.ANSWERED)

    def late(self, on=None):
        """Those that were to be answered by a day that has passed."""
        return self.filter(state=UrgingState.SENT, answer_by__lt=on or timezone.localdate())

    def settling(self):
        """Those that end with the lateness of their thing: what the county supervises waits for its word."""
        return self.filter(state=UrgingState.SENT).exclude(kind=UrgingKind.SUPERVISE)
