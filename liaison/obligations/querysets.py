"""Narrowing of obligations and of the rules behind them."""

from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from liaison.obligations.enums import UNDONE, ObligationState, Standing
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.kit.lookups import among


class ObligationTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Rules that an area of `user` has set or is bound by: its own, those below it, those of the county above it."""
        scope = scope_of(user)
        above = {int(pk) for path in scope.paths(*OFFICES) for pk in path.strip("/").split("/")}
        own = scope.q(self.model, "area", "team__area", "team__partner", roles=OFFICES)
        return self.filter(own | among("area", above) & Q(team__isnull=True))

    def running(self, on=None):
        """Rules in force on `on` (today)."""
        day = on or timezone.localdate()
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))

    def current(self):
        """The newest version of each rule, with those that have ended."""
        later = self.model.objects.filter(area=OuterRef("area"), key=OuterRef("key"), version__gt=OuterRef("version"))
        return self.filter(~Exists(later))


class ObligationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Obligations of units, pairs and teams in which an office of `user` has a part."""
        return self.filter(scope_of(user).q(self.model, "unit", "partner", roles=OFFICES))

    def of_unit(self, unit):
        """Obligations that `unit` owes, alone, with another unit or through a team."""
        return self.filter(Q(unit=unit) | Q(partner=unit))

    def owed_by_offices_of(self, user):
        """Obligations that an office of `user` owes itself, alone or with another; not those of the units below it."""
        own = [area.pk for area in scope_of(user).areas(*OFFICES)]
        return self.filter(Q(unit__in=own) | Q(partner__in=own))

    def undone(self):
        """Obligations that are still to be done."""
        return self.filter(state__in=UNDONE)

    def overdue(self, on=None):
        """Obligations still to be done although their day has passed."""
        return self.undone().filter(due_on__lt=on or timezone.localdate())

    def begun(self, on=None):
        """Obligations whose period has begun."""
        return self.filter(period_from__lte=on or timezone.localdate())

    def with_standing(self, on=None):
        """Obligations with `standing`: how each stands against its day on `on` (today); see `enums.Standing`."""
        day = on or timezone.localdate()
        return self.annotate(
            standing=Case(
                When(state=ObligationState.SKIPPED, then=Value(Standing.SKIPPED)),
                When(state=ObligationState.DONE, done_on__lte=F("due_on"), then=Value(Standing.ON_TIME)),
                When(state=ObligationState.DONE, then=Value(Standing.DONE_LATE)),
                When(due_on__lt=day, then=Value(Standing.OVERDUE)),
                default=Value(Standing.COMING),
                output_field=CharField(),
            )
        )
