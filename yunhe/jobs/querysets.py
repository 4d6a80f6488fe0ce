"""Narrowing of jobs."""

from django.db import models


class JobQuerySet(models.QuerySet):
    """Jobs as sentences."""

    def visible_to(self, user):
        """Jobs that `user` started."""
        return self.filter(started_by=user)
