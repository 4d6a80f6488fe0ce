"""Which mandates are in force."""

from django.db import models

from yunhe.areas.enums import TOWNSHIPS


class MandateQuerySet(models.QuerySet):
    """Mandates as sentences."""

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

    def in_townships(self):
        """Mandates of deputies elected in towns and townships: the article's denominator of six townships."""
        return self.filter(deputy__origin__kind__in=TOWNSHIPS)
