"""Narrowing of ledger entries."""

from django.db import models
from django.db.models import Q

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

    def incomplete(self):
        """Entries that are not countersigned yet."""
        return self.filter(state__in=(EntryState.OPEN, EntryState.CONFIRMED))
