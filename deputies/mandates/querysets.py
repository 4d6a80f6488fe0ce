"""Which terms a user sees, which mandates are in force."""

from django.db import models
from django.db.models import Q

from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.kit.lookups import among


class TermQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Terms of the congresses in the offices of `user`, and of those above them."""
        scope = scope_of(user)
        above = {pk for area in scope.areas(*OFFICES) for pk in (area.path or "").strip("/").split("/")}
        return self.filter(scope.within("area") | among("area", map(int, above - {""})))

    def serving_on(self, day):
        """Of each congress the term that serves on `day`: begun and not over, by date and not by number.

        A term whose beginning is unknown counts only where its congress has no dated one that serves.
        """
        begun = self.filter(Q(begins_on__isnull=True) | Q(begins_on__lte=day))
        begun = begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
        latest = begun.filter(area=models.OuterRef("area")).order_by(
            models.F("begins_on").desc(nulls_last=True), "-number"
        )
        return self.filter(pk=models.Subquery(latest.values("pk")[:1]))


class MandateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Mandates of the deputies whom `user` may see."""
        deputies = self.model._meta.get_field("deputy").related_model.objects
        return self.filter(deputy__in=deputies.visible_to(user))

    def serving(self):
        """Mandates that have not ended."""
        return self.filter(ended_on__isnull=True)

    def acting(self):
        """Mandates in force that are not suspended (代表法 61)."""
        return self.serving().filter(suspension="")
