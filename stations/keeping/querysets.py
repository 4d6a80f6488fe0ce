"""Narrowing of postings."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of


class PostingQuerySet(models.QuerySet):
    """Postings as sentences."""

    def visible_to(self, user):
        """Postings at stations in scope and of deputies of the user's area; a deputy sees the own ones."""
        scope = scope_of(user)
        condition = scope.q("station__organising_area", "station__location_area", "deputy__origin", "deputy__residence")
        if scope.has_role(Role.DEPUTY):
            condition |= Q(deputy__user_id=user.pk)
        return self.filter(condition)

    def open(self):
        """Postings that have not been ended, also those that have not begun yet."""
        return self.filter(ends_on__isnull=True)

    def in_force(self, on=None):
        """Postings that have begun and not ended, of deputies who act: in office and not suspended."""
        day = on or timezone.localdate()
        acting = Q(deputy__mandates__ended_on__isnull=True, deputy__mandates__suspension="")
        running = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        return self.filter(running, acting, begins_on__lte=day).distinct()
