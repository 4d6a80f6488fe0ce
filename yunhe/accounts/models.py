"""User (账号) and Appointment (任职)."""

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.utils import timezone

from yunhe.accounts.enums import ADMIN_ROLES, OfficeCodePurpose, Role
from yunhe.accounts.querysets import AccountManager, AppointmentQuerySet, PhoneKeyQuerySet
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, check, together, unique


class User(Addressed, AbstractBaseUser):
    """One person's account. It can do nothing by itself: what it may do comes from its appointments."""

    page = "accounts:user-detail"

    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("首次登录须修改密码", default=True)
    waits_since = models.DateTimeField(
        "等待确认自", null=True, blank=True
    )  # opened or reset by the system administrator
    password_changed_at = models.DateTimeField("密码修改时间", null=True, blank=True)
    previous_passwords = models.JSONField("历史密码摘要", default=list, blank=True)
    created_at = models.DateTimeField("创建时间", default=timezone.now)
    large_type = models.BooleanField("长辈版", default=False)
    session_round = models.PositiveIntegerField("会话轮次", default=0)  # raised to end every session of the account
    privacy_notice_version = models.CharField("已阅隐私告知版本", max_length=20, blank=True)
    privacy_notice_at = models.DateTimeField("阅读隐私告知时间", null=True, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = AccountManager()

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        ordering = ["username"]

    def __str__(self):
        return self.name

    @property
    def display_name(self) -> str:
        """Name and sign-in name, as the audit trail writes it."""
        return f"{self.name}（{self.username}）"

    @property
    def county_paths(self) -> set[str]:
        """Paths of the counties that the person works for; what the frame below offers to choose from lies there."""
        return scope_of(self).county_paths

    def get_username(self) -> str:
        """Return the sign-in name."""
        return self.username

    def get_session_auth_hash(self) -> str:
        """Return what a session must carry to stay open: it changes with the password and with `session_round`."""
        return f"{self.session_round}-{super().get_session_auth_hash()}"

    def get_session_auth_fallback_hash(self):
        """Yield the same under the older secret keys."""
        for older in super().get_session_auth_fallback_hash():
            yield f"{self.session_round}-{older}"


class OpenSession(models.Model):
    """One sign-in of a person that has not ended yet: where from, with what. The session itself holds when it was last used."""

    user = models.ForeignKey(User, models.CASCADE, related_name="open_sessions", verbose_name="账号")
    session_key = models.CharField("会话", max_length=40, unique=True)
    began_at = models.DateTimeField("登录时间", default=timezone.now)
    ip = models.GenericIPAddressField("登录地址", null=True, blank=True)
    device = models.CharField("设备", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "登录中的设备"
        ordering = ["-began_at"]

    def __str__(self):
        return self.device


class PhoneKey(models.Model):
    """A deputy's phone that checks in without signing in (绑定的手机). What it may do is this one thing; no page of staff, no
    personal data opens with it. Only fingerprints of the key are kept: of the one in force, of the one before it, which still
    counts while the answer with the new one may be lost, and of one that is used up: whoever shows that has a copy.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="phones", verbose_name="账号")
    device = models.CharField("设备", max_length=60, blank=True)
    digest = models.CharField("钥匙指纹", max_length=64, unique=True, editable=False)
    former_digest = models.CharField("上一把钥匙指纹", max_length=64, blank=True, db_index=True, editable=False)
    spent_digest = models.CharField("作废钥匙指纹", max_length=64, blank=True, db_index=True, editable=False)
    bound_at = models.DateTimeField("绑定时间", default=timezone.now)
    renewed_at = models.DateTimeField("换钥匙时间", default=timezone.now)
    used_at = models.DateTimeField("最近使用", null=True, blank=True)
    until = models.DateTimeField("有效期至")
    ended_at = models.DateTimeField("解除时间", null=True, blank=True)
    end_reason = models.CharField("解除原因", max_length=40, blank=True)

    objects = PhoneKeyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "绑定的手机"
        ordering = ["-bound_at", "-id"]
        constraints = [check("phone_key_ended_with_reason", together("ended_at", "end_reason"), "解除绑定须写明原因。")]

    def __str__(self):
        return self.device


class OfficeCode(models.Model):
    """A code that an office tells a deputy, good once and for a few days: to bind a phone, or to set a new password
    (一次性码). Only its fingerprint is kept.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="office_codes", verbose_name="账号")
    purpose = models.CharField("用途", max_length=10, choices=OfficeCodePurpose)
    digest = models.CharField("码的指纹", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("生成时间", default=timezone.now)
    made_by = models.CharField("生成人", max_length=80, blank=True)
    until = models.DateTimeField("有效期至")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "一次性码"
        ordering = ["-made_at", "-id"]

    def __str__(self):
        return f"{self.user} {self.get_purpose_display()}"


DUTY = Case(
    *(When(role=role.value, then=Value(role.value)) for role in ADMIN_ROLES),
    default=Value("business"),
    output_field=models.CharField(),
)
TERM = Func(F("begins_on"), F("ends_on"), Value("[]"), function="daterange", output_field=DateRangeField())


class Appointment(models.Model):
    """A person holds a role for an area from one date to another, both included (任职).

    The database itself refuses two branches at a time (GB/T 22239 8.1.5; see enums.branch_of).
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="appointments", verbose_name="账号")
    area = models.ForeignKey(Area, models.PROTECT, related_name="appointments", verbose_name="区划")
    role = models.CharField("角色", max_length=20, choices=Role)
    begins_on = models.DateField("开始日期", default=timezone.localdate)
    ends_on = models.DateField("结束日期", null=True, blank=True)
    appointed_by = models.CharField("任命人", max_length=80, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ["-begins_on", "id"]
        constraints = [
            check(
                "appointment_dates_in_order",
                Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                "任职结束日期不能早于开始日期。",
            ),
            unique(
                "appointment_once_at_a_time",
                "user",
                "area",
                "role",
                until="ends_on",
                says="该账号在该区划已有同一角色。",
            ),
            ExclusionConstraint(
                name="appointment_one_branch_at_a_time",
                expressions=[("user", RangeOperators.EQUAL), (DUTY, RangeOperators.NOT_EQUAL), (TERM, "&&")],
                violation_error_message="系统管理员、安全管理员、审计管理员不得由同一账号兼任，也不得兼任业务角色。",
            ),
        ]

    def __str__(self):
        return f"{self.area.name} {self.get_role_display()}"
