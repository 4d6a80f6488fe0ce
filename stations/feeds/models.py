"""CalendarFeed (日历订阅)."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from deputies.people.models import Deputy
from stations.feeds.querysets import CalendarFeedQuerySet, fingerprint
from stations.places.models import Station
from yunhe.kit.models import check, maybe, unique
from yunhe.privacy import EncryptedTextField


def new_secret() -> str:
    """Return a secret of 32 characters (190 bits) that nobody guesses."""
    return secrets.token_urlsafe(24)


class CalendarFeed(models.Model):
    """The secret address at which a phone or PC fetches a calendar (日历订阅): a deputy's own, or a station's for one of its staff.

    One in force for each holder; a new one ends the old. The secret opens the feed and nothing else; it is kept encrypted
    and found by its fingerprint.
    """

    deputy = maybe(Deputy, "代表", "calendar_feeds", models.CASCADE)
    station = maybe(Station, "站点", "calendar_feeds", models.CASCADE)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="calendar_feeds",
        verbose_name="工作人员",
    )
    secret = EncryptedTextField("密钥", printed=("digest", fingerprint))
    digest = models.CharField("密钥指纹", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("开通时间", default=timezone.now)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅"
        ordering = ["-id"]
        constraints = [
            unique("feed_one_in_force_a_deputy", "deputy", until="revoked_at"),
            unique("feed_one_in_force_a_person", "station", "user", until="revoked_at"),
            check(
                "feed_of_deputy_or_station",
                Q(deputy__isnull=False, station__isnull=True, user__isnull=True)
                | Q(deputy__isnull=True, station__isnull=False, user__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.deputy or self.station}的日历"

    def get_absolute_url(self):
        """Return the page on which the holder keeps it; the secret address is `url`."""
        return reverse("feeds:my-calendar") if self.deputy_id else self.station.get_absolute_url()

    @property
    def url(self) -> str:
        """The full secret address."""
        return f"{settings.SITE_URL}{reverse('feeds:calendar-private', args=[self.secret])}"
