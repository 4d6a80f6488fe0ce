"""Narrowing of registrations."""

from django.db import models
from django.utils import timezone

from liaison.registration.enums import OPEN_ALARMS, OPEN_STATES, RegistrationState
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Registrations whose origin, residence or community lies in a staff area of `user`; a deputy sees the own registrations."""
        return self.filter(scope_of(user).q(self.model, "origin", "residence", "community", own="deputy__user"))

    def open(self):
        """Registrations that have not ended."""
        return self.filter(state__in=OPEN_STATES)

    def co_managed(self):
        """Registrations under dual management."""
        return self.filter(state=RegistrationState.CO_MANAGED)

    def late(self, on=None):
        """Open registrations whose stage is past its deadline."""
        return self.open().filter(due_on__lt=on or timezone.localdate())


class EligibilityAlarmQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Alarms whose origin or residence unit is an office of `user`; the county sees all of its own."""
        return self.filter(scope_of(user).q(self.model, "origin", "residence", roles=OFFICES))

    def open(self):
        """Alarms without a conclusion."""
        return self.filter(state__in=OPEN_ALARMS)
