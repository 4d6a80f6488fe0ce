"""Station (联络阵地), Activity (活动), Code (三码) and CheckIn (签到)."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from stations.enums import ActivityKind, ActivityState, CheckInWay, CodeKind, StationKind
from stations.placing import faults
from stations.querysets import ActivityQuerySet, CheckInQuerySet, CodeQuerySet, StationQuerySet
from yunhe.areas.models import Area

CHECK_IN_BEFORE = timedelta(minutes=60)
CHECK_IN_AFTER = timedelta(minutes=30)


class Station(models.Model):
    """A deputy liaison station (人大代表联络站). The organising area and the location area may differ (城区联络站).

    Its place in the tree is ruled by `stations.placing`; a database trigger holds the same rules (migration 0003).
    """

    kind = models.CharField("类别", max_length=6, choices=StationKind)
    name = models.CharField("名称", max_length=60)
    organising_area = models.ForeignKey(
        Area, models.PROTECT, related_name="stations_organised", verbose_name="主办单位"
    )
    location_area = models.ForeignKey(Area, models.PROTECT, related_name="stations_located", verbose_name="所在地")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级站"
    )
    address = models.CharField("地址", max_length=120, blank=True)
    opening_hours = models.CharField("开放时间", max_length=120, blank=True)
    reception_days = models.CharField("接待选民日", max_length=120, blank=True)
    office_phone = models.CharField("办公电话", max_length=30, blank=True)
    head_name = models.CharField("站长", max_length=40, blank=True)
    liaison_officer = models.CharField("联络员", max_length=40, blank=True)
    introduction = models.TextField("简介", blank=True)
    is_active = models.BooleanField("启用", default=True)
    closed_on = models.DateField("停用日期", null=True, blank=True)
    close_reason = models.CharField("停用原因", max_length=120, blank=True)
    created_at = models.DateTimeField("建站时间", default=timezone.now)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "站点"
        ordering = ["organising_area__order", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organising_area"],
                condition=Q(kind=StationKind.MAIN, is_active=True),
                name="station_one_main_a_county",
                violation_error_message="一个县只能有一个县总站。",
            ),
            models.UniqueConstraint(
                fields=["organising_area"],
                condition=Q(kind=StationKind.AREA, is_active=True),
                name="station_one_area_station_a_unit",
                violation_error_message="一个乡镇（街道、开发区）只能有一个联络站。",
            ),
            models.CheckConstraint(
                condition=Q(kind=StationKind.MAIN, parent__isnull=True)
                | ~Q(kind=StationKind.MAIN) & Q(parent__isnull=False),
                name="station_parent_by_kind",
                violation_error_message="除县总站外，每个站点都要有上级站。",
            ),
            models.CheckConstraint(
                condition=~Q(kind=StationKind.URBAN) | ~Q(organising_area=F("location_area")),
                name="station_urban_stands_elsewhere",
                violation_error_message="城区联络站应设在主办乡镇以外的街道。",
            ),
            models.CheckConstraint(
                condition=Q(is_active=True, closed_on__isnull=True, close_reason="")
                | Q(is_active=False, closed_on__isnull=False) & ~Q(close_reason=""),
                name="station_closed_with_reason",
                violation_error_message="停用站点须同时有日期和原因。",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Return the address of the station's page for staff."""
        return reverse("stations:station-detail", args=[self.pk])

    def clean(self):
        """Refuse a place in the tree that the 1+11+N system does not know; the messages name the field."""
        found = faults(self)
        if found:
            raise ValidationError(found)

    @property
    def stands_elsewhere(self) -> bool:
        """Whether the station stands in another unit than the one that organises it."""
        return self.location_area.unit_id != self.organising_area.unit_id


