"""Registration (双向共管档案) and RegistrationMove (每一步)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from deputies.models import Deputy
from liaison.registration.enums import (
    OPEN_STATES,
    EndReason,
    RedirectReason,
    RegistrationState,
    ReturnReason,
    Side,
)
from liaison.registration.querysets import RegistrationQuerySet
from stations.models import Station
from yunhe.areas.models import Area
from yunhe.privacy import EncryptedTextField


class Registration(models.Model):
    """One deputy's file between an origin office and a residence office. At most one is open per deputy.

    `origin` and `residence` are units; `community` is the point that receives the deputy.
    """

    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="registrations", verbose_name="代表")
    origin = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="流出地")
    residence = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="流入地")
    community = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="接收社区（村）"
    )
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
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name="驻站联络点"
    )
    grid = models.CharField("编入网格", max_length=40, blank=True)
    group = models.CharField("编入代表小组（共治组）", max_length=40, blank=True)
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
            models.UniqueConstraint(
                fields=["deputy"],
                condition=Q(state__in=OPEN_STATES),
                name="registration_one_open_a_deputy",
                violation_error_message="该代表已有一份未结束的双向共管档案。",
            ),
            models.CheckConstraint(
                condition=~Q(origin=F("residence")),
                name="registration_between_two_units",
                violation_error_message="流出地和流入地不能是同一个单位。",
            ),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.ENDED, ended_on__isnull=False) & ~Q(end_reason="")
                | ~Q(state=RegistrationState.ENDED) & Q(ended_on__isnull=True, end_reason=""),
                name="registration_end_with_reason",
                violation_error_message="结束档案须同时有日期和原因。",
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.CO_MANAGED)
                | Q(community__isnull=False, received_at__isnull=False, verified_at__isnull=False),
                name="registration_co_managed_complete",
                violation_error_message="共管档案须有核实时间、接收社区和报到时间。",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="registration_state_due")]

    def __str__(self):
        return f"{self.deputy} {self.origin}→{self.residence}"

    def get_absolute_url(self):
        """Return the address of the file."""
        return reverse("registration:registration-detail", args=[self.pk])


class RegistrationMove(models.Model):
    """One step of a file: who moved it, from where to where, why, and how long it had waited."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="moves", verbose_name="档案")
    verb = models.CharField("动作", max_length=24)
    label = models.CharField("动作名称", max_length=40)
    from_state = models.CharField("原状态", max_length=12, choices=RegistrationState, blank=True)
    to_state = models.CharField("新状态", max_length=12, choices=RegistrationState)
    side = models.CharField("办理方", max_length=10, choices=Side)
    by = models.CharField("办理人", max_length=80)
    by_user_id = models.BigIntegerField("办理人编号", null=True, blank=True)
    reason = models.CharField("原因", max_length=24, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)
    due_on = models.DateField("当时期限", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "档案步骤"
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.label} {self.at:%Y-%m-%d}"

    @property
    def reason_label(self) -> str:
        """The coded reason in Chinese, "" where the step has none."""
        for reasons in (ReturnReason, RedirectReason, EndReason):
            if self.reason in reasons.values:
                return reasons(self.reason).label
        return ""
