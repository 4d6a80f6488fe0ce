"""Narrowing of ledger entries and of the registers' keepers."""

from django.db import models
from django.utils import timezone

from liaison.ledger.enums import UNFINISHED, EntryState
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of


class LedgerEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Entries whose origin or residence lies in a staff area of `user`; a deputy sees the own entries."""
        return self.filter(scope_of(user).q(self.model, "origin", "residence", "community", own="deputy__user"))

    def counted(self):
        """Entries that belong to the round (dropped ones do not)."""
        return self.exclude(state=EntryState.DROPPED)

    def overdue(self, on=None):
        """Entries with work left although their round has closed."""
        return self.incomplete().filter(round__closes_on__lt=on or timezone.localdate())

    def waiting_for(self, user):
        """Confirmed entries that an office of `user` is to countersign: the origin keeps the register."""
        return self.filter(scope_of(user).within("origin", *OFFICES), state=EntryState.CONFIRMED)

    def incomplete(self):
        """Entries that are not countersigned yet."""
        return self.filter(state__in=UNFINISHED)


class RegisterKeeperQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Keepers of the registers of units in a staff area of `user`."""
        return self.filter(scope_of(user).within("area"))

    def current(self):
        """Keepers who have not handed over."""
        return self.filter(until__isnull=True)
