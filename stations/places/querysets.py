"""Which stations and postings a user sees."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from stations.places.enums import StationKind
from stations.places.placing import parent_unit_id, root_path
from yunhe.accounts.scope import scope_of
from yunhe.areas.reach import lies_in
from yunhe.kit.counting import count_of


class StationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Stations whose organising or location area lies in a staff area of `user`."""
        return self.filter(scope_of(user).q(self.model, "organising_area", "location_area"))

    def active(self):
        return self.filter(is_active=True)

    def organised_within(self, *areas):
        """Stations that are organised at or below any of `areas`."""
        return self.filter(lies_in("organising_area", *areas))

    def with_code(self):
        """Stations whose code is in force."""
        return self.filter(codes__isnull=False, codes__revoked_at__isnull=True).distinct()

    def visits(self, since):
        """Return {station id: {"recent": check-ins since `since`, "last_at": the latest ever}} of the stations that had any."""
        counted = self.with_last_check_in().annotate(recent=count_of(self._standing().filter(at__gte=since), "station"))
        rows = counted.filter(last_at__isnull=False).order_by().values("pk", "recent", "last_at")
        return {row.pop("pk"): row for row in rows}

    def with_last_check_in(self):
        """Stations with `last_at`, when somebody checked in last, None for never."""
        newest = self._standing().filter(station=OuterRef("pk")).order_by("-at").values("at")[:1]
        return self.annotate(last_at=Subquery(newest))

    def with_check_ins(self):
        """Stations with `last_at` and `check_in_count`, each asked of the station alone: no join over all check-ins."""
        return self.with_last_check_in().annotate(check_in_count=count_of(self._standing(), "station"))

    def _standing(self):
        return self.model._meta.get_field("check_ins").related_model.objects.standing()

    def parent_for(self, kind, organising_area):
        """Return the station that is the parent of a `kind` station of `organising_area`, or None where there is none."""
        if kind == StationKind.MAIN:
            return None
        if kind == StationKind.AREA:
            mains = self.active().filter(kind=StationKind.MAIN)
            return mains.filter(organising_area__path__startswith=root_path(organising_area)).first()
        unit_id = parent_unit_id(kind, organising_area)
        return self.active().filter(kind=StationKind.AREA, organising_area_id=unit_id).first() if unit_id else None


class PostingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Postings at stations in scope and of deputies of the user's area; a deputy sees the own ones."""
        relations = ("station__organising_area", "station__location_area", "deputy__origin", "deputy__residence")
        return self.filter(scope_of(user).q(self.model, *relations, own="deputy__user"))

    def open(self):
        """Postings that have not been ended, also those that have not begun yet."""
        return self.filter(ends_on__isnull=True)

    def in_force(self, on=None):
        """Postings that have begun and not ended, of deputies who act: in office and not suspended."""
        day = on or timezone.localdate()
        acting = Q(deputy__mandates__ended_on__isnull=True, deputy__mandates__suspension="")
        running = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        return self.filter(running, acting, begins_on__lte=day).distinct()
