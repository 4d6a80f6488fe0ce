"""Narrowing of suggestions."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from liaison.suggestions.enums import OPEN_STATES, SuggestionState
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.scope import scope_of
from yunhe.kit.lookups import among


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Suggestions handed in to an office of `user` (drafts are the deputy's own); a deputy sees those led or asked to sign."""
        scope = scope_of(user)
        offices = scope.within("office", Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
        condition = offices & Q(handed_in_on__isnull=False)
        if scope.has_role(Role.DEPUTY):
            asked = self.model._meta.get_field("signers").related_model.objects.filter(deputy__user_id=user.pk)
            mine = scope.ids("suggestions to sign", asked.order_by().values_list("suggestion", flat=True))
            condition |= scope.q(self.model, own="leader__user") | among("pk", mine)
        return self.filter(condition)

    def of_offices_of(self, user):
        """Suggestions that were handed in to an office of `user` itself, not to one below it."""
        return self.filter(office__in=[area.pk for area in scope_of(user).areas(*OFFICES)])

    def open(self):
        """Suggestions that wait for somebody."""
        return self.filter(state__in=OPEN_STATES)

    def late(self, on=None):
        """Suggestions past the time that the law sets."""
        return self.open().exclude(state=SuggestionState.DRAFT).filter(due_on__lt=on or timezone.localdate())


class CoHandlerQuerySet(models.QuerySet):
    """Units that handle with others, as sentences."""

    def visible_to(self, user):
        """Those of the suggestions that `user` may see."""
        suggestions = self.model._meta.get_field("suggestion").related_model.objects
        return self.filter(suggestion__in=suggestions.visible_to(user))

    def asked(self):
        """Those whose opinion is still awaited; once the suggestion is answered nobody waits for it."""
        return self.filter(given_on__isnull=True, suggestion__state=SuggestionState.ASSIGNED)

    def late(self, on=None):
        """Those whose time has passed."""
        return self.asked().filter(due_on__lt=on or timezone.localdate())
