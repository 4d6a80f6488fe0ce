"""Which years, lines and entries a user sees."""

from django.db import models
from django.utils import timezone

from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.scope import scope_of

MONEY_ROLES = (*OFFICES, Role.FINANCE)


class FundYearQuerySet(models.QuerySet):
    """Years of money as sentences."""

    def visible_to(self, user):
        """Years of the offices of `user`: the county sees those of all its units, a unit its own."""
        return self.filter(scope_of(user).within("office", *MONEY_ROLES))

    def open(self):
        """Years in which something may still move."""
        return self.filter(closed_at__isnull=True)


class FundLineQuerySet(models.QuerySet):
    """Budget lines as sentences."""

    def visible_to(self, user):
        """Lines of the offices of `user`."""
        return self.filter(scope_of(user).q(self.model, "fund_year__office", roles=MONEY_ROLES))

    def open(self):
        """Lines of a year that is open."""
        return self.filter(fund_year__closed_at__isnull=True)

    def of_this_year(self):
        """Lines of the year that it is."""
        return self.filter(fund_year__year=timezone.localdate().year)

    def overdrawn(self):
        """Lines on which less than nothing is free."""
        return self.filter(free_cents__lt=0)


class EntryQuerySet(models.QuerySet):
    """Entries as sentences."""

    def visible_to(self, user):
        """Entries of the lines that `user` sees."""
        return self.filter(scope_of(user).q(self.model, "line__fund_year__office", roles=MONEY_ROLES))
