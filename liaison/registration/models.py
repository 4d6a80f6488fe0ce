"""Registration (双向共管档案), RegistrationStep (每一步), Handover (随档移交), EligibilityAlarm (资格提醒) and its answers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.mandates.models import Mandate
from deputies.people.models import Deputy
from deputies.teams.models import Team
from liaison.registration.enums import (
    ALARM,
    OPEN_ALARMS,
    OPEN_STATES,
    REGISTRATION,
    AlarmAnswer,
    AlarmCause,
    AlarmOutcome,
    AlarmState,
    EndReason,
    RedirectReason,
    RegistrationState,
    ReturnReason,
)
from liaison.registration.querysets import EligibilityAlarmQuerySet, RegistrationQuerySet
from stations.places.models import Station
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, check, maybe, only_when, unique
from yunhe.kit.moves import Step
from yunhe.privacy import EncryptedTextField


class BetweenUnits(models.Model):
    """What passes between two units: the one that elected the deputies, and the one in which they live."""

    origin = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="流出地")
    residence = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="流入地")

    class Meta:
        abstract = True

    @property
    def areas(self) -> list[Area]:
        """The two units, to whose offices its history belongs (needs both loaded)."""
        return [self.origin, self.residence]


class Registration(BetweenUnits, Addressed):
    """One deputy's registration between an origin office and a residence office. At most one is open per deputy.

    `origin` and `residence` are units; `community` is the point that receives the deputy.
    """

    never_a_point: ClassVar = ("origin", "residence")

    page = "registration:registration-detail"

    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="registrations", verbose_name="代表")
    community = maybe(Area, "接收社区（村）", "+")
    state = models.CharField("状态", max_length=12, choices=RegistrationState, default=RegistrationState.URGED)
    state_since = models.DateTimeField("进入当前状态时间", default=timezone.now)
    due_on = models.DateField("本步办理期限", null=True, blank=True)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next", verbose_name="上一份档案"
    )
    address = EncryptedTextField("现住址", blank=True)
    return_reason = models.CharField("退回原因", max_length=24, blank=True)
    return_note = models.CharField("退回说明", max_length=200, blank=True)
    verified_by = models.CharField("核实人", max_length=80, blank=True)
    verified_at = models.DateTimeField("核实时间", null=True, blank=True)
    station = maybe(Station, "报到联络点", "registrations")  # where the deputy serves is said by the postings
    grid = models.CharField("编入网格", max_length=40, blank=True)
    team = maybe(Team, "代表小组（共治组）", "registrations")
    group = models.CharField(
        "编入代表小组（共治组）", max_length=60, blank=True
    )  # the name then; of old files all there is
    contact_person = models.CharField("社区联系人", max_length=40, blank=True)
    received_by = models.CharField("接收人", max_length=80, blank=True)
    received_at = models.DateTimeField("社区报到时间", null=True, blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=16, choices=EndReason, blank=True)
    created_at = models.DateTimeField("建档时间", default=timezone.now)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "双向共管档案"
        ordering = ["-state_since", "-id"]
        constraints = [
            unique(
                "registration_one_open_a_deputy",
                "deputy",
                where=Q(state__in=OPEN_STATES),
                says="该代表已有一份未结束的双向共管档案。",
            ),
            check("registration_between_two_units", ~Q(origin=F("residence")), "流出地和流入地不能是同一个单位。"),
            check(
                "registration_end_with_reason",
                only_when(RegistrationState.ENDED, "ended_on", "end_reason"),
                "结束档案须同时有日期和原因。",
            ),
            check(
                "registration_co_managed_complete",
                ~Q(state=RegistrationState.CO_MANAGED)
                | Q(community__isnull=False, received_at__isnull=False, verified_at__isnull=False),
                "共管档案须有核实时间、接收社区和报到时间。",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="registration_state_due")]

    def __str__(self):
        return f"{self.deputy} {self.origin}→{self.residence}"


class RegistrationStep(Step):
    """One step of a registration; `due_on` is the deadline of the step that begins with it."""

    machine, thing = REGISTRATION, "registration"

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="steps", verbose_name="档案")
    due_on = models.DateField("当时期限", null=True, blank=True)

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "档案步骤"

    @property
    def reason_label(self) -> str:
        """The coded reason in Chinese, "" where the step has none."""
        for reasons in (ReturnReason, RedirectReason, EndReason):
            if self.reason in reasons.values:
                return reasons(self.reason).label
        return ""


class Handover(models.Model):
    """One thing that went along with a registration, or stayed, when it ended: a matter, a pairing, a place in a team."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="handovers", verbose_name="档案")
    title = models.CharField("类别", max_length=40)
    label = models.CharField("事项", max_length=160)
    choice = models.CharField("去向", max_length=80)
    done = models.CharField("办理情况", max_length=200, blank=True)
    by = models.CharField("办理人", max_length=80)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "随档移交"
        ordering = ["id"]

    def __str__(self):
        return f"{self.title}：{self.label} {self.choice}"


class EligibilityAlarm(Addressed):
    """A mandate that may have ended: the household left the township, or two sessions were missed (代表法 62; 资格提醒).

    Raised to both offices and the county, answered and concluded by named people; it changes no mandate. A county deputy
    who moves within the county keeps the seat, so only township mandates are raised for that by the system.
    """

    never_a_point: ClassVar = ("origin", "residence")

    page = "registration:alarm-detail"

    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="eligibility_alarms", verbose_name="代表")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="alarms", verbose_name="代表资格")
    origin = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="流出地")
    residence = maybe(Area, "现居住地单位", "+")
    cause = models.CharField("事由", max_length=24, choices=AlarmCause)
    source = models.CharField("依据", max_length=120)
    raised_by = models.CharField("提出人", max_length=80)
    raised_at = models.DateTimeField("提出时间", default=timezone.now)
    due_on = models.DateField("核实期限", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=AlarmState, default=AlarmState.RAISED)
    outcome = models.CharField("结论", max_length=16, choices=AlarmOutcome, blank=True)
    closed_by = models.CharField("结论人", max_length=80, blank=True)
    closed_at = models.DateTimeField("结论时间", null=True, blank=True)
    closing_note = models.CharField("结论说明", max_length=200, blank=True)

    objects = EligibilityAlarmQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "资格提醒"
        ordering = ["-raised_at", "-id"]
        constraints = [
            unique(
                "alarm_one_open_a_mandate",
                "mandate",
                where=Q(state__in=OPEN_ALARMS),
                says="这项代表资格已有一条未结的提醒。",
            ),
            check(
                "alarm_closed_with_outcome",
                only_when(AlarmState.CLOSED, "closed_at", "outcome"),
                "结束资格提醒须有结论。",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} {self.get_cause_display()}"

    @property
    def areas(self) -> list[Area]:
        """The offices whose history it belongs to."""
        return [self.origin, *([self.residence] if self.residence else [])]


class AlarmStep(Step):
    """One thing said or done about an eligibility alarm, by a named person of one side."""

    machine, thing = ALARM, "alarm"

    alarm = models.ForeignKey(EligibilityAlarm, models.CASCADE, related_name="steps", verbose_name="资格提醒")
    answer = models.CharField("核实情况", max_length=10, choices=AlarmAnswer, blank=True)

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "资格提醒步骤"
