"""Narrowing of stations, codes, activities and check-ins."""

from django.db import models
from django.db.models import Q

from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of


class StationQuerySet(models.QuerySet):
    """Stations as sentences."""

    def visible_to(self, user):
        """Stations whose organising or location area lies in a staff area of `user`."""
        return self.filter(scope_of(user).q("organising_area", "location_area"))

    def active(self):
        """Stations in use."""
        return self.filter(is_active=True)


class ActivityQuerySet(models.QuerySet):
    """Activities as sentences."""

    def visible_to(self, user):
        """Activities that an area of `user` organises or that take place at a station located there."""
        return self.filter(scope_of(user).q("organising_area", "station__location_area"))


class CodeQuerySet(models.QuerySet):
    """Codes as sentences."""

    def visible_to(self, user):
        """Codes of stations, activities and deputies in scope of `user`."""
        scope = scope_of(user)
        condition = scope.q(
            "station__organising_area",
            "station__location_area",
            "activity__organising_area",
            "deputy__origin",
            "deputy__residence",
        )
        if scope.has_role(Role.DEPUTY):
            condition |= Q(deputy__user_id=user.pk)
        return self.filter(condition)

    def in_force(self):
        """Codes that have not been revoked."""
        return self.filter(revoked_at__isnull=True)

    def without_images(self):
        """Codes whose PNG and SVG have not been made yet."""
        return self.filter(images_made_at__isnull=True, revoked_at__isnull=True)


class CheckInQuerySet(models.QuerySet):
    """Check-ins as sentences."""

    def visible_to(self, user):
        """Check-ins at stations or by deputies in scope of `user`; a deputy sees the own ones."""
        scope = scope_of(user)
        condition = scope.q("station__organising_area", "station__location_area", "deputy__origin", "deputy__residence")
        if scope.has_role(Role.DEPUTY):
            condition |= Q(deputy__user_id=user.pk)
        return self.filter(condition)

    def standing(self):
        """Check-ins that have not been undone."""
        return self.filter(undone_at__isnull=True)
