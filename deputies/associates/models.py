"""Associate: one person who is no deputy, or is one besides, and works with deputies (议事员等人员)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.associates.enums import EXPIRED, LEFT, STANDING, AssociateKind, ChosenWay, ExitReason
from deputies.associates.querysets import AssociateQuerySet
from deputies.people.models import Deputy, phone_digest
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, in_order, maybe, unique
from yunhe.privacy import EncryptedTextField, mask_phone, masked


class Associate(Entered, Addressed):
    """A person of `area` (a unit, or the community or village where the work is) in one capacity, for one term.

    `deputy`: the file of the same person where a deputy is 议事员 besides. The phone is personal data: encrypted, masked.
    Whoever has left stays: teams, activities and councils of that time name the person.
    """

    page = "associates:associate-detail"

    name = models.CharField("姓名", max_length=40)
    name_pinyin = models.CharField("姓名拼音", max_length=120, blank=True, editable=False)
    name_initials = models.CharField("拼音首字母", max_length=20, blank=True, editable=False)
    kind = models.CharField("身份", max_length=14, choices=AssociateKind)
    area = models.ForeignKey(Area, models.PROTECT, related_name="associates", verbose_name="所在单位")
    deputy = maybe(Deputy, "同时是人大代表", "associate_posts", models.SET_NULL)
    post = models.CharField("单位及职务", max_length=60, blank=True)
    phone = EncryptedTextField("手机", mask=mask_phone, printed=("phone_digest", phone_digest), blank=True)
    masked_phone = masked("phone")
    phone_digest = models.CharField("手机指纹", max_length=64, blank=True, db_index=True, editable=False)
    chosen_by = models.CharField("产生方式", max_length=10, choices=ChosenWay, blank=True)
    announced_on = models.DateField("公示日期", null=True, blank=True)
    begins_on = models.DateField("任期开始", default=timezone.localdate)
    ends_on = models.DateField("任期届满", null=True, blank=True)
    left_on = models.DateField("退出日期", null=True, blank=True)
    exit_reason = models.CharField("退出原因", max_length=10, choices=ExitReason, blank=True)
    exit_note = models.CharField("退出说明", max_length=120, blank=True)
    remark = models.CharField("备注", max_length=200, blank=True)

    objects = AssociateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "议事员等人员"
        ordering = ["area__order", "name_pinyin", "id"]
        constraints = [
            check("associate_has_name", ~Q(name=""), "请填写姓名。"),
            unique(
                "associate_once_an_area",
                "area",
                "kind",
                "name",
                "phone_digest",
                until="left_on",
                says="这个单位已登记过同名同身份的这个人；同名的另一个人请填写手机以便区分。",
            ),
            check("associate_term_in_order", in_order("begins_on", "ends_on"), "任期届满日期应晚于任期开始日期。"),
            check(
                "associate_left_with_reason",
                Q(left_on__isnull=True, exit_reason="") | Q(left_on__isnull=False) & ~Q(exit_reason=""),
                "退出须写明日期和原因。",
            ),
            check(
                "associate_left_after_beginning",
                in_order("begins_on", "left_on", may_be_same=True),
                "退出日期不能早于任期开始日期。",
            ),
            check(
                "associate_other_exit_told",
                ~Q(exit_reason=ExitReason.OTHER) | ~Q(exit_note=""),
                "退出原因选“其他”的，请写明是什么原因。",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def said(self) -> str:
        """The person for people, with the capacity: 王网格（网格员）."""
        return f"{self.name}（{self.get_kind_display()}）"

    @property
    def status(self) -> str:
        """Where the person stands today: 在任, 任期已满, 已退出."""
        if self.left_on is not None:
            return LEFT
        return EXPIRED if self.ends_on is not None and self.ends_on < timezone.localdate() else STANDING

    @property
    def term_label(self) -> str:
        """The term for people: 2026年1月 至 2028年12月."""
        ends = f"{self.ends_on:%Y年%-m月}" if self.ends_on else "未定"
        return f"{self.begins_on:%Y年%-m月} 至 {ends}"

    @property
    def unit(self) -> Area:
        """The unit that the person belongs to (needs area and its unit loaded)."""
        return self.area.unit or self.area
