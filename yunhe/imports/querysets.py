"""Narrowing of imports."""

from django.db import models

from yunhe.accounts.scope import scope_of
from yunhe.areas.querysets import within_q


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Imports made for an area in which `user` is staff, and those the user started."""
        return self.filter(within_q("area", scope_of(user).paths()) | models.Q(uploaded_by_id=user.pk))
