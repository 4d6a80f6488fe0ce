"""Narrowing of screens."""

from django.db import models

from yunhe.accounts.scope import scope_of

PLACES = (
    "station__organising_area",
    "station__location_area",
    "activity__organising_area",
    "activity__team__area",
    "activity__team__partner",
)


class ScreenQuerySet(models.QuerySet):
    """Screens as sentences."""

    def visible_to(self, user):
        """Screens of stations and activities in scope of `user`."""
        return self.filter(scope_of(user).q(*PLACES))

    def in_force(self):
        """Screens whose link has not been revoked."""
        return self.filter(revoked_at__isnull=True)
