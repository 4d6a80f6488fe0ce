"""Narrowing of flows, joint meetings and resolutions."""

from datetime import date

from django.db import models
from django.db.models import Count, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from liaison.joint_meetings.deadlines import meet_by
from liaison.joint_meetings.enums import HELD_MEETINGS, OPEN_MEETINGS, WAITING_MEETINGS, ResolutionState
from liaison.registration.enums import OPEN_STATES, EndReason
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.scope import scope_of

NO_FLOW = (EndReason.MISTAKE, EndReason.WITHDRAWN)  # registrations that never were a move from one unit to another


def of_offices(user) -> Q:
    """Return the condition that an office of `user` is the origin or the residence."""
    scope = scope_of(user)
    return scope.within("origin", *OFFICES) | scope.within("residence", *OFFICES)


def counted(rows: models.QuerySet, origin: str = "origin", residence: str = "residence") -> Coalesce:
    """Return the number of `rows` between the two units of the outer row, 0 for none."""
    own = rows.filter(**{origin: OuterRef("origin"), residence: OuterRef("residence")}).order_by()
    return Coalesce(Subquery(own.values(origin).annotate(number=Count("pk")).values("number")), Value(0))


class CoManagementQuerySet(models.QuerySet):
    """Pairs of units as sentences. A pair stands in the table as its first registration, so a real flow is needed to have one."""

    def pairs(self, among: Q | None = None):
        """One row for each origin and residence between which a registration was opened; only of those `among`, if given."""
        registrations = self.model._meta.apps.get_model("liaison", "Registration").objects
        flows = registrations.exclude(end_reason__in=NO_FLOW).filter(among or Q()).order_by()
        return self.filter(pk__in=flows.values("origin", "residence").annotate(first=Min("pk")).values("first"))

    def pairs_of(self, user):
        """`pairs` of which an office of `user` is one side: grouped within its scope, not over the whole register."""
        return self.pairs(of_offices(user)).visible_to(user)

    def visible_to(self, user):
        """Pairs of which an office of `user` is one side; the county sees all of its own."""
        return self.filter(of_offices(user))

    def with_figures(self, year: int):
        """Annotate what the list shows of `year`: registrations, meetings, resolutions, discrepancies. Every figure is counted."""
        names = ("Registration", "JointMeeting", "Resolution", "Discrepancy")
        found = [self.model._meta.apps.get_model("liaison", name).objects for name in names]
        registrations, every_meeting, resolutions, discrepancies = found
        meetings = every_meeting.filter(year=year)
        last = every_meeting.between(OuterRef("origin"), OuterRef("residence")).held()
        return self.annotate(
            of_year=Value(year),
            meet_by=meet_by(year).expression("origin__path"),
            open_registrations=counted(registrations.filter(state__in=OPEN_STATES)),
            held=counted(meetings.filter(state__in=HELD_MEETINGS)),
            planned=counted(meetings.filter(state__in=OPEN_MEETINGS)),
            open_resolutions=counted(resolutions.open(), "meeting__origin", "meeting__residence"),
            late_resolutions=counted(resolutions.late(), "meeting__origin", "meeting__residence"),
            open_discrepancies=counted(discrepancies.open(), "registration__origin", "registration__residence"),
            last_held_at=Subquery(last.order_by("-starts_at").values("starts_at")[:1]),
        )

    def without_meeting(self, year: int):
        """Pairs with open registrations that have neither met nor arranged to meet in `year`, with the figures of that year."""
        return self.with_figures(year).filter(held=0, planned=0, open_registrations__gt=0)


class JointMeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Meetings of which an office of `user` is one side."""
        return self.filter(of_offices(user))

    def between(self, origin, residence):
        return self.filter(origin=origin, residence=residence)

    def open(self):
        """Meetings to come: proposed or agreed."""
        return self.filter(state__in=OPEN_MEETINGS)

    def held(self):
        """Meetings that took place."""
        return self.filter(state__in=HELD_MEETINGS)

    def waiting_for(self, user):
        """Meetings on which an office of `user` has to answer: a proposal, or minutes to confirm."""
        sides = ("origin", "residence")
        waits = [Q(waits_for=side) & scope_of(user).within(side, Role.OFFICE_STAFF) for side in sides]
        return self.filter(waits[0] | waits[1], state__in=WAITING_MEETINGS)


class ResolutionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Resolutions of the meetings that `user` sees."""
        return self.filter(scope_of(user).q(self.model, "meeting__origin", "meeting__residence", roles=OFFICES))

    def open(self):
        return self.filter(state=ResolutionState.OPEN)

    def late(self, on: date | None = None):
        """Open resolutions past their day."""
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def owned_by_offices_of(self, user):
        """Resolutions that a unit of `user` carries out."""
        return self.filter(scope_of(user).within("unit", Role.OFFICE_STAFF))
