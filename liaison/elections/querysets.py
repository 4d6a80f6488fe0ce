"""Narrowing of elections."""

from django.db import models

from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of


class ElectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Elections of the congresses of the offices of `user`."""
        return self.filter(scope_of(user).within("area", *OFFICES))


class ElectionLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Lines of the elections that `user` may see."""
        elections = self.model._meta.get_field("election").related_model.objects
        return self.filter(election__in=elections.visible_to(user))

    def waiting(self):
        """Lines that have not been carried out."""
        return self.filter(carried_at__isnull=True)
