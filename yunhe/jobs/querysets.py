"""Narrowing of jobs and errands."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

OVERDUE = timedelta(minutes=2)


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(started_by=user)


class ErrandQuerySet(models.QuerySet):
    """Errands as sentences."""

    def given_up(self):
        """Errands that were tried too often, or whose task is no more: nothing sends them again by itself."""
        return self.filter(next_at=None)

    def left_over(self):
        """Errands that an administrator should know of: given up, failed before, or not done for some minutes."""
        return self.filter(Q(next_at=None) | Q(tries__gt=0) | Q(made_at__lt=timezone.now() - OVERDUE))
