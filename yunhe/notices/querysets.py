"""Narrowing of notices."""

from django.db import models


class NoticeQuerySet(models.QuerySet):
    """Notices as sentences."""

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
