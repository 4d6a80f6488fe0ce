"""Which codes, print batches and screens a user sees."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q

from yunhe.accounts.scope import scope_of

PLACES = (
    "station__organising_area",
    "station__location_area",
    "activity__organising_area",
    "activity__team__area",
    "activity__team__partner",
)


def images_folder() -> str:
    """Return the folder of the code images; it changes with SITE_URL, because the address is inside the picture."""
    return f"codes/{hashlib.sha256(settings.SITE_URL.encode()).hexdigest()[:8]}/"


class CodeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Codes of stations, activities and deputies in scope of `user`."""
        return self.filter(
            scope_of(user).q(self.model, *PLACES, "deputy__origin", "deputy__residence", own="deputy__user")
        )

    def in_force(self):
        """Codes that have not been revoked."""
        return self.filter(revoked_at__isnull=True)

    def without_images(self):
        """Codes in force whose images have not been made yet, or were made for another site address."""
        stale = Q(images_made_at__isnull=True) | ~Q(png__startswith=images_folder())
        return self.in_force().filter(stale)


class PrintBatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Batches made in an area within a staff area of `user`."""
        return self.filter(scope_of(user).within("area"))


class ScreenQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Screens of stations and activities in scope of `user`."""
        return self.filter(scope_of(user).q(self.model, *PLACES))

    def in_force(self):
        """Screens whose link has not been revoked."""
        return self.filter(revoked_at__isnull=True)
