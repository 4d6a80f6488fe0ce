"""Reads for the pages of elections."""

from django.db.models import Count, Q, QuerySet

from deputies.mandates.models import CongressTerm, Mandate
from liaison.elections.enums import ELECTION, Outcome
from liaison.elections.models import Election
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import AreaKind


def terms_to_end(user: User) -> QuerySet[CongressTerm]:
    """Return the newest terms that `user` keeps and that have no election yet."""
    scope = scope_of(user)
    own = scope.within("area", Role.OFFICE_STAFF) & ~Q(area__kind=AreaKind.COUNTY)
    county = scope.within("area", Role.COUNTY_OFFICE)
    terms = CongressTerm.objects.filter(own | county, election_after__isnull=True)
    later = CongressTerm.objects.filter(election_before__state__in=ELECTION.unfinished)
    return terms.exclude(pk__in=later).order_by("area__order", "area__code", "-number")


def numbers(prefix: str = "") -> dict[str, Count]:
    """Return how many deputies there are by what becomes of them; `prefix` leads to the lines."""
    outcomes = {"undecided": Outcome.UNDECIDED, "staying": Outcome.RE_ELECTED, "leaving": Outcome.LEAVES}
    return {name: Count(f"{prefix}pk", filter=Q(**{f"{prefix}outcome": value})) for name, value in outcomes.items()}


def not_yet_in(election: Election) -> QuerySet[Mandate]:
    """Return the mandates in force of the old term that have no line in `election`: entered since it was prepared."""
    return Mandate.objects.serving().filter(term=election.old, election_line__isnull=True)
