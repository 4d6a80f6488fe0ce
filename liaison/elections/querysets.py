"""Narrowing of changes of term."""

from django.db import models

from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.areas.querysets import within_q


class ElectionQuerySet(models.QuerySet):
    """Changes of term as sentences."""

    def visible_to(self, user):
        """Changes of the congresses of the offices of `user`."""
        return self.filter(within_q("area", scope_of(user).paths(*OFFICES)))


class ElectionLineQuerySet(models.QuerySet):
    """Lines of a change as sentences."""

    def visible_to(self, user):
        """Lines of the changes that `user` may see."""
        changes = self.model._meta.get_field("change").related_model.objects
        return self.filter(change__in=changes.visible_to(user))

    def waiting(self):
        """Lines that have not been carried out."""
        return self.filter(carried_at__isnull=True)
