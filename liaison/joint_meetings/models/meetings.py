"""JointMeeting (双向共管联席会议), JointItem (议题), JointAttendee (出席人员) and JointStep (会议过程)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.teams.models import Team
from liaison.joint_meetings.enums import HELD_MEETINGS, MEETING, OPEN_MEETINGS, AgendaKind, MeetingState
from liaison.joint_meetings.querysets import JointMeetingQuerySet
from liaison.registration.enums import Side
from liaison.registration.models import BetweenUnits
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, maybe, only_when, unique
from yunhe.kit.moves import Step
from yunhe.kit.words import full_day

SIDES = [(Side.ORIGIN.value, Side.ORIGIN.label), (Side.RESIDENCE.value, Side.RESIDENCE.label)]


class JointMeeting(BetweenUnits, Addressed, Entered):
    """A meeting of the two offices about the deputies who live between them; at least one a year and pair.

    `waits_for` is the side that has to answer: a proposal of the other side, or minutes that the other side has written.
    `body` is the standing joint team (共治协作组) that meets, when there is one.
    """

    page = "joint_meetings:meeting-detail"

    body = maybe(Team, "会议主体", "joint_meetings")
    year = models.PositiveSmallIntegerField("年度")
    starts_at = models.DateTimeField("时间")
    place = models.CharField("地点", max_length=80)
    state = models.CharField("状态", max_length=10, choices=MeetingState, default=MeetingState.PROPOSED)
    proposed_by = models.CharField("提议方", max_length=10, choices=SIDES)
    waits_for = models.CharField("等待方", max_length=10, choices=SIDES, blank=True)
    minutes = models.TextField("会议纪要", max_length=5000, blank=True)
    next_plan = models.CharField("下次会议安排", max_length=200, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)

    objects = JointMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联席会议"
        ordering = ["-starts_at", "-id"]
        constraints = [
            check("joint_meeting_of_two_units", ~Q(origin=F("residence")), "联席会议由两个单位召开。"),
            unique(
                "joint_meeting_one_to_come",
                "origin",
                "residence",
                where=Q(state__in=OPEN_MEETINGS),
                says="这两个单位已有一次待召开的联席会议。",
            ),
            check(
                "joint_meeting_held_with_minutes",
                ~Q(state__in=HELD_MEETINGS) | ~Q(minutes=""),
                "登记已召开的会议须写会议纪要。",
            ),
            check(
                "joint_meeting_cancelled_with_reason",
                only_when(MeetingState.CANCELLED, "", "cancel_reason"),
                "取消会议须写明原因。",
            ),
            check(
                "joint_meeting_waits_for_a_side",
                ~Q(state__in=(MeetingState.PROPOSED, MeetingState.HELD)) | ~Q(waits_for=""),
            ),
        ]
        indexes = [models.Index(fields=["origin", "residence", "year"], name="joint_meeting_pair_year")]

    def __str__(self):
        return f"{self.origin.name}—{self.residence.name}联席会议"

    @property
    def title(self) -> str:
        """The name on paper: 2026年赤石乡—浮云街道双向共管联席会议 (needs both units loaded)."""
        return f"{self.year}年{self.origin.name}—{self.residence.name}双向共管联席会议"

    @property
    def when(self) -> str:
        """Date and time for people."""
        at = timezone.localtime(self.starts_at)
        return f"{full_day(at)} {at:%H:%M}"

    @property
    def is_held(self) -> bool:
        """Whether it took place."""
        return self.state in HELD_MEETINGS

    def unit(self, side: str) -> Area:
        """Return the unit of `side` (origin or residence)."""
        return self.origin if side == Side.ORIGIN else self.residence

    @property
    def waits_for_label(self) -> str:
        """The unit that has to answer, "" for none."""
        return self.unit(self.waits_for).name if self.waits_for else ""


class JointItem(models.Model):
    """One item of the agenda, drafted from data (`kind`) and kept as it is once somebody has edited it."""

    meeting = models.ForeignKey(JointMeeting, models.CASCADE, related_name="items", verbose_name="会议")
    kind = models.CharField("来源", max_length=24, choices=AgendaKind, default=AgendaKind.OTHER)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    title = models.CharField("议题", max_length=80)
    text = models.TextField("内容", max_length=3000, blank=True)
    is_edited = models.BooleanField("已修改", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "议题"
        ordering = ["order", "id"]

    def __str__(self):
        return self.title


class JointAttendee(models.Model):
    """Somebody of one side who took part in a meeting, or was absent."""

    meeting = models.ForeignKey(JointMeeting, models.CASCADE, related_name="attendees", verbose_name="会议")
    side = models.CharField("所属方", max_length=10, choices=SIDES)
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("单位及职务", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "出席人员"
        ordering = ["side", "id"]

    def __str__(self):
        return self.name


class SideStep(Step):
    """A step that is taken for a side, while its machine tells turns apart."""

    class Meta(Step.Meta):
        abstract = True

    @property
    def side_label(self) -> str:
        return str(Side(self.side).label)


class JointStep(SideStep):
    meeting = models.ForeignKey(JointMeeting, models.CASCADE, related_name="steps", verbose_name="会议")
    machine, thing = MEETING, "meeting"

    class Meta(SideStep.Meta):
        verbose_name = verbose_name_plural = "会议过程"
