"""Which receptions, concerns, handling units and templates a user sees, and how they are narrowed."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Q
from django.utils import timezone

from liaison.concerns import clocks
from liaison.concerns.enums import OPEN_STATES, WAITS_FOR_LEAD, WAITS_FOR_VOTER, ConcernState, Lateness
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in
from yunhe.kit.lookups import among
from yunhe.kit.pager import counted_by

ALIKE = 0.18  # of 1: trigrams of short Chinese texts overlap little
RECENT = timedelta(days=180)


class VoterReceptionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Records of stations in scope, and of receptions by deputies of the user's area; a deputy sees the own ones."""
        scope = scope_of(user)
        receiving = self.model.deputies.through
        received = scope.q(receiving, "deputy__origin", "deputy__residence", own="deputy__user")
        here = self.model.objects.filter(scope.q(self.model, "station__organising_area", "station__location_area"))
        theirs = receiving.objects.filter(received).values("voterreception_id")
        return self.filter(pk__in=here.order_by().values("pk").union(theirs))

    def kept_by(self, user):
        """Records of the stations that an area of `user` organises: who follows up what was noted there."""
        return self.filter(scope_of(user).q(self.model, "station__organising_area"))

    def told(self):
        """Records of which the voter knows what came of the matter."""
        return self.filter(concern__told_on__isnull=False)

    def late(self, on=None):
        """Records of matters whose present step is past its deadline."""
        waits = Q(concern__state__in=OPEN_STATES) & ~Q(concern__state__in=WAITS_FOR_VOTER)
        return self.filter(waits, concern__due_on__lt=on or timezone.localdate())


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Concerns led by, from, living in, happening in or handled by an area of `user`; a deputy's and a unit's own.

        A unit sees what was assigned to it, not what others handle. Whoever sees the record of a reception sees the matter
        that was brought there.
        """
        return self.filter(reduce(or_, self._roads(user), Q(pk__in=[])))

    def count_for(self, user):
        """Return how many concerns `user` may see, as `yunhe.kit.pager.counted`."""
        return counted_by(self, self._roads(user))

    def _roads(self, user) -> list[Q]:
        scope = scope_of(user)
        places = ("lead", "origin", "residence", "place", "handling_point")
        roads = scope.roads(self.model, *places, own="deputy__user") + scope.roads(self.model, own="taken_by_user")
        if scope.has_role(Role.HANDLING_UNIT):
            own = user.handling_units.filter(is_active=True).order_by().values_list("pk", flat=True)
            roads.append(among("handling_unit", scope.ids("own handling units", own)))
        if scope.has_role(
            Role.OFFICE_STAFF, Role.POINT_KEEPER, Role.DEPUTY
        ):  # the county leads or sees the lead of all
            records = self.model._meta.get_field("reception").related_model.objects.visible_to(user)
            matters = records.order_by().values_list("concern", flat=True)
            roads.append(among("pk", scope.ids("matters of receptions", matters)))
        return roads

    def taken(self):
        """Concerns that count as such: not those that were refused, merged into another or split."""
        return self.exclude(state__in=(ConcernState.REFUSED, ConcernState.MERGED, ConcernState.SPLIT))

    def waiting_for(self, user):
        """Concerns of which the next step is that of an office, a point or a handling unit of `user`, or of the deputy `user`."""
        scope = scope_of(user)
        condition = scope.within("lead", *OFFICES) & Q(state__in=WAITS_FOR_LEAD)
        answers = scope.within("handling_point", Role.POINT_KEEPER)
        if scope.has_role(Role.HANDLING_UNIT):
            answers |= Q(handling_unit__in=user.handling_units.filter(is_active=True).values("pk"))
        if scope.has_role(Role.DEPUTY):
            answers |= Q(deputy__user=user.pk, is_direct=True)
        return self.filter(condition | answers & Q(state=ConcernState.ASSIGNED))

    def open(self):
        """Concerns that wait for somebody."""
        return self.filter(state__in=OPEN_STATES)

    def by_lateness(self, kind, on=None):
        """Concerns whose present step is near its deadline, late (all that are late) or very late."""
        today = on or timezone.localdate()
        if kind == Lateness.LATE:
            return self.late(today)
        if kind == Lateness.VERY_LATE:
            return self.filter(due_on__lt=clocks.very_late_before(today))
        return self.filter(due_on__gte=today, due_on__lte=clocks.near_until(today))

    def late(self, on=None):
        """Concerns whose present step is past its deadline."""
        return self.filter(due_on__lt=on or timezone.localdate())

    def to_track(self, on=None):
        """Concerns that were answered "being solved" or "planned" and are to be looked at again by now."""
        return self.filter(state=ConcernState.CLOSED, check_on__lte=on or timezone.localdate())

    def alike(self, text, *, category, place):
        """Recent concerns about the same thing near the same place, most alike first (`likeness` 0 to 1).

        Alike is: words in common in the same unit, or the same category at the very same place.
        """
        found = self.filter(created_at__gte=timezone.now() - RECENT).exclude(
            state__in=(ConcernState.REFUSED, ConcernState.MERGED, ConcernState.SPLIT)
        )
        if place is None:
            return found.none()
        found = found.filter(place__unit_id=place.unit_id).annotate(likeness=TrigramSimilarity("text", text[:500]))
        same = Q(likeness__gte=ALIKE) | Q(category=category, place_id=place.pk)
        return found.filter(same).order_by("-likeness", "-created_at")

    def published(self):
        """Answered concerns that voters agreed to publish and an office has made anonymous."""
        return self.filter(published_at__isnull=False).order_by("-published_at")


class HandlingUnitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Units of the counties in which `user` holds a staff role, and the own ones."""
        own = user.handling_units.through.objects.filter(user=user.pk).values_list("handlingunit", flat=True)
        return self.filter(lies_in("area", *Area.objects.counties_of(*scope_of(user).areas())) | among("pk", own))

    def active(self):
        return self.filter(is_active=True)


class AnswerTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Templates of the user's own offices and of those above them."""
        condition = Q(pk__in=[])
        for area in scope_of(user).areas():
            parts = (area.path or "").strip("/").split("/")
            condition |= Q(area_id__in=[int(part) for part in parts if part])
        return self.filter(condition)
