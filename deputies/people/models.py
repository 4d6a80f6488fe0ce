"""Deputy (人大代表) and where the deputy has lived."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.people.enums import DatePrecision, Gender, OccupationClass
from deputies.people.querysets import DeputyQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, check, maybe, together, unique
from yunhe.privacy import EncryptedTextField, digest, mask_address, mask_phone, masked


def phone_digest(phone: str) -> str:
    """Return the keyed fingerprint of a phone."""
    return digest(phone, purpose="phone")


def id_digest(number: str) -> str:
    """Return the keyed fingerprint of an identity number."""
    return digest(number, purpose="id_number")


class Deputy(Addressed):
    """One person who holds or held mandates (人大代表). Living elsewhere is derived from origin and residence, no flag.

    `residence` is a community or village (or a unit where only the street is known); outside the county it is empty
    and `residence_outside` names the place. phone, short_phone, address and id_number are personal data: encrypted at
    rest, masked wherever shown.
    """

    never_a_point: ClassVar = ("origin",)

    page = "deputies:deputy-detail"

    name = models.CharField("姓名", max_length=40)
    former_name = models.CharField("曾用名", max_length=40, blank=True)
    name_pinyin = models.CharField("姓名拼音", max_length=120, blank=True)
    name_initials = models.CharField("拼音首字母", max_length=20, blank=True)
    gender = models.CharField("性别", max_length=6, choices=Gender, blank=True)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    born_on = models.DateField("出生日期", null=True, blank=True)
    born_precision = models.CharField("出生日期精度", max_length=5, choices=DatePrecision, blank=True)
    party = models.CharField("政治面貌", max_length=20, blank=True)
    education = models.CharField("学历", max_length=20, blank=True)
    employment = models.CharField("工作单位及职务", max_length=120, blank=True)
    occupation = models.CharField("代表类别", max_length=16, choices=OccupationClass, blank=True)
    specialities = models.CharField("特长专长", max_length=200, blank=True)
    origin = models.ForeignKey(
        Area, models.PROTECT, related_name="deputies_elected", verbose_name="流出地（原选区所在乡镇）"
    )
    home_village = maybe(Area, "户籍所在村", "+")
    household_at_home = models.BooleanField("户籍仍在流出地", null=True, blank=True)
    residence = maybe(Area, "现居住地", "deputies_living")
    residence_outside = models.CharField("县外居住地", max_length=80, blank=True)
    resides_since = models.DateField("居住起始日期", null=True, blank=True)
    phone = EncryptedTextField("手机", mask=mask_phone, printed=("phone_digest", phone_digest), blank=True)
    masked_phone = masked("phone")
    phone_digest = models.CharField("手机指纹", max_length=64, blank=True, db_index=True, editable=False)
    short_phone = EncryptedTextField("短号", mask=mask_phone, blank=True)
    address = EncryptedTextField("住址", mask=mask_address, blank=True)
    masked_address = masked("address")
    id_number = EncryptedTextField("身份证号", printed=("id_digest", id_digest), blank=True)
    id_digest = models.CharField("身份证指纹", max_length=64, blank=True, db_index=True, editable=False)
    remark = models.CharField("备注", max_length=300, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="deputy", verbose_name="账号"
    )
    created_at = models.DateTimeField("建档时间", default=timezone.now)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表"
        ordering = ["name_pinyin", "id"]
        indexes = [
            GinIndex(fields=["name"], name="deputy_name_trgm", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["name_pinyin"], name="deputy_pinyin_trgm", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["name_initials"], name="deputy_initials", opclasses=["varchar_pattern_ops"]),
        ]
        constraints = [
            check(
                "deputy_one_residence",
                Q(residence__isnull=True) | Q(residence_outside=""),
                "现居住地只能填一处：县内填社区（村），县外填地名。",
            ),
            check("deputy_has_name", ~Q(name=""), "请填写姓名。"),
            check(
                "deputy_birth_with_precision", together("born_on", "born_precision"), "出生日期和它的精度应同时填写。"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def areas(self) -> list[Area]:
        """The two sides that see the file (needs origin and residence loaded)."""
        return [self.origin, *([self.residence] if self.residence else [])]

    @property
    def is_living_elsewhere(self) -> bool:
        """Whether the deputy lives in another unit than the origin (needs residence loaded)."""
        if self.residence_id:
            return self.residence.unit_id != self.origin_id
        return bool(self.residence_outside)

    @property
    def residence_label(self) -> str:
        """Where the deputy lives, for people: 浮云街道中山社区, 县外：莲都区, or 未登记."""
        if self.residence_id:
            return self.residence.full_name
        return f"县外：{self.residence_outside}" if self.residence_outside else "未登记"

    @property
    def birth_label(self) -> str:
        """Birth date as far as it is known: 1979年, 1979年9月 or 1979年9月1日."""
        if not self.born_on:
            return ""
        parts = {DatePrecision.YEAR: "{0.year}年", DatePrecision.MONTH: "{0.year}年{0.month}月"}
        return parts.get(self.born_precision, "{0.year}年{0.month}月{0.day}日").format(self.born_on)


class ResidenceSpell(models.Model):
    """One stay of a deputy at a place, written when the residence changes (居住经历)."""

    deputy = models.ForeignKey(Deputy, models.CASCADE, related_name="residence_spells", verbose_name="代表")
    area = maybe(Area, "居住地", "+")
    outside = models.CharField("县外居住地", max_length=80, blank=True)
    address = EncryptedTextField("住址", blank=True)
    begins_on = models.DateField("开始日期", null=True, blank=True)
    ends_on = models.DateField("结束日期", null=True, blank=True)
    source = models.CharField("来源", max_length=60, blank=True)  # 登记报到, 台账确认, 名册导入, 手工登记
    recorded_by = models.CharField("登记人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "居住经历"
        ordering = ["-id"]
        constraints = [unique("residence_one_open_spell", "deputy", until="ends_on")]

    def __str__(self):
        return self.area.full_name if self.area_id else f"县外：{self.outside}"
