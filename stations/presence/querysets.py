"""Which check-ins a user sees."""

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

from yunhe.accounts.scope import scope_of
from yunhe.kit.pager import counted_by

PLACES = (
    "station__organising_area",
    "station__location_area",
    "activity__organising_area",
    "activity__team__area",
    "activity__team__partner",
)
PEOPLE = ("deputy__origin", "deputy__residence")


class CheckInQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Check-ins at stations, activities or by deputies in scope of `user`; a deputy sees the own ones."""
        return self.filter(scope_of(user).q(self.model, *PLACES, *PEOPLE, own="deputy__user"))

    def count_for(self, user):
        """Return how many check-ins `user` may see, as `yunhe.kit.pager.counted`."""
        return counted_by(self, scope_of(user).roads(self.model, *PEOPLE, *PLACES, own="deputy__user"))

    def standing(self):
        """Check-ins that have not been undone."""
        return self.filter(undone_at__isnull=True)

    def still_there(self):
        """Standing check-ins whose end nobody has recorded."""
        return self.standing().filter(left_at__isnull=True)

    def unsealed(self):
        """Check-ins of which something is not in the audit chain yet."""
        return self.filter(unsealed__isnull=False)

    def away(self):
        """Check-ins at what another unit than the deputy's own has organised (在外单位参加)."""
        unit = Coalesce("activity__organising_area__unit", "station__organising_area__unit")
        return (
            self.annotate(_organiser=unit)
            .filter(_organiser__isnull=False)
            .exclude(_organiser=F("deputy__origin__unit"))
        )
