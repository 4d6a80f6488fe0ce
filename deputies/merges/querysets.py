"""Which joined records and which told apart a user sees: those of deputies in scope."""

from django.db import models

from yunhe.accounts.scope import scope_of


class MergeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Merges of records one of whose origins lies in a staff area of `user`."""
        return self.filter(scope_of(user).q(self.model, "origin", "kept__origin"))

    def standing(self):
        """Merges that were not taken back."""
        return self.filter(undone_at__isnull=True)


class DistinctionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Distinctions between deputies one of whose origins lies in a staff area of `user`."""
        return self.filter(scope_of(user).q(self.model, "first__origin", "second__origin"))

    def standing(self):
        """Distinctions that were not taken back."""
        return self.filter(undone_at__isnull=True)
