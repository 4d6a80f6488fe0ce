"""Screen (屏幕)."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from stations.activities.models import Activity
from stations.codes.models.revocable import Revocable, revoked_with_reason
from stations.codes.querysets import ScreenQuerySet
from stations.places.models import Station
from yunhe.kit.models import Addressed, Entered, check, maybe
from yunhe.privacy import EncryptedTextField, digest

PURPOSE = "stations.screens"


def new_secret() -> str:
    """Return a secret of 32 characters (190 bits) that nobody guesses."""
    return secrets.token_urlsafe(24)


def fingerprint(secret: str) -> str:
    """Return the digest by which the screen of a secret is found."""
    return digest(secret, purpose=PURPOSE)


class Screen(Entered, Addressed, Revocable):
    """A device that shows the screen code of a station or activity (屏幕). Its secret link opens this and nothing else.

    The secret is kept encrypted and found by its fingerprint; revoking ends the link at once.
    """

    page = "codes:screen-detail"

    name = models.CharField("设备名称", max_length=40)
    station = maybe(Station, "站点", "screens", models.CASCADE)
    activity = maybe(Activity, "活动", "screens", models.CASCADE)
    secret = EncryptedTextField("密钥", printed=("digest", fingerprint), editable=False)
    digest = models.CharField("密钥指纹", max_length=64, unique=True, editable=False)

    objects = ScreenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "屏幕"
        ordering = ["-id"]
        constraints = [
            check(
                "screen_shows_one_thing",
                Q(station__isnull=False, activity__isnull=True) | Q(station__isnull=True, activity__isnull=False),
                "屏幕只能显示一个站点或一个活动的码。",
            ),
            revoked_with_reason("screen", "屏幕"),
        ]

    def __str__(self):
        return f"{self.place} {self.name}"

    @property
    def place(self) -> Station | Activity:
        """The station or activity whose code is shown."""
        return self.activity or self.station

    @property
    def url(self) -> str:
        """The full secret link that is opened on the device."""
        return f"{settings.SITE_URL}{reverse('codes:screen-show', args=[self.secret])}"

    @property
    def seen_key(self) -> str:
        """Under which the cache keeps when the device last fetched codes."""
        return f"screen-seen-{self.pk}"
