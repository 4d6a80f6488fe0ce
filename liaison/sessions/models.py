"""CongressSession (会议) with Sitting (场次), Summons (应到), Attendance (出席); Leave (请假) and LeaveStep."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.mandates.models import CongressTerm, Mandate
from deputies.people.models import Deputy
from liaison.sessions.enums import (
    LEAVE,
    OPEN_LEAVES,
    AttendanceStatus,
    Half,
    LeaveState,
    SessionKind,
    SessionState,
)
from liaison.sessions.querysets import AttendanceQuerySet, LeaveQuerySet, SessionQuerySet, SummonsQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, in_order, only_when, unique
from yunhe.kit.moves import Step
from yunhe.kit.words import day, full_day, listed
from yunhe.privacy import EncryptedTextField

LONGEST = 15  # days that one session may last
BODIES = {
    SessionKind.CONGRESS: "人大",
    SessionKind.STANDING: "人大常委会",
    SessionKind.PRESIDIUM: "人大主席团",
}


class CongressSession(Entered, Addressed):
    """A session of a congress or of one of its bodies, of one or several days (人代会、常委会、主席团会议).

    `area` is the area of the term: what the scope asks.
    """

    never_a_point: ClassVar = ("area",)

    page = "sessions:session-detail"

    term = models.ForeignKey(CongressTerm, models.PROTECT, related_name="sessions", verbose_name="届次")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    kind = models.CharField("类别", max_length=10, choices=SessionKind)
    number = models.PositiveSmallIntegerField("次数")
    name = models.CharField("会议名称", max_length=60, blank=True)
    begins_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    place = models.CharField("地点", max_length=80, blank=True)
    state = models.CharField("状态", max_length=10, choices=SessionState, default=SessionState.PLANNED)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会议"
        ordering = ["-begins_on", "-id"]
        constraints = [
            unique(
                "session_number_once", "term", "kind", "number", says="这一届已登记过同类的同一次会议，请核对次数。"
            ),
            check(
                "session_days_in_order",
                in_order("begins_on", "ends_on", may_be_same=True),
                "结束日期不能早于开始日期。",
            ),
            check("session_other_has_name", ~Q(kind=SessionKind.OTHER) | ~Q(name=""), "其他会议请填写会议名称。"),
            check(
                "session_cancelled_with_reason",
                only_when(SessionState.CANCELLED, "", "cancel_reason"),
                "取消会议须写明原因。",
            ),
        ]
        indexes = [models.Index(fields=["area", "-begins_on"], name="session_of_area")]

    def __str__(self):
        if self.kind == SessionKind.OTHER:
            return self.name
        return f"{self.area.name}第{self.term.number}届{BODIES[SessionKind(self.kind)]}第{self.number}次会议"

    @property
    def days_label(self) -> str:
        """Its days for people: 2026年1月12日至14日."""
        first, last = self.begins_on, self.ends_on
        if first == last:
            return full_day(first)
        return f"{full_day(first)}至{f'{last.day}日' if first.month == last.month else day(last)}"

    @property
    def level(self) -> str:
        """The level of its congress (needs the term loaded)."""
        return self.term.level

    def days(self) -> list[date]:
        """Return every day from the first to the last."""
        return [self.begins_on + timedelta(days=number) for number in range((self.ends_on - self.begins_on).days + 1)]


class Sitting(models.Model):
    """Half a day of a session (场次)."""

    session = models.ForeignKey(CongressSession, models.CASCADE, related_name="sittings", verbose_name="会议")
    on = models.DateField("日期")
    half = models.CharField("半天", max_length=2, choices=Half)

    class Meta:
        verbose_name = verbose_name_plural = "场次"
        ordering = ["on", "half"]
        constraints = [unique("sitting_once", "session", "on", "half", says="这半天已经有一场。")]

    def __str__(self):
        return f"{day(self.on)}{self.get_half_display()}"

    @property
    def key(self) -> str:
        """How forms name it: 2026-01-12-am."""
        return f"{self.on:%Y-%m-%d}-{self.half}"


class Summons(models.Model):
    """One seat that is called to a session (应到). `deputy` is the one of the mandate: what the scope asks."""

    session = models.ForeignKey(CongressSession, models.CASCADE, related_name="summonses", verbose_name="会议")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="summonses", verbose_name="代表资格")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="summonses", verbose_name="代表")

    objects = SummonsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "应到人员"
        ordering = ["session", "deputy__name_pinyin", "id"]
        constraints = [unique("summons_once", "session", "mandate", says="该代表已在应到名单里。")]

    def __str__(self):
        return f"{self.deputy} {self.session}"

    def get_absolute_url(self) -> str:
        """Return the address of the session, on whose page it stands."""
        return self.session.get_absolute_url()


class Attendance(models.Model):
    """How one seat attended one sitting (出席). Never changed: a correction is the next revision, with its reason.

    The program's account may only add rows (yunhe.database.roles).
    """

    append_only = True

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="attendances", verbose_name="场次")
    summons = models.ForeignKey(Summons, models.PROTECT, related_name="attendances", verbose_name="应到人员")
    revision = models.PositiveSmallIntegerField("第几次登记", default=1)
    status = models.CharField("出席情况", max_length=10, choices=AttendanceStatus)
    reason = models.CharField("更正原因", max_length=120, blank=True)
    by = models.CharField("登记人", max_length=80)
    at = models.DateTimeField("登记时间", default=timezone.now)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "出席"
        ordering = ["sitting", "summons", "revision"]
        constraints = [
            unique("attendance_once_a_revision", "sitting", "summons", "revision"),
            check("attendance_corrected_with_reason", Q(revision=1) | ~Q(reason=""), "更正出席情况须写明原因。"),
        ]
        indexes = [models.Index(fields=["summons", "sitting", "-revision"], name="attendance_of_summons")]

    def __str__(self):
        return f"{self.sitting} {self.get_status_display()}"


class Leave(Addressed):
    """A deputy asks for leave from some half-days of a session (请假). The reason is encrypted: it often speaks of health.

    `is_afterwards` (补假): asked for when the first of these half-days had begun; granted only with the name of who of the
    presidium or of the chairpersons agreed.
    """

    page = "sessions:leave-detail"

    summons = models.ForeignKey(Summons, models.PROTECT, related_name="leaves", verbose_name="应到人员")
    sittings = models.ManyToManyField(Sitting, related_name="leaves", verbose_name="请假场次")
    reason = EncryptedTextField("请假事由")
    is_afterwards = models.BooleanField("补假", default=False)
    agreed_by = models.CharField("同意补假的负责人", max_length=40, blank=True)
    state = models.CharField("状态", max_length=10, choices=LeaveState, default=LeaveState.ASKED)
    asked_at = models.DateTimeField("请假时间", default=timezone.now)
    decided_by = models.CharField("批准人", max_length=80, blank=True)
    decided_at = models.DateTimeField("批准时间", null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "请假"
        ordering = ["-asked_at", "-id"]
        constraints = [
            unique(
                "leave_one_open_a_summons",
                "summons",
                where=Q(state__in=OPEN_LEAVES),
                says="这次会议已有一份请假，要改请先撤回。",
            ),
            check(
                "leave_decided_by_somebody",
                ~Q(state__in=(LeaveState.GRANTED, LeaveState.REFUSED))
                | Q(decided_at__isnull=False) & ~Q(decided_by=""),
            ),
            check(
                "leave_afterwards_with_chair",
                Q(is_afterwards=False) | ~Q(state=LeaveState.GRANTED) | ~Q(agreed_by=""),
                "补假须写明经哪位负责人同意。",
            ),
        ]
        indexes = [models.Index(fields=["state", "-asked_at"], name="leave_state_at")]

    def __str__(self):
        return f"{self.summons.deputy}请假"

    @property
    def halves_label(self) -> str:
        """The half-days in words: 1月12日上午、1月12日下午."""
        return listed(self.sittings.all())

    @property
    def areas(self) -> list[Area]:
        """Whom its history concerns: the convenor and the two sides of the deputy (needs them loaded)."""
        return [self.summons.session.area, *self.summons.deputy.areas]


class LeaveStep(Step):
    """One step of a leave."""

    machine, thing = LEAVE, "leave"

    leave = models.ForeignKey(Leave, models.CASCADE, related_name="steps", verbose_name="请假")

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "请假过程"
