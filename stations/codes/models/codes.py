"""Code (三码)."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities.models import Activity
from stations.codes.enums import CodeKind
from stations.codes.models.revocable import Revocable, revoked_with_reason
from stations.codes.querysets import CodeQuerySet
from stations.places.models import Station
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, check, maybe, unique

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that the eye confuses: the short link is also typed by hand


def new_token() -> str:
    """Return an opaque token of 10 characters (49 bits) that can be read aloud and typed."""
    return "".join(secrets.choice(LETTERS) for _ in range(10))


class Code(Addressed, Revocable):
    """A printed QR code (代表码、联络站码、代表活动码): an opaque token that opens /c/<token> and can be revoked."""

    page = "code-landing"
    page_key = "token"

    token = models.CharField("码值", max_length=16, unique=True, default=new_token, editable=False)
    kind = models.CharField("类别", max_length=10, choices=CodeKind)
    station = maybe(Station, "站点", "codes", models.CASCADE)
    deputy = maybe(Deputy, "代表", "codes", models.CASCADE)
    activity = maybe(Activity, "活动", "codes", models.CASCADE)
    version = models.PositiveSmallIntegerField("版本", default=1)
    png = models.FileField("PNG", upload_to="codes/", blank=True)
    svg = models.FileField("SVG", upload_to="codes/", blank=True)
    images_made_at = models.DateTimeField("制图时间", null=True, blank=True)
    images_made_by = models.CharField("制图进程", max_length=120, blank=True)  # "host:pid" of the worker
    scan_count = models.PositiveIntegerField("扫码次数", default=0)
    last_scanned_at = models.DateTimeField("最近扫码", null=True, blank=True)
    printed_at = models.DateTimeField("最近打印", null=True, blank=True)
    created_at = models.DateTimeField("生成时间", default=timezone.now)

    objects = CodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "二维码"
        ordering = ["-id"]
        constraints = [
            check(
                "code_points_at_one_thing",
                Q(kind=CodeKind.STATION, station__isnull=False, deputy__isnull=True, activity__isnull=True)
                | Q(kind=CodeKind.DEPUTY, station__isnull=True, deputy__isnull=False, activity__isnull=True)
                | Q(kind=CodeKind.ACTIVITY, station__isnull=True, deputy__isnull=True, activity__isnull=False),
            ),
            unique("code_one_in_force_a_station", "station", until="revoked_at"),
            unique("code_one_in_force_a_deputy", "deputy", until="revoked_at"),
            unique("code_one_in_force_an_activity", "activity", until="revoked_at"),
            unique("code_version_once_a_station", "station", "version"),
            unique("code_version_once_a_deputy", "deputy", "version"),
            unique("code_version_once_an_activity", "activity", "version"),
            revoked_with_reason("code", "二维码"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.subject} 第{self.version}版"

    @property
    def caption_parts(self) -> list[str]:
        """The subject's name in parts that a line may break between: 中山社区 | 人大代表联络点."""
        first, words, rest = str(self.subject).partition("人大代表")
        return [part for part in (first, words + rest) if part]

    @property
    def manage_url(self) -> str:
        """The address of the code's page for staff."""
        return reverse("codes:code-detail", args=[self.pk])

    @property
    def subject(self):
        """The station, deputy or activity that the code stands for."""
        return self.station or self.deputy or self.activity

    @property
    def areas(self) -> list[Area]:
        """Who manages it: the organising side, for a deputy origin and residence (needs the subject loaded)."""
        if self.deputy:
            return [area for area in (self.deputy.origin, self.deputy.residence) if area]
        return [self.subject.organising_area]

    @property
    def url(self) -> str:
        """The full address that is printed into the image."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"
