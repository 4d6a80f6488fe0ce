"""Which visits, findings and campaigns a user sees."""

from django.db import models
from django.db.models import Q

from liaison.households.querysets import _related
from yunhe.accounts.scope import scope_of
from yunhe.areas.querysets import within_q


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Visits of the households whom `user` may see; a deputy sees the own ones also after the pair has ended."""
        seen = Q(household__in=_related(self.model, "household").visible_to(user))
        return self.filter(seen | scope_of(user).q(own="deputy__user"))

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
        paths = scope.paths()
        above = {"/".join(path.split("/")[:depth]) + "/" for path in paths for depth in range(1, path.count("/") + 1)}
        return self.filter(within_q("area", paths) | Q(area__path__in=above))

    def running(self, day):
        """Campaigns that go on on `day`."""
        return self.filter(begins_on__lte=day, ends_on__gte=day)
