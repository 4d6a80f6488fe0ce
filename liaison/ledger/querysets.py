"""Narrowing of ledger entries and of the registers' keepers."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from liaison.ledger.enums import EntryState
from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of


class LedgerEntryQuerySet(models.QuerySet):
    """Entries as sentences."""

    def visible_to(self, user):
        """Entries whose origin or residence lies in a staff area of `user`; a deputy sees the own entries."""
        scope = scope_of(user)
        condition = scope.q("origin", "residence", "community")
        if scope.has_role(Role.DEPUTY):
            condition |= Q(deputy__user_id=user.pk)
        return self.filter(condition)

    def counted(self):
        """Entries that belong to the round (dropped ones do not)."""
        return self.exclude(state=EntryState.DROPPED)

    def overdue(self, on=None):
        """Entries with work left although their round has closed."""
        return self.incomplete().filter(round__closes_on__lt=on or timezone.localdate())

    def incomplete(self):
        """Entries that are not countersigned yet."""
        return self.filter(state__in=(EntryState.OPEN, EntryState.CONFIRMED))


class RegisterKeeperQuerySet(models.QuerySet):
    """Keepers as sentences."""

    def visible_to(self, user):
        """Keepers of the registers of units in a staff area of `user`."""
        return self.filter(scope_of(user).q("area"))

    def current(self):
        """Keepers who have not handed over."""
        return self.filter(until__isnull=True)
