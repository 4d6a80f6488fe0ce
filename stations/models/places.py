"""Station (联络阵地)."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from stations.enums import StationKind
from stations.placing import faults
from stations.querysets import StationQuerySet
from yunhe.areas.models import Area


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
    opening_hours = models.CharField("开放时间", max_length=120, blank=True)  # in words; stations.keeping writes it
    reception_days = models.CharField("接待选民日", max_length=120, blank=True)
    office_phone = models.CharField("办公电话", max_length=30, blank=True)
    head_name = models.CharField(
        "站长", max_length=40, blank=True
    )  # this and the next: from the staff, by stations.keeping
    liaison_officer = models.CharField("联络员", max_length=40, blank=True)
    introduction = models.TextField("简介", blank=True)
    keeps_holidays = models.BooleanField("法定节假日休息", default=True)
    rules = models.TextField("工作制度", blank=True)
    latitude = models.DecimalField(
        "纬度",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        "经度",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    radius = models.PositiveSmallIntegerField(
        "签到核对半径（米）", default=200, validators=[MinValueValidator(50), MaxValueValidator(2000)]
    )
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
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="station_position_whole",
                violation_error_message="纬度和经度须同时填写，或者都不填。",
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
    def has_position(self) -> bool:
        """Whether a deputy may ask to have "near the station" noted here."""
        return self.latitude is not None

    @property
    def stands_elsewhere(self) -> bool:
        """Whether the station stands in another unit than the one that organises it."""
        return self.location_area.unit_id != self.organising_area.unit_id
