"""Narrowing of documents."""

from django.db import models
from django.db.models import Q

from liaison.documents.enums import DocumentState
from yunhe.accounts.enums import BUSINESS_ROLES, OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.areas.querysets import within_q


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Documents of the areas above `user`'s own (a county's rules bind everybody in it), and of the areas below."""
        scope = scope_of(user)
        held = [held.area.path for held in scope.appointments if held.role in BUSINESS_ROLES and held.area.path]
        above = {int(pk) for path in held for pk in path.strip("/").split("/")}
        below = within_q("area", scope.paths(*OFFICES))
        return self.filter(Q(area_id__in=above) | below)

    def in_force(self):
        return self.filter(state=DocumentState.IN_FORCE)
