"""CouncilMeeting (议事会会议), Seat (应到成员), AgendaItem (议程) and Project (票决项目)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.associates.models import Associate
from liaison.councils.enums import CouncilState, ItemKind, ProjectResult, SeatStatus
from liaison.councils.querysets import CouncilMeetingQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, only_when, together, unique
from yunhe.kit.words import full_day


class CouncilMeeting(Entered, Addressed):
    """A meeting of the council of a township, street or zone (居民议事会、街道议政会): members are 议事员 of the register."""

    never_a_point: ClassVar = ("area",)

    page = "councils:meeting-detail"

    area = models.ForeignKey(Area, models.PROTECT, related_name="council_meetings", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("本年第几次")
    on = models.DateField("会议日期")
    place = models.CharField("地点", max_length=80, blank=True)
    chair = models.CharField("主持人", max_length=40, blank=True)
    state = models.CharField("状态", max_length=10, choices=CouncilState, default=CouncilState.PLANNED)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)

    objects = CouncilMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "议事会会议"
        ordering = ["-on", "-id"]
        constraints = [
            unique(
                "council_number_once_a_year", "area", "year", "number", says="这一年已登记过这一次会议，请核对次数。"
            ),
            check(
                "council_cancelled_with_reason",
                only_when(CouncilState.CANCELLED, "", "cancel_reason"),
                "取消会议须写明原因。",
            ),
        ]
        indexes = [models.Index(fields=["area", "-on"], name="council_of_area")]

    def __str__(self):
        return f"{self.area.name}{self.year}年第{self.number}次议事会会议"

    @property
    def day_label(self) -> str:
        """Its day and place for people."""
        return f"{full_day(self.on)}　{self.place}" if self.place else full_day(self.on)

    @property
    def has_come(self) -> bool:
        """Whether its day has come."""
        return self.on <= timezone.localdate()


class Seat(models.Model):
    """One member called to a meeting, and how the member attended."""

    meeting = models.ForeignKey(CouncilMeeting, models.CASCADE, related_name="seats", verbose_name="会议")
    associate = models.ForeignKey(Associate, models.PROTECT, related_name="council_seats", verbose_name="成员")
    status = models.CharField("出席情况", max_length=10, choices=SeatStatus, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "议事会应到成员"
        ordering = ["meeting", "associate__name_pinyin", "id"]
        constraints = [unique("council_seat_once", "meeting", "associate", says="该成员已在应到名单里。")]

    def __str__(self):
        return f"{self.associate} {self.meeting}"


class AgendaItem(models.Model):
    """One item of the agenda, and what was said and agreed. A vote also keeps its ballots: handed out, handed in, invalid."""

    meeting = models.ForeignKey(CouncilMeeting, models.CASCADE, related_name="items", verbose_name="会议")
    order = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("方式", max_length=12, choices=ItemKind)
    title = models.CharField("议题", max_length=80)
    speaker = models.CharField("报告或提出人", max_length=60, blank=True)
    conclusion = models.TextField("讨论情况和结论", max_length=2000, blank=True)
    places = models.PositiveSmallIntegerField("应选项目数", null=True, blank=True)
    ballots_out = models.PositiveSmallIntegerField("发出票数", null=True, blank=True)
    ballots_in = models.PositiveSmallIntegerField("收回票数", null=True, blank=True)
    ballots_void = models.PositiveSmallIntegerField("无效票", null=True, blank=True)
    counted_at = models.DateTimeField("登记计票时间", null=True, blank=True)
    counted_by = models.CharField("登记计票人", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "议事会议程"
        ordering = ["meeting", "order", "id"]
        constraints = [
            check(
                "council_vote_has_places",
                ~Q(kind=ItemKind.VOTE) | Q(places__gte=1),
                "票决须写明要选出几个项目。",
            ),
            check(
                "council_ballots_in_order",
                Q(ballots_in__isnull=True) | Q(ballots_in__lte=F("ballots_out")) & Q(ballots_void__lte=F("ballots_in")),
                "收回票数不能多于发出票数，无效票不能多于收回票数。",
            ),
            check("council_count_by_somebody", together("counted_at", "counted_by")),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the meeting, on whose page it stands."""
        return self.meeting.get_absolute_url()

    @property
    def area(self) -> Area:
        """Whom its history concerns (needs the meeting loaded)."""
        return self.meeting.area

    @property
    def is_vote(self) -> bool:
        """Whether projects are voted on."""
        return self.kind == ItemKind.VOTE

    @property
    def ballots_valid(self) -> int:
        """How many ballots count."""
        return (self.ballots_in or 0) - (self.ballots_void or 0)


class Project(models.Model):
    """One project put to the vote (民生实事候选项目) and its votes."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="projects", verbose_name="议程")
    order = models.PositiveSmallIntegerField("次序")
    name = models.CharField("项目", max_length=80)
    unit = models.CharField("实施单位", max_length=60, blank=True)
    votes_for = models.PositiveSmallIntegerField("赞成", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("反对", null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField("弃权", null=True, blank=True)
    result = models.CharField("结果", max_length=10, choices=ProjectResult, default=ProjectResult.OPEN)

    class Meta:
        verbose_name = verbose_name_plural = "票决项目"
        ordering = ["item", "order", "id"]
        constraints = [unique("council_project_once", "item", "name", says="这个项目已在候选名单里。")]

    def __str__(self):
        return self.name
