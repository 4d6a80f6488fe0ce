"""Narrowing of calendar feeds."""

from django.db import models

from yunhe.privacy import digest


def fingerprint(secret: str) -> str:
    """Return the digest by which the feed of a secret is found."""
    return digest(secret, purpose="calendar")


class CalendarFeedQuerySet(models.QuerySet):
    def in_force(self):
        """Feeds that have not been ended."""
        return self.filter(revoked_at__isnull=True)

    def with_secret(self, secret: str):
        """The feed of a secret, found by its fingerprint."""
        return self.filter(digest=fingerprint(secret)) if secret else self.none()
