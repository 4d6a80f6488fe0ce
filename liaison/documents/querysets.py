"""Narrowing of documents."""

from django.db import models

from liaison.documents.enums import DocumentState
from yunhe.accounts.enums import BUSINESS_ROLES, OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.kit.lookups import among


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Documents of the areas above `user`'s own (a county's rules bind everybody in it), and of the areas below."""
        scope = scope_of(user)
        held = [held.area.path for held in scope.appointments if held.role in BUSINESS_ROLES and held.area.path]
        above = {int(pk) for path in held for pk in path.strip("/").split("/")}
        return self.filter(among("area", above) | scope.within("area", *OFFICES))

    def in_force(self):
        return self.filter(state=DocumentState.IN_FORCE)
