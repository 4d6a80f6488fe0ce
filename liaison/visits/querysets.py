"""Which visits, findings and campaigns a user sees."""

from django.db import models

from liaison.households.querysets import _related
from yunhe.accounts.scope import scope_of
from yunhe.kit.lookups import among


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Visits of the households whom `user` may see; a deputy sees the own ones also after the pair has ended."""
        scope = scope_of(user)
        seen = among("household", scope.seen(self.model._meta.get_field("household").related_model))
        return self.filter(seen | scope.q(self.model, own="deputy__user"))

    def standing(self):
        """Visits that were not taken back."""
        return self.filter(undone_at__isnull=True)


class VisitFindingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Findings of the visits that `user` may see."""
        return self.filter(visit__in=_related(self.model, "visit").visible_to(user))


class VisitCampaignQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Campaigns of the areas in which `user` is staff, and those of the areas above and below."""
        scope = scope_of(user)
        above = {int(pk) for path in scope.paths() for pk in path.strip("/").split("/")}
        return self.filter(scope.within("area") | among("area", above))

    def running(self, day):
        """Campaigns that go on on `day`."""
        return self.filter(begins_on__lte=day, ends_on__gte=day)
