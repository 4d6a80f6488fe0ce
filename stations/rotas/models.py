"""Rota (值班表), Shift (接待日), Watch (谁值班) and Swap (换班)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.associates.models import Associate
from deputies.people.models import Deputy
from stations.places.models import Station
from stations.rotas.enums import ShiftState, SwapState
from stations.rotas.querysets import ShiftQuerySet
from stations.rotas.ruled import Ruled
from yunhe.kit.models import Addressed, Entered, between, check, only_when, unique
from yunhe.kit.workdays import Weekday


class Rota(Entered, Addressed, Ruled):
    """The yearly plan of a station's reception days, made from a rule (值班表)."""

    page = "rotas:rota-detail"

    station = models.ForeignKey(Station, models.PROTECT, related_name="rotas", verbose_name="站点")
    per_shift = models.PositiveSmallIntegerField("每班代表人数", default=2, validators=between(1, 20))
    at_least = models.PositiveSmallIntegerField("每名代表每年至少接待次数", default=2)

    class Meta:
        verbose_name = verbose_name_plural = "值班表"
        ordering = ["-year", "station"]
        constraints = [
            unique(
                "rota_one_a_station_and_year", "station", "year", says="该站点这一年已有值班表，请在值班表上逐班调整。"
            ),
            check("rota_times_in_order", Q(ends__gt=F("starts")), "结束时间应晚于开始时间。"),
        ]

    def __str__(self):
        return f"{self.station}{self.year}年值班表"


class Shift(Addressed):
    """One reception day of a station (接待日): who receives voters, when, on what topic."""

    page = "rotas:shift-detail"

    rota = models.ForeignKey(Rota, models.CASCADE, related_name="shifts", verbose_name="值班表")
    station = models.ForeignKey(Station, models.PROTECT, related_name="shifts", verbose_name="站点")
    planned_on = models.DateField("原定日期")
    on = models.DateField("接待日期")
    starts = models.TimeField("开始")
    ends = models.TimeField("结束")
    topic = models.CharField("主题", max_length=60, blank=True)
    deputies = models.ManyToManyField(Deputy, through="Watch", related_name="shifts", verbose_name="值班代表")
    helpers = models.ManyToManyField(Associate, blank=True, related_name="shifts", verbose_name="协助人员")
    state = models.CharField("状态", max_length=10, choices=ShiftState, default=ShiftState.PLANNED)
    cancel_reason = models.CharField("取消原因", max_length=120, blank=True)
    revision = models.PositiveIntegerField("改期次数", default=0)  # calendars take a change by its higher number

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接待日"
        ordering = ["on", "starts", "id"]
        constraints = [
            check("shift_times_in_order", Q(ends__gt=F("starts")), "结束时间应晚于开始时间。"),
            unique(
                "shift_one_a_station_and_day",
                "station",
                "on",
                where=~Q(state=ShiftState.CANCELLED),
                says="该站点这一天已有接待日。",
            ),
            check(
                "shift_cancelled_with_reason",
                only_when(ShiftState.CANCELLED, "", "cancel_reason"),
                "取消接待日须写明原因。",
            ),
        ]
        indexes = [models.Index(fields=["state", "on"], name="shift_state_on")]

    def __str__(self):
        return f"{self.station}{self.on.month}月{self.on.day}日接待"

    @property
    def times_label(self) -> str:
        """Day and hours for people: 2026年11月16日 星期一 09:00–11:00."""
        weekday = Weekday(self.on.isoweekday()).label
        return f"{self.on.year}年{self.on.month}月{self.on.day}日 {weekday} {self.starts:%H:%M}–{self.ends:%H:%M}"

    @property
    def begins_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.on, self.starts))

    @property
    def has_moved(self) -> bool:
        """Whether it is held on another day than the rule names."""
        return self.on != self.planned_on


class Watch(models.Model):
    """A deputy's watch on one reception day, and whether it was done."""

    shift = models.ForeignKey(Shift, models.CASCADE, related_name="watches", verbose_name="接待日")
    deputy = models.ForeignKey(Deputy, models.CASCADE, related_name="watches", verbose_name="代表")
    was_present = models.BooleanField("到岗", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "值班"
        constraints = [unique("watch_once_a_shift", "shift", "deputy", says="该代表已在这一班。")]

    def __str__(self):
        return f"{self.deputy} {self.shift}"


class Swap(models.Model):
    """A deputy asks a colleague to take over a watch (换班)."""

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="swaps", verbose_name="值班")
    asked_by = models.ForeignKey(Deputy, models.CASCADE, related_name="+", verbose_name="申请人")
    colleague = models.ForeignKey(Deputy, models.CASCADE, related_name="swaps_asked", verbose_name="接替人")
    note = models.CharField("说明", max_length=120, blank=True)
    state = models.CharField("状态", max_length=10, choices=SwapState, default=SwapState.ASKED)
    asked_at = models.DateTimeField("申请时间", default=timezone.now)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "换班"
        ordering = ["-asked_at", "-id"]
        constraints = [
            unique(
                "swap_one_open_a_watch",
                "watch",
                where=Q(state=SwapState.ASKED),
                says="这一班已在等一位同事答复，请先收回。",
            )
        ]

    def __str__(self):
        return f"{self.asked_by}请{self.colleague}换班"

    def clean(self):
        """Nobody swaps with oneself."""
        if self.colleague_id == self.asked_by_id:
            raise ValidationError({"colleague": "请选择另一位代表。"})
