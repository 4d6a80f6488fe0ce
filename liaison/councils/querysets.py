"""Which council meetings a user sees."""

from django.db import models
from django.utils import timezone

from liaison.councils.enums import CouncilState
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of


class CouncilMeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Meetings of the councils of the user's offices."""
        return self.filter(scope_of(user).within("area", *OFFICES))

    def of_offices_of(self, user):
        """Meetings that an office of `user` keeps itself, not one below it."""
        return self.filter(area__in=[area.pk for area in scope_of(user).areas(*OFFICES)])

    def held(self):
        return self.filter(state=CouncilState.HELD)

    def to_hold(self, on=None):
        """Planned meetings whose day has come: the roll is to be called, that they were held to be written down."""
        return self.filter(state=CouncilState.PLANNED, on__lte=on or timezone.localdate())
