"""Narrowing of suggestions."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from liaison.concerns.enums import TRACKED
from liaison.suggestions.enums import OPEN_STATES, SuggestionState
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.scope import scope_of
from yunhe.kit.lookups import among


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Suggestions handed in (drafts are the deputy's own): to an office of `user`, by a deputy whom one of its offices
        manages, or out of a concern that it leads; a unit's own; those that a deputy leads or is asked to sign.
        """
        scope, model = scope_of(user), self.model
        roles = (
            OFFICES if scope.has_role(Role.POINT_KEEPER) else ()
        )  # of staff without a point the same, and asked already
        condition = Q(pk__in=[])
        if scope.has_role(*OFFICES):
            condition |= scope.q(model, "office", "leader__origin", "leader__residence", roles=roles)
            led = model.objects.filter(scope.within("concern__lead", *OFFICES))
            condition |= among(
                "pk", scope.ids("suggestions out of concerns led", led.order_by().values_list("pk", flat=True))
            )
        if scope.has_role(Role.HANDLING_UNIT):
            own = scope.ids(
                "own handling units", user.handling_units.filter(is_active=True).order_by().values_list("pk", flat=True)
            )
            helped = model._meta.get_field("co_handlers").related_model.objects.filter(among("unit", own))
            condition |= among("unit", own)
            condition |= among(
                "pk", scope.ids("co-handled suggestions", helped.order_by().values_list("suggestion", flat=True))
            )
        condition &= Q(handed_in_on__isnull=False)
        if scope.has_role(Role.DEPUTY):
            asked = model._meta.get_field("signers").related_model.objects.filter(deputy__user_id=user.pk)
            mine = scope.ids("suggestions to sign", asked.order_by().values_list("suggestion", flat=True))
            condition |= scope.q(model, own="leader__user") | among("pk", mine)
        return self.filter(condition)

    def of_offices_of(self, user):
        """Suggestions that were handed in to an office of `user` itself, not to one below it."""
        return self.filter(office__in=[area.pk for area in scope_of(user).areas(*OFFICES)])

    def open(self):
        """Suggestions that wait for somebody."""
        return self.filter(state__in=OPEN_STATES)

    def to_track(self, on=None):
        """Suggestions that were answered "being solved" or "planned" and are to be asked after by now."""
        return self.filter(state=SuggestionState.CLOSED, result__in=TRACKED, check_on__lte=on or timezone.localdate())

    def with_units_of(self, user):
        """Suggestions that a unit of `user` handles, alone or with others."""
        own = user.handling_units.filter(is_active=True)
        return self.filter(
            Q(unit__in=own.values("pk"))
            | Q(
                pk__in=self.model.co_handlers.rel.related_model.objects.filter(unit__in=own.values("pk")).values(
                    "suggestion"
                )
            )
        )

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
