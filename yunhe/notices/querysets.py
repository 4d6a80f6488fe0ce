"""Narrowing of notices, robots and deliveries."""

from django.db import models
from django.utils import timezone

from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.kit.lookups import among
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
        return self.filter(scope_of(user).within("area", Role.COUNTY_OFFICE, Role.OFFICE_STAFF))


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The own mail, the robots of the own office; the system administrator sees every line (no line holds a text)."""
        if scope_of(user).has_role(Role.SYSTEM_ADMIN):
            return self.all()
        choices = (
            self.model._meta.get_field("choice").related_model.objects.filter(user=user).values_list("pk", flat=True)
        )
        robots = scope_of(user).seen(self.model._meta.get_field("robot").related_model)
        return self.filter(among("choice", choices) | among("robot", robots))

    def due(self, at=None):
        """Deliveries whose next try has come."""
        return self.filter(state=DeliveryState.WAITING, next_at__lte=at or timezone.now())
