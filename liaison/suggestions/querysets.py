"""Narrowing of suggestions."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from liaison.suggestions.enums import OPEN_STATES, SuggestionState
from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.areas.querysets import within_q


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Suggestions handed in to an office of `user` (drafts are the deputy's own); a deputy sees those led or asked to sign."""
        scope = scope_of(user)
        offices = within_q("office", scope.paths(Role.COUNTY_OFFICE, Role.OFFICE_STAFF))
        condition = offices & Q(handed_in_on__isnull=False)
        if scope.has_role(Role.DEPUTY):
            asked = self.model._meta.get_field("signers").related_model.objects
            mine = asked.filter(suggestion=OuterRef("pk"), deputy__user_id=user.pk)
            condition |= Q(leader__user_id=user.pk) | Exists(mine)
        return self.filter(condition)

    def open(self):
        """Suggestions that wait for somebody."""
        return self.filter(state__in=OPEN_STATES)

    def late(self, on=None):
        """Suggestions past the time that the law sets."""
        return self.open().exclude(state=SuggestionState.DRAFT).filter(due_on__lt=on or timezone.localdate())
