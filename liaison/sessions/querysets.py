"""Which sessions, summonses and leaves a user sees; who missed a session."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from liaison.sessions.enums import THERE, AttendanceStatus, LeaveState, SessionKind, SessionState
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.kit.lookups import among


def related(model, *path):
    """Return the default manager of what `path` of `model` leads to; models may not be imported here."""
    for name in path:
        model = model._meta.get_field(name).related_model
    return model._default_manager


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sessions of the congresses of the offices of `user`, and those to which a deputy in scope was called."""
        scope = scope_of(user)
        called = related(self.model, "summonses").visible_to(user).order_by().values_list("session", flat=True)
        ids = scope.ids("sessions of deputies", called.distinct())
        return self.filter(scope.within("area", *OFFICES) | among("pk", ids))

    def of_offices_of(self, user):
        """Sessions that an office of `user` convenes itself, not one below it."""
        return self.filter(area__in=[area.pk for area in scope_of(user).areas(*OFFICES)])

    def coming(self, on: date | None = None):
        """Planned sessions that have not ended on `on`."""
        return self.filter(state=SessionState.PLANNED, ends_on__gte=on or timezone.localdate())

    def without_roll(self, on: date | None = None):
        """Planned sessions with a sitting of a past day at which nobody's name has been called."""
        sittings = related(self.model, "sittings").filter(session=OuterRef("pk"), on__lt=on or timezone.localdate())
        called = related(self.model, "sittings", "attendances").filter(sitting=OuterRef("pk"))
        return self.filter(Exists(sittings.filter(~Exists(called))), state=SessionState.PLANNED)


class SummonsQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Summonses to the sessions of the offices of `user`, and of deputies elected or living there; a deputy's own."""
        relations = ("session__area", "deputy__origin", "deputy__residence")
        return self.filter(scope_of(user).q(self.model, *relations, own="deputy__user"))

    def _recorded(self, *statuses):
        attendances = related(self.model, "attendances").current()
        return Exists(attendances.filter(summons=OuterRef("pk"), status__in=statuses))

    def with_absence(self):
        """Those who were absent without leave from a sitting at least."""
        return self.filter(self._recorded(AttendanceStatus.ABSENT))

    def missed(self):
        """Those who came to no sitting and were absent without leave from one at least: 未经批准不出席."""
        return self.with_absence().exclude(self._recorded(*THERE))

    def counted_by_law(self):
        """Those to sessions of the congress itself that have been held (代表法 62)."""
        return self.filter(session__kind=SessionKind.CONGRESS, session__state=SessionState.HELD)


class AttendanceQuerySet(models.QuerySet):
    def current(self):
        """The newest record of each summons and sitting; earlier ones were corrected by it."""
        later = self.model._default_manager.filter(
            sitting=OuterRef("sitting"), summons=OuterRef("summons"), revision__gt=OuterRef("revision")
        )
        return self.filter(~Exists(later))

    def there(self):
        return self.filter(status__in=THERE)


class LeaveQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Leaves from the sessions of the offices of `user`, and of deputies elected or living there; a deputy's own."""
        relations = ("summons__session__area", "summons__deputy__origin", "summons__deputy__residence")
        return self.filter(scope_of(user).q(self.model, *relations, own="summons__deputy__user"))

    def waiting_for(self, user):
        """Leaves that an office of `user` has to decide: of the sessions that it convenes itself."""
        own = [area.pk for area in scope_of(user).areas(*OFFICES)]
        return self.filter(Q(summons__session__area__in=own), state=LeaveState.ASKED)
