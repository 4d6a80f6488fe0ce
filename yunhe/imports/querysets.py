"""Narrowing of imports."""

from django.db import models

from yunhe.accounts.scope import scope_of


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Imports made for an area in which `user` is staff, and those the user started."""
        return self.filter(scope_of(user).within("area") | models.Q(uploaded_by_id=user.pk))
