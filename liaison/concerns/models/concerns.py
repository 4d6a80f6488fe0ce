"""Concern (群众诉求) with photos, steps and echoes; HandlingUnit (承办单位), AnswerTemplate (答复模板)."""

import re
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns import clocks
from liaison.concerns.enums import (
    CONCERN,
    TRACKED,
    VOTER_WORDS,
    WAITS_FOR_VOTER,
    WITH_HANDLER,
    Channel,
    ConcernCategory,
    ConcernState,
    FeedbackWay,
    Lateness,
    RefusalReason,
    ResultClass,
    VoterRating,
)
from liaison.concerns.querysets import AnswerTemplateQuerySet, ConcernQuerySet, HandlingUnitQuerySet
from stations.activities.models import Topic
from stations.codes.models import Code
from stations.places.models import Station
from yunhe.areas.models import Area
from yunhe.kit.files import PrivateFolder
from yunhe.kit.models import Addressed, check, maybe, only_when, unique
from yunhe.kit.moves import Step
from yunhe.privacy import EncryptedTextField


class HandlingUnit(Addressed):
    """A unit that handles concerns (承办单位), with the people who answer for it; without people it answers by form."""

    page = "concerns:unit-edit"

    name = models.CharField("单位名称", max_length=60)
    area = models.ForeignKey(Area, models.PROTECT, related_name="handling_units", verbose_name="所属县或乡镇街道")
    office_phone = models.CharField("办公电话", max_length=30, blank=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="handling_units", blank=True, verbose_name="经办人账号"
    )
    is_active = models.BooleanField("启用", default=True)

    objects = HandlingUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承办单位"
        ordering = ["area__order", "name"]
        constraints = [unique("handling_unit_name_once", "area", "name", says="已有同名的承办单位。")]

    def __str__(self):
        return self.name