class Activity(models.Model):
    """Something deputies do together at a time and place (代表活动)."""

    title = models.CharField("活动名称", max_length=80)
    kind = models.CharField("类别", max_length=16, choices=ActivityKind)
    organising_area = models.ForeignKey(Area, models.PROTECT, related_name="activities", verbose_name="组织单位")
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="所在站点"
    )
    place = models.CharField("地点", max_length=120, blank=True)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    description = models.TextField("内容安排", blank=True)
    state = models.CharField("状态", max_length=10, choices=ActivityState, default=ActivityState.PLANNED)
    cancel_reason = models.CharField("取消原因", max_length=120, blank=True)
    created_by = models.CharField("登记人", max_length=80, blank=True)
    created_at = models.DateTimeField("登记时间", default=timezone.now)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="activity_times_in_order",
                violation_error_message="活动的结束时间应晚于开始时间。",
            ),
            models.CheckConstraint(
                condition=Q(state=ActivityState.CANCELLED) & ~Q(cancel_reason="")
                | ~Q(state=ActivityState.CANCELLED) & Q(cancel_reason=""),
                name="activity_cancelled_with_reason",
                violation_error_message="取消活动须写明原因。",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return the address of the activity's page for staff."""
        return reverse("stations:activity-detail", args=[self.pk])

    @property
    def check_in_opens_at(self):
        """When check-in begins: an hour before the start."""
        return self.starts_at - CHECK_IN_BEFORE

    @property
    def check_in_closes_at(self):
        """When check-in ends: half an hour after the end."""
        return self.ends_at + CHECK_IN_AFTER

    @property
    def where(self) -> str:
        """The place for people: what was written, else the station, else the unit."""
        return self.place or (self.station.name if self.station else self.organising_area.full_name)

    @property
    def times_label(self) -> str:
        """Begin and end for people: 2026年11月24日 09:00–11:00."""
        return _span(self.starts_at, self.ends_at)

    @property
    def window_label(self) -> str:
        """When check-in is open, for people."""
        return _span(self.check_in_opens_at, self.check_in_closes_at)


def _span(begin, end) -> str:
    begin, end = timezone.localtime(begin), timezone.localtime(end)
    day = f"{end:%H:%M}" if begin.date() == end.date() else f"{end.month}月{end.day}日 {end:%H:%M}"
    return f"{begin.year}年{begin.month}月{begin.day}日 {begin:%H:%M}–{day}"


LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that the eye confuses: the short link is also typed by hand


def new_token() -> str:
    """Return an opaque token of 10 characters (49 bits) that can be read aloud and typed."""
    return "".join(secrets.choice(LETTERS) for _ in range(10))


class Code(models.Model):
    """A printed QR code (代表码、联络站码、代表活动码): an opaque token that opens /c/<token> and can be revoked."""

    token = models.CharField("码值", max_length=16, unique=True, default=new_token, editable=False)
    kind = models.CharField("类别", max_length=10, choices=CodeKind)
    station = models.ForeignKey(
        Station, models.CASCADE, null=True, blank=True, related_name="codes", verbose_name="站点"
    )
    deputy = models.ForeignKey(Deputy, models.CASCADE, null=True, blank=True, related_name="codes", verbose_name="代表")
    activity = models.ForeignKey(
        Activity, models.CASCADE, null=True, blank=True, related_name="codes", verbose_name="活动"
    )
    version = models.PositiveSmallIntegerField("版本", default=1)
    png = models.FileField("PNG", upload_to="codes/", blank=True)
    svg = models.FileField("SVG", upload_to="codes/", blank=True)
    images_made_at = models.DateTimeField("制图时间", null=True, blank=True)
    images_made_by = models.CharField("制图进程", max_length=120, blank=True)  # "host:pid" of the worker
    scan_count = models.PositiveIntegerField("扫码次数", default=0)
    last_scanned_at = models.DateTimeField("最近扫码", null=True, blank=True)
    printed_at = models.DateTimeField("最近打印", null=True, blank=True)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)
    revoked_by = models.CharField("停用人", max_length=80, blank=True)
    revoke_reason = models.CharField("停用原因", max_length=120, blank=True)
    created_at = models.DateTimeField("生成时间", default=timezone.now)

    objects = CodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "二维码"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=CodeKind.STATION, station__isnull=False, deputy__isnull=True, activity__isnull=True)
                | Q(kind=CodeKind.DEPUTY, station__isnull=True, deputy__isnull=False, activity__isnull=True)
                | Q(kind=CodeKind.ACTIVITY, station__isnull=True, deputy__isnull=True, activity__isnull=False),
                name="code_points_at_one_thing",
            ),
            models.UniqueConstraint(
                fields=["station"], condition=Q(revoked_at__isnull=True), name="code_one_in_force_a_station"
            ),
            models.UniqueConstraint(
                fields=["deputy"], condition=Q(revoked_at__isnull=True), name="code_one_in_force_a_deputy"
            ),
            models.UniqueConstraint(
                fields=["activity"], condition=Q(revoked_at__isnull=True), name="code_one_in_force_an_activity"
            ),
            models.UniqueConstraint(fields=["station", "version"], name="code_version_once_a_station"),
            models.UniqueConstraint(fields=["deputy", "version"], name="code_version_once_a_deputy"),
            models.UniqueConstraint(fields=["activity", "version"], name="code_version_once_an_activity"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoke_reason="")
                | Q(revoked_at__isnull=False) & ~Q(revoke_reason=""),
                name="code_revoked_with_reason",
                violation_error_message="停用二维码须写明原因。",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.subject} 第{self.version}版"

    def get_absolute_url(self):
        """Return the short address that the code opens for everyone."""
        return reverse("code-landing", args=[self.token])

    @property
    def caption_parts(self) -> list[str]:
        """The subject's name in parts that a line may break between: 中山社区 | 人大代表联络点."""
        first, words, rest = str(self.subject).partition("人大代表")
        return [part for part in (first, words + rest) if part]

    @property
    def manage_url(self) -> str:
        """The address of the code's page for staff."""
        return reverse("stations:code-detail", args=[self.pk])

    @property
    def subject(self):
        """The station, deputy or activity that the code stands for."""
        return self.station or self.deputy or self.activity

    @property
    def is_in_force(self) -> bool:
        """Whether the code has not been revoked."""
        return self.revoked_at is None

    @property
    def url(self) -> str:
        """The full address that is printed into the image."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"


class CheckIn(models.Model):
    """A deputy was present at a station or activity (签到). `nonce` makes a repeated scan harmless."""

    deputy = models.ForeignKey(Deputy, models.CASCADE, related_name="check_ins", verbose_name="代表")
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="check_ins", verbose_name="站点"
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="check_ins", verbose_name="活动"
    )
    code = models.ForeignKey(
        Code, models.SET_NULL, null=True, blank=True, related_name="check_ins", verbose_name="所扫的码"
    )
    way = models.CharField("方式", max_length=16, choices=CheckInWay)
    at = models.DateTimeField("签到时间", default=timezone.now)
    nonce = models.CharField("去重码", max_length=40, unique=True)
    recorded_by = models.CharField("登记人", max_length=80, blank=True)
    reason = models.CharField("补登原因", max_length=120, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.CharField("撤销人", max_length=80, blank=True)
    undo_reason = models.CharField("撤销原因", max_length=120, blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "签到"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(station__isnull=False) | Q(activity__isnull=False),
                name="check_in_somewhere",
                violation_error_message="签到须有站点或活动。",
            ),
            models.CheckConstraint(
                condition=~Q(way=CheckInWay.AFTERWARDS) | ~Q(reason=""),
                name="check_in_afterwards_with_reason",
                violation_error_message="事后补登须写明原因。",
            ),
            models.UniqueConstraint(
                fields=["deputy", "activity"],
                condition=Q(activity__isnull=False, undone_at__isnull=True),
                name="check_in_once_an_activity",
                violation_error_message="该代表已签到。",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undo_reason="") | Q(undone_at__isnull=False) & ~Q(undo_reason=""),
                name="check_in_undone_with_reason",
                violation_error_message="撤销签到须写明原因。",
            ),
        ]
        indexes = [models.Index(fields=["station", "at"], name="check_in_station_at")]

    def __str__(self):
        return f"{self.deputy} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        """Return the address of the check-in's page for staff."""
        return reverse("stations:check-in-detail", args=[self.pk])
