"""Household (联系户)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from liaison.households.enums import CloseReason
from liaison.households.querysets import HouseholdQuerySet
from yunhe.areas.enums import POINTS
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, check, maybe, together
from yunhe.privacy import EncryptedTextField, digest, mask_address, mask_name, mask_phone, masked


def fold_head(name: str) -> str:
    """Return a head's name as it is compared: NFKC, without blanks."""
    return re.sub(r"[\s·・]+", "", unicodedata.normalize("NFKC", name or ""))


def head_digest(name: str) -> str:
    """Return the keyed fingerprint of a head's name, "" for none."""
    return digest(fold_head(name), purpose="household-head")


def household_phone_digest(phone: str) -> str:
    """Return the keyed fingerprint of a household's phone, digits only, "" for none."""
    return digest(re.sub(r"\D", "", phone or ""), purpose="household-phone")


class Household(Addressed):
    """One household of voters whom deputies keep in touch with (联系户), most of them moved down to the county town.

    head, phone and address are personal data: encrypted at rest, masked wherever shown, found by keyed fingerprint only.
    `care` says that somebody needs a closer look, never why: the reason would be sensitive data (个人信息保护法 28).
    """

    page = "households:household-detail"

    head = EncryptedTextField("户主", mask=mask_name, printed=("head_digest", head_digest))
    masked_head = masked("head")
    head_digest = models.CharField("户主指纹", max_length=64, db_index=True, editable=False)
    phone = EncryptedTextField("电话", mask=mask_phone, printed=("phone_digest", household_phone_digest), blank=True)
    masked_phone = masked("phone")
    phone_digest = models.CharField("电话指纹", max_length=64, blank=True, db_index=True, editable=False)
    village = models.ForeignKey(Area, models.PROTECT, related_name="households_from", verbose_name="户籍村")
    community = maybe(Area, "现居住社区（村）", "households_living")
    outside = models.CharField("县外居住地", max_length=80, blank=True)
    address = EncryptedTextField("现住址", mask=mask_address, blank=True)
    masked_address = masked("address")
    members = models.PositiveSmallIntegerField("人口", null=True, blank=True)
    care = models.BooleanField("需要重点关心", default=False)
    moved_on = models.DateField("搬迁日期", null=True, blank=True)
    remark = models.CharField("备注", max_length=120, blank=True)
    closed_on = models.DateField("停止登记日期", null=True, blank=True)
    close_reason = models.CharField("停止登记原因", max_length=12, choices=CloseReason, blank=True)
    created_at = models.DateTimeField("登记时间", default=timezone.now)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联系户"
        ordering = ["village", "id"]
        constraints = [
            check(
                "household_lives_in_one_place",
                Q(community__isnull=True) | Q(outside=""),
                "现居住地只能填一处：县内选社区（村），县外填地名。",
            ),
            check(
                "household_closed_with_reason", together("closed_on", "close_reason"), "停止登记须同时填写日期和原因。"
            ),
        ]

    def __str__(self):
        return f"{self.village.short_name}{self.masked_head}户"

    def clean(self):
        """Villages and communities only; no moving in days to come."""
        errors = {}
        if self.village_id and self.village.kind not in POINTS:
            errors["village"] = "户籍地请选到村（社区）。"
        if self.community_id and self.community.kind not in POINTS:
            errors["community"] = "现居住地请选到社区（村）。"
        if self.moved_on and self.moved_on > timezone.localdate():
            errors["moved_on"] = "搬迁日期不能晚于今天。"
        if self.members is not None and not 1 <= self.members <= 30:
            errors["members"] = "人口请填 1–30 的数。"
        if errors:
            raise ValidationError(errors)

    @property
    def place_label(self) -> str:
        """Where it lives now, for people; needs community and its unit loaded."""
        if self.community:
            return self.community.full_name
        return f"县外：{self.outside}" if self.outside else "未登记"

    @property
    def unit(self) -> Area:
        """The township-level unit of the home village; needs `village__unit` loaded."""
        return self.village.unit or self.village

    @property
    def areas(self) -> list[Area]:
        """The village and the community: the two sides that see it."""
        return [area for area in (self.village, self.community if self.community_id else None) if area]
