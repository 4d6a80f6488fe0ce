"""Narrowing of users and appointments."""

from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from yunhe.accounts.enums import Role
from yunhe.areas.querysets import within_q


class AppointmentQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """Appointments that hold on the date `on` (today by default)."""
        on = on or timezone.localdate()
        return self.filter(begins_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))

    def system_admins(self):
        """Appointments in force of system administrators."""
        return self.in_force().filter(role=Role.SYSTEM_ADMIN)


class AccountQuerySet(models.QuerySet):
    def with_appointment_in(self, paths):
        """Accounts that hold or held a role in an area at or below one of `paths`."""
        appointments = self.model._meta.get_field("appointments").related_model.objects
        return self.filter(pk__in=appointments.filter(within_q("area", paths)).values("user"))

    def holding(self, *roles, on=None):
        """Accounts that hold one of `roles` on the date `on` (today by default)."""
        appointments = self.model._meta.get_field("appointments").related_model.objects
        return self.filter(Exists(appointments.in_force(on).filter(role__in=roles, user=OuterRef("pk"))))


class PhoneKeyQuerySet(models.QuerySet):
    def in_force(self):
        """Phones that still check in: not ended, not run out, of an account that is in use."""
        return self.filter(
            ended_at__isnull=True, until__gt=timezone.now(), user__is_active=True, user__waits_since__isnull=True
        )


class AccountManager(UserManager.from_queryset(AccountQuerySet)):  # type: ignore[misc]
    """Creates users with the username as their only key."""
