"""OpeningInterval (开放时段), HoursException (特别安排), StationStaff (站务人员) and Posting (驻站)."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from deputies.models import Deputy
from stations.enums import Weekday
from stations.keeping.enums import StaffPost
from stations.keeping.querysets import PostingQuerySet
from stations.models.places import Station

MOBILE = r"^(?:\+?86)?[\s-]*1[3-9][\d\s-]{9,}$"


class OpeningInterval(models.Model):
    """A time on one weekday at which a station is open (开放时段). `stations.keeping.hours_rules` reads them together."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="opening_intervals", verbose_name="站点")
    weekday = models.PositiveSmallIntegerField("星期", choices=Weekday)
    opens = models.TimeField("开门")
    closes = models.TimeField("关门")

    class Meta:
        verbose_name = verbose_name_plural = "开放时段"
        ordering = ["station", "weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["station", "weekday", "opens"], name="interval_once"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="interval_in_order",
                violation_error_message="关门时间应晚于开门时间。",
            ),
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
        constraints = [
            models.UniqueConstraint(
                fields=["station", "on"],
                name="hours_exception_once",
                violation_error_message="这一天已有特别安排，请先删除原来的。",
            )
        ]

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
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(post=StaffPost.HEAD),
                name="staff_one_head_a_station",
                violation_error_message="一个站点只能有一位站长，请先修改原来的站长。",
            ),
            models.CheckConstraint(
                condition=Q(phone_is_public=False) | ~Q(phone=""),
                name="staff_public_phone_is_there",
                violation_error_message="要公开电话，请先填写办公电话。",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.get_post_display()}）"


class Posting(models.Model):
    """A deputy serves at a station from a day on (驻站代表), whoever elected the deputy. Ended with a date and a reason."""

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
            models.UniqueConstraint(
                fields=["deputy", "station"],
                condition=Q(ends_on__isnull=True),
                name="posting_once_a_station",
                violation_error_message="该代表已经驻在本站。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="posting_dates_in_order",
                violation_error_message="结束日期不能早于起始日期。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, end_reason="") | Q(ends_on__isnull=False) & ~Q(end_reason=""),
                name="posting_ended_with_reason",
                violation_error_message="结束驻站须写明原因。",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} 驻 {self.station}"

    def get_absolute_url(self):
        """Return the address of the station's postings."""
        return reverse("stations:posting-list", args=[self.station_id])
