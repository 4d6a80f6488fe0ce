"""Narrowing of registrations."""

from django.db import models
from django.utils import timezone

from liaison.registration.enums import OPEN_ALARMS, OPEN_STATES, RegistrationState
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.scope import scope_of

#: who acts next: the state, the relation to the area, the roles that act there
TURNS = (
    (RegistrationState.RETURNED, "origin", OFFICES),
    (RegistrationState.SUBMITTED, "residence", OFFICES),
    (RegistrationState.VERIFIED, "residence", OFFICES),
    (RegistrationState.VERIFIED, "community", (Role.POINT_KEEPER,)),
)


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Registrations whose origin, residence or community lies in a staff area of `user`; a deputy sees the own registrations."""
        return self.filter(scope_of(user).q(self.model, "origin", "residence", "community", own="deputy__user"))

    def open(self):
        """Registrations that have not ended."""
        return self.filter(state__in=OPEN_STATES)

    def co_managed(self):
        """Registrations under dual management."""
        return self.filter(state=RegistrationState.CO_MANAGED)

    def waiting_for(self, user):
        """Registrations of which the next step is that of an office or community of `user`."""
        condition = models.Q(pk__in=[])
        for state, relation, roles in TURNS:
            condition |= models.Q(state=state) & scope_of(user).within(relation, *roles)
        return self.filter(condition)

    def with_first_home(self, year, until=None):
        """Registrations with `first_home`: when the deputy was first back in the constituency in `year` (up to `until`), None for never.

        Back is who checked in at a station that stands in the unit of origin, or at an activity that unit organises there.
        """
        check_ins = self.model._meta.get_field("deputy").related_model._meta.get_field("check_ins").related_model
        home = models.OuterRef("origin")
        there = models.Q(station__location_area__unit=home) | models.Q(
            station=None, activity__organising_area__unit=home
        )
        seen = check_ins.objects.standing().filter(there, deputy=models.OuterRef("deputy"), at__year=year)
        if until is not None:
            seen = seen.filter(at__date__lte=until)
        return self.annotate(first_home=models.Subquery(seen.order_by("at").values("at")[:1]))

    def late(self, on=None):
        """Open registrations whose stage is past its deadline."""
        return self.open().filter(due_on__lt=on or timezone.localdate())


class EligibilityAlarmQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Alarms whose origin or residence unit is an office of `user`; the county sees all of its own."""
        return self.filter(scope_of(user).q(self.model, "origin", "residence", roles=OFFICES))

    def open(self):
        """Alarms without a conclusion."""
        return self.filter(state__in=OPEN_ALARMS)

    def waiting_for(self, user):
        """Open alarms on which an office of `user` has not answered yet; for the county, which concludes, all of its own."""
        scope = scope_of(user)
        steps = self.model._meta.get_field("steps").related_model.objects
        condition = scope.within("origin", Role.COUNTY_OFFICE)
        for side in ("origin", "residence"):
            answered = steps.filter(alarm=models.OuterRef("pk"), side=side, verb="answer")
            condition |= scope.within(side, Role.OFFICE_STAFF) & ~models.Exists(answered)
        return self.open().filter(condition)
