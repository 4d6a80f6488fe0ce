"""Narrowing of users and appointments."""

from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone


class AppointmentQuerySet(models.QuerySet):
    """Appointments as sentences."""

    def in_force(self, on=None):
        """Appointments that hold on the date `on` (today by default)."""
        on = on or timezone.localdate()
        return self.filter(begins_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class AccountManager(UserManager):
    """Creates users with the username as their only key."""
