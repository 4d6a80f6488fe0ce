"""Narrowing of stations, codes, activities and check-ins."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from stations.enums import ActivityState, InvitationState, ReceptionState, ShiftState, StationKind
from stations.placing import parent_unit_id, root_path
from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.areas.querysets import within_q


def images_folder() -> str:
    """Return the folder of the code images; it changes with SITE_URL, because the address is inside the picture."""
    return f"codes/{hashlib.sha256(settings.SITE_URL.encode()).hexdigest()[:8]}/"


class StationQuerySet(models.QuerySet):
    """Stations as sentences."""

    def visible_to(self, user):
        """Stations whose organising or location area lies in a staff area of `user`."""
        return self.filter(scope_of(user).q("organising_area", "location_area"))

    def active(self):
        """Stations in use."""
        return self.filter(is_active=True)

    def organised_within(self, *areas):
        """Stations that are organised at or below any of `areas`."""
        return self.filter(within_q("organising_area", [area.path for area in areas]))

    def parent_for(self, kind, organising_area):
        """Return the station that is the parent of a `kind` station of `organising_area`, or None where there is none."""
        if kind == StationKind.MAIN:
            return None
        if kind == StationKind.AREA:
            mains = self.active().filter(kind=StationKind.MAIN)
            return mains.filter(organising_area__path__startswith=root_path(organising_area)).first()
        unit_id = parent_unit_id(kind, organising_area)
        return self.active().filter(kind=StationKind.AREA, organising_area_id=unit_id).first() if unit_id else None


class ActivityQuerySet(models.QuerySet):
    """Activities as sentences."""

    def coming(self, now=None):
        """Activities that are planned and have not ended."""
        return self.filter(state=ActivityState.PLANNED, ends_at__gte=now or timezone.now())

    def visible_to(self, user):
        """Activities that an area of `user` organises, shares through a joint team, or hosts at a station located there."""
        return self.filter(scope_of(user).q("organising_area", "station__location_area", "team__area", "team__partner"))


class CodeQuerySet(models.QuerySet):
    """Codes as sentences."""

    def visible_to(self, user):
        """Codes of stations, activities and deputies in scope of `user`."""
        scope = scope_of(user)
        condition = scope.q(
            "station__organising_area",
            "station__location_area",
            "activity__organising_area",
            "activity__team__area",
            "activity__team__partner",
            "deputy__origin",
            "deputy__residence",
        )
        if scope.has_role(Role.DEPUTY):
            condition |= Q(deputy__user_id=user.pk)
        return self.filter(condition)

    def in_force(self):
        """Codes that have not been revoked."""
        return self.filter(revoked_at__isnull=True)

    def without_images(self):
        """Codes in force whose images have not been made yet, or were made for another site address."""
        stale = Q(images_made_at__isnull=True) | ~Q(png__startswith=images_folder())
        return self.in_force().filter(stale)


class CheckInQuerySet(models.QuerySet):
    """Check-ins as sentences."""

    def visible_to(self, user):
        """Check-ins at stations, activities or by deputies in scope of `user`; a deputy sees the own ones."""
        scope = scope_of(user)
        condition = scope.q(
            "station__organising_area",
            "station__location_area",
            "activity__organising_area",
            "activity__team__area",
            "activity__team__partner",
            "deputy__origin",
            "deputy__residence",
        )
        if scope.has_role(Role.DEPUTY):
            condition |= Q(deputy__user_id=user.pk)
        return self.filter(condition)

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


class VoterReceptionQuerySet(models.QuerySet):
    """Reception records as sentences."""

    def visible_to(self, user):
        """Records of stations in scope, and of receptions by deputies of the user's area; a deputy sees the own ones."""
        scope = scope_of(user)
        receiving = self.model.deputies.through.objects.filter(
            within_q("deputy__origin", scope.paths()) | within_q("deputy__residence", scope.paths())
        )
        condition = scope.q("station__organising_area", "station__location_area")
        condition |= Q(pk__in=receiving.values("voterreception_id"))
        if scope.has_role(Role.DEPUTY):
            own = self.model.deputies.through.objects.filter(deputy__user_id=user.pk)
            condition |= Q(pk__in=own.values("voterreception_id"))
        return self.filter(condition)

    def late(self, on=None):
        """Matters handed over and past their deadline."""
        return self.filter(state=ReceptionState.HANDED_OVER, due_on__lt=on or timezone.localdate())


class DutyShiftQuerySet(models.QuerySet):
    """Reception days as sentences."""

    def visible_to(self, user):
        """Days of stations in scope and of deputies of the user's area; a deputy sees the own ones."""
        scope = scope_of(user)
        duties = self.model.deputies.through.objects.filter(
            within_q("deputy__origin", scope.paths()) | within_q("deputy__residence", scope.paths())
        )
        condition = scope.q("station__organising_area", "station__location_area")
        condition |= Q(pk__in=duties.values("shift_id"))
        if scope.has_role(Role.DEPUTY):
            own = self.model.deputies.through.objects.filter(deputy__user_id=user.pk)
            condition |= Q(pk__in=own.values("shift_id"))
        return self.filter(condition)

    def coming(self, on=None):
        """Days that are planned for `on` (today) or later."""
        return self.filter(state=ShiftState.PLANNED, on__gte=on or timezone.localdate())


class InvitationQuerySet(models.QuerySet):
    """Invitations as sentences."""

    def visible_to(self, user):
        """Invitations to activities in scope and of deputies of the user's area; a deputy sees the own ones."""
        scope = scope_of(user)
        condition = scope.q(
            "activity__organising_area",
            "activity__station__location_area",
            "activity__team__area",
            "activity__team__partner",
            "deputy__origin",
            "deputy__residence",
        )
        if scope.has_role(Role.DEPUTY):
            condition |= Q(deputy__user_id=user.pk)
        return self.filter(condition)

    def in_line(self):
        """Those who wait, first come first."""
        return self.filter(state=InvitationState.WAITING).order_by("in_line_since", "pk")