class AnswerTemplate(models.Model):
    """Words that an office often answers with (答复模板)."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+", verbose_name="单位")
    title = models.CharField("名称", max_length=40)
    text = models.TextField("内容", max_length=1000)

    objects = AnswerTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "答复模板"
        ordering = ["title"]
        constraints = [unique("answer_template_once", "area", "title", says="已有同名的模板。")]

    def __str__(self):
        return self.title


class Concern(Addressed):
    """One voter's concern, from handing in to rating. See enums.CONCERN for every move.

    The voter's name and phone are optional, encrypted, and shown in full only on a click that is recorded. Of the secret
    only a digest is kept; the client's address is not kept at all.
    """

    never_a_point: ClassVar = ("lead", "origin")

    page = "concerns:concern-detail"

    number = models.CharField("编号", max_length=12, unique=True)
    secret_digest = models.CharField("查询码指纹", max_length=64, editable=False)
    nonce_digest = models.CharField("提交指纹", max_length=64, unique=True, editable=False)
    channel = models.CharField("来源", max_length=16, choices=Channel)
    code = maybe(Code, "二维码", "+", models.SET_NULL)
    station = maybe(Station, "站点", "concerns")
    taken_by = models.CharField("代录人", max_length=80, blank=True)
    taken_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="代录账号"
    )
    text = models.TextField("诉求内容", max_length=2000)
    title = models.CharField("办理标题", max_length=60, blank=True)  # by the office, without personal data
    category = models.CharField("类别", max_length=16, choices=ConcernCategory)
    place = maybe(Area, "发生地", "+")
    spot = models.CharField("具体位置", max_length=80, blank=True)
    origin = maybe(Area, "原选区", "+")
    residence = maybe(Area, "现居住社区", "+")
    lead = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="牵头单位")
    routing_reason = models.CharField("牵头理由", max_length=240)
    is_anonymous = models.BooleanField("匿名", default=True)
    voter_name = EncryptedTextField("选民姓名", blank=True)
    voter_phone = EncryptedTextField("选民电话", blank=True)
    notice_version = models.CharField("隐私告知版本", max_length=20, blank=True)
    consented_at = models.DateTimeField("同意时间", null=True, blank=True)
    may_publish = models.BooleanField("同意匿名公开", default=False)

    state = models.CharField("状态", max_length=12, choices=ConcernState, default=ConcernState.RECEIVED)
    state_since = models.DateTimeField("进入状态时间", default=timezone.now)
    due_on = models.DateField("本步期限", null=True, blank=True)
    is_simple = models.BooleanField("简单事项", default=False)
    handling_unit = maybe(HandlingUnit, "承办单位", "concerns")
    handling_point = maybe(Area, "承办社区（村）", "+")
    deputy = maybe(Deputy, "人大代表", "concerns")
    is_direct = models.BooleanField("直通代表", default=False)  # the deputy himself answers
    shows_contact = models.BooleanField("承办方可看联系方式", default=False)
    round = models.PositiveSmallIntegerField("交办次数", default=0)
    assigned_on = models.DateField("交办日期", null=True, blank=True)
    paused_on = models.DateField("暂停日期", null=True, blank=True)
    paused_from = models.CharField("暂停前状态", max_length=12, choices=ConcernState, blank=True)
    paused_days = models.PositiveSmallIntegerField("已暂停工作日", default=0)
    question = models.CharField("请选民补充", max_length=300, blank=True)

    reply = models.TextField("答复", max_length=2000, blank=True)
    result = models.CharField("办理结果", max_length=1, choices=ResultClass, blank=True)
    check_on = models.DateField("再次跟踪日期", null=True, blank=True)
    replied_by = models.CharField("答复人", max_length=80, blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    told_on = models.DateField("反馈日期", null=True, blank=True)
    told_way = models.CharField("反馈方式", max_length=12, choices=FeedbackWay, blank=True)
    rating = models.CharField("选民评价", max_length=12, choices=VoterRating, blank=True)
    rating_reason = models.CharField("评价说明", max_length=300, blank=True)
    redo_count = models.PositiveSmallIntegerField("重新办理次数", default=0)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    refusal = models.CharField("不受理原因", max_length=12, choices=RefusalReason, blank=True)

    topic = maybe(Topic, "议题", "concerns")  # the topic of a month that was taken from voters' concerns
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="拆分自"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )
    published_at = models.DateTimeField("公开时间", null=True, blank=True)
    public_text = models.TextField("公开的诉求", max_length=500, blank=True)
    public_reply = models.TextField("公开的答复", max_length=1000, blank=True)
    created_at = models.DateTimeField("提交时间", default=timezone.now)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "群众诉求"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="concern_state_due"),
            models.Index(fields=["place", "created_at"], name="concern_place_at"),
            models.Index(fields=["created_at"], name="concern_at"),
            models.Index(fields=["-published_at"], condition=Q(published_at__isnull=False), name="concern_published"),
            models.Index(fields=["check_on"], condition=Q(check_on__isnull=False), name="concern_check_on"),
            GinIndex(fields=["text"], name="concern_text_trgm", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            check(
                "concern_no_lawsuit",
                ~Q(category=ConcernCategory.LAWSUIT),
                "诉讼、仲裁、行政复议事项不受理，请告知选民向办案机关反映。",
            ),
            check(
                "concern_one_handler",
                ~Q(state__in=WITH_HANDLER)
                | Q(handling_unit__isnull=False, handling_point__isnull=True, is_direct=False)
                | Q(handling_unit__isnull=True, handling_point__isnull=False, is_direct=False)
                | Q(handling_unit__isnull=True, handling_point__isnull=True, is_direct=True, deputy__isnull=False),
                "交办须写明一个承办方。",
            ),
            check(
                "concern_replied_with_result",
                ~Q(state__in=[ConcernState.REPLIED, ConcernState.TOLD, ConcernState.RATED])
                | ~Q(reply="") & ~Q(result=""),
                "答复须写明内容和办理结果类别。",
            ),
            check(
                "concern_planned_with_date",
                ~Q(result=ResultClass.C) | Q(check_on__isnull=False),
                "“列入计划”的须填写再次跟踪日期。",
            ),
            check(
                "concern_paused_from_somewhere",
                only_when(ConcernState.PAUSED, "paused_on", "paused_from"),
                "暂停须记下日期和暂停前的状态。",
            ),
            check("concern_rated_with_rating", ~Q(state=ConcernState.RATED) | ~Q(rating=""), "请选择评价。"),
            check(
                "concern_refused_with_reason", ~Q(state=ConcernState.REFUSED) | ~Q(refusal=""), "不予受理须写明原因。"
            ),
            check(
                "concern_merged_into_another", only_when(ConcernState.MERGED, "merged_into"), "并案须写明并入哪一件。"
            ),
            check("concern_anonymous_without_name", Q(is_anonymous=False) | Q(voter_name=""), "匿名诉求不留姓名。"),
            check(
                "concern_published_with_consent",
                Q(published_at__isnull=True) | Q(may_publish=True) & ~Q(public_text="") & ~Q(public_reply=""),
                "选民同意匿名公开、写好公开文字后才能公开。",
            ),
        ]

    def __str__(self):
        return f"{self.spoken_number} {self.short_title}"

    @property
    def areas(self) -> list[Area]:
        """The areas whose history it belongs to."""
        areas = (self.lead, self.origin, self.residence, self.place, self.handling_point)
        return [area for area in areas if area]

    @property
    def spoken_number(self) -> str:
        """The number in two groups, as it is printed: 2611-384920."""
        return f"{self.number[:4]}-{self.number[4:]}"

    @property
    def short_title(self) -> str:
        """The office's title; until there is one, category and place: never the voter's own words."""
        where = self.place.short_name if self.place_id else ""
        return self.title or f"{where}{self.get_category_display()}"

    @property
    def spot_hint(self) -> str:
        """The spot as somebody else may read it, to tell whether it is the same trouble: without the numbers of flats."""
        return re.sub(r"[0-9０-９]{3,}(?:室|号)?", "", self.spot)

    @property
    def where_label(self) -> str:
        return f"{self.place.full_name if self.place_id else ''}{self.spot}" or "未写明"

    @property
    def handler_label(self) -> str:
        """Who handles it, in words, "" for nobody yet."""
        if self.is_direct and self.deputy_id:
            return f"{self.deputy.name}代表"
        if self.handling_unit_id:
            return self.handling_unit.name
        return self.handling_point.full_name if self.handling_point_id else ""

    @property
    def voter_words(self) -> str:
        """The state as the voter reads it."""
        return VOTER_WORDS[ConcernState(self.state)]

    @property
    def lateness(self) -> str:
        """How the deadline of the present step stands: "" (also while it waits for the voter), near, late or very_late."""
        if self.state in WAITS_FOR_VOTER:
            return ""
        return clocks.lateness(self.due_on, timezone.localdate())

    @property
    def lateness_label(self) -> str:
        """The same in words."""
        return Lateness(self.lateness).label if self.lateness else ""

    @property
    def has_voter(self) -> bool:
        """Whether the voter left a name or phone."""
        return bool(self.voter_name or self.voter_phone)

    @property
    def is_tracked(self) -> bool:
        """Whether the answer was that something is still to come."""
        return self.result in TRACKED and self.check_on is not None


class ConcernPhoto(models.Model):
    """A photo that came with a concern; what staff have blackened replaces the picture for good."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="photos", verbose_name="诉求")
    file = models.FileField("照片", upload_to=PrivateFolder("concerns", "jpg"))
    small = models.FileField("缩略图", upload_to=PrivateFolder("concerns", "jpg"))
    blackened_at = models.DateTimeField("涂黑时间", null=True, blank=True)
    blackened_by = models.CharField("涂黑人", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "诉求照片"
        ordering = ["id"]

    def __str__(self):
        return f"{self.concern.spoken_number} 照片"


class ConcernStep(Step):
    """One step of a concern; `is_public`: the voter reads its note."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="steps", verbose_name="诉求")
    is_public = models.BooleanField("选民可见", default=False)
    machine, thing = CONCERN, "concern"

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "诉求办理步骤"


class ConcernEcho(models.Model):
    """Somebody else has the same trouble (我也遇到): counted, with a secret of their own to follow the concern."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="echoes", verbose_name="诉求")
    nonce_digest = models.CharField("提交指纹", max_length=64, unique=True, editable=False)
    secret_digest = models.CharField("查询码指纹", max_length=64, editable=False)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "我也遇到"
        ordering = ["id"]

    def __str__(self):
        return f"{self.concern.spoken_number} 我也遇到"
