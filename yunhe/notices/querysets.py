"""Narrowing of notices, robots and deliveries."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.notices.enums import DeliveryState


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Notices of `user`'s own inbox; nobody reads another's."""
        return self.filter(recipient=user)

    def unread(self):
        """Notices not opened and not marked read."""
        return self.filter(read_at=None)

    def unread_first(self):
        """Unread before read, urgent before others among the unread, then newest first."""
        is_read = models.Case(models.When(read_at=None, then=0), default=1)
        is_calm = models.Case(models.When(read_at=None, is_urgent=True, then=0), default=1)
        return self.order_by(is_read, is_calm, "-id")


class GroupRobotQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Robots of the areas whose office `user` is."""
        scope = scope_of(user)
        paths = scope.paths(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
        condition = Q(pk__in=[])
        for path in paths:
            condition |= Q(area__path__startswith=path)
        return self.filter(condition)


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The own mail, the robots of the own office; the system administrator sees every line (no line holds a text)."""
        if scope_of(user).has_role(Role.SYSTEM_ADMIN):
            return self.all()
        robots = self.model._meta.get_field("robot").related_model.objects.visible_to(user)
        return self.filter(Q(choice__user=user) | Q(robot__in=robots))

    def due(self, at=None):
        """Deliveries whose next try has come."""
        return self.filter(state=DeliveryState.WAITING, next_at__lte=at or timezone.now())
