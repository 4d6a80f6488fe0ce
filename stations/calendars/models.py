"""CalendarFeed (日历订阅)."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from yunhe.privacy import EncryptedTextField


def new_secret() -> str:
    """Return a secret of 32 characters (190 bits) that nobody guesses."""
    return secrets.token_urlsafe(24)


class CalendarFeed(models.Model):
    """The secret address at which a deputy's phone fetches the own calendar (日历订阅). One in force; a new one ends the old.

    The secret opens the feed and nothing else; it is kept encrypted and found by its fingerprint.
    """

    deputy = models.ForeignKey(Deputy, models.CASCADE, related_name="calendar_feeds", verbose_name="代表")
    secret = EncryptedTextField("密钥")
    digest = models.CharField("密钥指纹", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("开通时间", default=timezone.now)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["deputy"], condition=Q(revoked_at__isnull=True), name="feed_one_in_force_a_deputy"
            )
        ]

    def __str__(self):
        return f"{self.deputy}的日历"

    def get_absolute_url(self):
        """Return the page on which the deputy keeps it; the secret address is `url`."""
        return reverse("stations:my-calendar")

    @property
    def url(self) -> str:
        """The full secret address."""
        return f"{settings.SITE_URL}{reverse('stations:calendar-deputy', args=[self.secret])}"
