"""Narrowing of print batches."""

from django.db import models

from yunhe.accounts.scope import scope_of


class PrintBatchQuerySet(models.QuerySet):
    """Print batches as sentences."""

    def visible_to(self, user):
        """Batches made in an area within a staff area of `user`."""
        return self.filter(scope_of(user).q("area"))
