"""Station (联络阵地) and what it keeps about itself: opening hours, people, postings."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.people.models import Deputy
from stations.places.enums import StaffPost, StationKind
from stations.places.placing import faults
from stations.places.querysets import PostingQuerySet, StationQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, between, check, in_order, together, unique
from yunhe.kit.workdays import Weekday


class Station(Addressed):
    """A deputy liaison station (人大代表联络站). The organising area and the location area may differ (城区联络站).

    Its place in the tree is ruled by `stations.places.placing`; a database trigger holds the same rules (migration 0003).
    """

    page = "places:station-detail"

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
    opening_hours = models.CharField("开放时间", max_length=120, blank=True)  # in words, written with the intervals
    reception_days = models.CharField("接待选民日", max_length=120, blank=True)
    office_phone = models.CharField("办公电话", max_length=30, blank=True)
    head_name = models.CharField("站长", max_length=40, blank=True)  # this and the next: written with the staff
    liaison_officer = models.CharField("联络员", max_length=40, blank=True)
    introduction = models.TextField("简介", blank=True)
    keeps_holidays = models.BooleanField("法定节假日休息", default=True)
    rules = models.TextField("工作制度", blank=True)
    latitude = models.DecimalField(
        "纬度", max_digits=9, decimal_places=6, null=True, blank=True, validators=between(-90, 90)
    )
    longitude = models.DecimalField(
        "经度", max_digits=9, decimal_places=6, null=True, blank=True, validators=between(-180, 180)
    )
    radius = models.PositiveSmallIntegerField("签到核对半径（米）", default=200, validators=between(50, 2000))
    is_active = models.BooleanField("启用", default=True)
    closed_on = models.DateField("停用日期", null=True, blank=True)
    close_reason = models.CharField("停用原因", max_length=120, blank=True)
    created_at = models.DateTimeField("建站时间", default=timezone.now)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "站点"
        ordering = ["organising_area__order", "kind", "name"]
        constraints = [
            unique(
                "station_one_main_a_county",
                "organising_area",
                where=Q(kind=StationKind.MAIN, is_active=True),
                says="一个县只能有一个县总站。",
            ),
            unique(
                "station_one_area_station_a_unit",
                "organising_area",
                where=Q(kind=StationKind.AREA, is_active=True),
                says="一个乡镇（街道、开发区）只能有一个联络站。",
            ),
            check(
                "station_parent_by_kind",
                Q(kind=StationKind.MAIN, parent__isnull=True) | ~Q(kind=StationKind.MAIN) & Q(parent__isnull=False),
                "除县总站外，每个站点都要有上级站。",
            ),
            check(
                "station_urban_stands_elsewhere",
                ~Q(kind=StationKind.URBAN) | ~Q(organising_area=F("location_area")),
                "城区联络站应设在主办乡镇以外的街道。",
            ),
            check(
                "station_closed_with_reason",
                Q(is_active=True, closed_on__isnull=True, close_reason="")
                | Q(is_active=False, closed_on__isnull=False) & ~Q(close_reason=""),
                "停用站点须同时有日期和原因。",
            ),
            check(
                "station_position_whole",
                Q(latitude__isnull=True, longitude__isnull=True) | Q(latitude__isnull=False, longitude__isnull=False),
                "纬度和经度须同时填写，或者都不填。",
            ),
        ]

    @property
    def sides(self) -> list[Area]:
        """The two areas whose people see what happens to the station: who organises it, and where it stands."""
        return [self.organising_area, self.location_area]

    def __str__(self):
        return self.name

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


MOBILE = r"^(?:\+?86)?[\s-]*1[3-9][\d\s-]{9,}$"


class OpeningInterval(models.Model):
    """A time on one weekday at which a station is open (开放时段). `stations.places.hours_rules` reads them together."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="opening_intervals", verbose_name="站点")
    weekday = models.PositiveSmallIntegerField("星期", choices=Weekday)
    opens = models.TimeField("开门")
    closes = models.TimeField("关门")

    class Meta:
        verbose_name = verbose_name_plural = "开放时段"
        ordering = ["station", "weekday", "opens"]
        constraints = [
            unique("interval_once", "station", "weekday", "opens"),
            check("interval_in_order", Q(closes__gt=F("opens")), "关门时间应晚于开门时间。"),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class HoursException(models.Model):
    """Other hours than usual on one date, or closed (特别安排). `hours` is text that hours_rules reads; empty is closed."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="hours_exceptions", verbose_name="站点")
    on = models.DateField("日期")
    hours = models.CharField("当天开放时间", max_length=80, blank=True)
    note = models.CharField("说明", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "特别安排"
        ordering = ["station", "on"]
        constraints = [unique("hours_exception_once", "station", "on", says="这一天已有特别安排，请先删除原来的。")]

    def __str__(self):
        return f"{self.on} {self.hours or '不开放'}"


class StationStaff(models.Model):
    """Somebody who works at a station (站务人员). The phone is the office's; private mobiles are refused."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="staff", verbose_name="站点")
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=10, choices=StaffPost, default=StaffPost.OFFICER)
    phone = models.CharField(
        "办公电话",
        max_length=30,
        blank=True,
        validators=[
            RegexValidator(r"^[\d\s()（）+-]{5,}(转\d+)?$", "请填写办公电话，例如 0578-5120000。"),
            RegexValidator(MOBILE, "这里只登记办公电话，不登记个人手机号。", inverse_match=True),
        ],
    )
    phone_is_public = models.BooleanField("电话向群众公开", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "站务人员"
        ordering = ["station", "post", "id"]
        constraints = [
            unique(
                "staff_one_head_a_station",
                "station",
                where=Q(post=StaffPost.HEAD),
                says="一个站点只能有一位站长，请先修改原来的站长。",
            ),
            check(
                "staff_public_phone_is_there", Q(phone_is_public=False) | ~Q(phone=""), "要公开电话，请先填写办公电话。"
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.get_post_display()}）"


class Posting(Addressed):
    """A deputy serves at a station from a day on (驻站代表), whoever elected the deputy. Ended with a date and a reason."""

    page = "places:posting-list"
    page_key = "station_id"

    deputy = models.ForeignKey(Deputy, models.CASCADE, related_name="postings", verbose_name="代表")
    station = models.ForeignKey(Station, models.PROTECT, related_name="postings", verbose_name="站点")
    begins_on = models.DateField("驻站起始")
    ends_on = models.DateField("驻站结束", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=120, blank=True)
    posted_by = models.CharField("安排人", max_length=80)
    ended_by = models.CharField("结束办理人", max_length=80, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "驻站"
        ordering = ["station", "begins_on", "id"]
        constraints = [
            unique("posting_once_a_station", "deputy", "station", until="ends_on", says="该代表已经驻在本站。"),
            check(
                "posting_dates_in_order",
                in_order("begins_on", "ends_on", may_be_same=True),
                "结束日期不能早于起始日期。",
            ),
            check("posting_ended_with_reason", together("ends_on", "end_reason"), "结束驻站须写明原因。"),
        ]

    def __str__(self):
        return f"{self.deputy} 驻 {self.station}"
