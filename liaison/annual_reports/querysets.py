"""Narrowing of annual reports and decisions."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from liaison.annual_reports.enums import DecisionState, ReportState
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.scope import scope_of


class AnnualReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reports of the offices of `user`; the county office reads those of its county once they are handed in."""
        scope = scope_of(user)
        own = scope.within("area", Role.OFFICE_STAFF)
        handed_in = scope.within("area", Role.COUNTY_OFFICE) & ~Q(state=ReportState.DRAFTING)
        return self.filter(own | handed_in)


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Decisions on the reports of the offices of `user`, and those that an office of `user` is to carry out."""
        return self.filter(scope_of(user).q(self.model, "report__area", "owner", roles=OFFICES))

    def owned_by_offices_of(self, user):
        """Decisions that an office of `user` carries out."""
        return self.filter(scope_of(user).within("owner", Role.OFFICE_STAFF))

    def open(self):
        """Decisions that are not carried out yet."""
        return self.filter(state=DecisionState.OPEN)

    def late(self, on=None):
        """Open decisions past their day."""
        return self.open().filter(due_on__lt=on or timezone.localdate())
