"""Suggestion (代表建议), CoSigner (联名代表), SuggestionStep."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.concerns.enums import TRACKED, ResultClass
from liaison.concerns.models import Concern, HandlingUnit
from liaison.suggestions.enums import SUGGESTION, Bar, Opinion, SignState, SuggestionState
from liaison.suggestions.querysets import CoHandlerQuerySet, SuggestionQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, check, maybe, unique
from yunhe.kit.moves import Step


class Suggestion(Addressed):
    """One suggestion about one matter: problem, cause, what to do (代表建议、批评和意见)."""

    page = "suggestions:suggestion-detail"

    concern = maybe(Concern, "来自群众诉求", "suggestions")
    leader = models.ForeignKey(Deputy, models.PROTECT, related_name="suggestions", verbose_name="领衔代表")
    level = models.CharField("层级", max_length=12, choices=CongressLevel)
    office = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="提交给")
    title = models.CharField("标题", max_length=60)
    problem = models.TextField("问题现状", max_length=2000, blank=True)
    cause = models.TextField("原因分析", max_length=2000, blank=True)
    measures = models.TextField("意见建议", max_length=2000, blank=True)
    wanted_unit = models.CharField("建议承办单位", max_length=60, blank=True)
    state = models.CharField("状态", max_length=12, choices=SuggestionState, default=SuggestionState.DRAFT)
    state_since = models.DateTimeField("进入状态时间", default=timezone.now)
    due_on = models.DateField("法定期限", null=True, blank=True)
    handed_in_on = models.DateField("提交日期", null=True, blank=True)
    unit = maybe(HandlingUnit, "承办单位", "suggestions")
    is_hard = models.BooleanField("涉及面广、处理难度大（六个月）", default=False)
    assigned_on = models.DateField("交办日期", null=True, blank=True)
    receipt_told_on = models.DateField("告知收到日期", null=True, blank=True)
    reply = models.TextField("书面答复", max_length=4000, blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    replied_by = models.CharField("答复人", max_length=80, blank=True)
    result = models.CharField("办理结果", max_length=1, choices=ResultClass, blank=True)
    check_on = models.DateField("再次跟踪日期", null=True, blank=True)
    opinion = models.CharField("代表意见", max_length=12, choices=Opinion, blank=True)
    opinion_text = models.CharField("意见说明", max_length=500, blank=True)
    redo_count = models.PositiveSmallIntegerField("重新办理次数", default=0)
    returned_bar = models.CharField("退回原因", max_length=12, choices=Bar, blank=True)
    returned_text = models.CharField("退回说明", max_length=300, blank=True)
    created_at = models.DateTimeField("起草时间", default=timezone.now)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表建议"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "due_on"], name="suggestion_state_due")]
        constraints = [
            check(
                "suggestion_assigned_to_somebody",
                ~Q(state__in=[SuggestionState.ASSIGNED, SuggestionState.REPLIED, SuggestionState.REDOING])
                | Q(unit__isnull=False, assigned_on__isnull=False),
                "交办须写明承办单位和日期。",
            ),
            check(
                "suggestion_replied_in_writing",
                ~Q(state=SuggestionState.REPLIED) | ~Q(reply="") & Q(replied_on__isnull=False),
                "答复须有书面内容和日期。",
            ),
            check(
                "suggestion_planned_with_date",
                ~Q(result=ResultClass.C) | Q(check_on__isnull=False),
                "“列入计划”的须填写再次跟踪日期。",
            ),
            check(
                "suggestion_closed_with_opinion",
                ~Q(state=SuggestionState.CLOSED) | ~Q(opinion=""),
                "办结须有代表意见。",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def areas(self) -> list[Area]:
        """The areas whose history it belongs to: of the office that it goes to, and of both that manage its deputy."""
        residence = self.leader.residence
        home = residence.unit if residence and residence.unit else residence
        return [area for area in (self.office, self.leader.origin, home) if area]

    @property
    def is_tracked(self) -> bool:
        """Whether the answer was that something is still to come."""
        return self.result in TRACKED and self.check_on is not None

    @property
    def is_late(self) -> bool:
        """Whether the time that the law sets has passed."""
        return self.due_on is not None and self.due_on < timezone.localdate()


class CoHandler(models.Model):
    """A unit that handles a suggestion with the leading one (协办单位): its opinion is due in two months (办理规定 14)."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="co_handlers", verbose_name="代表建议")
    unit = models.ForeignKey(HandlingUnit, models.PROTECT, related_name="co_handled", verbose_name="协办单位")
    due_on = models.DateField("协办期限")
    opinion = models.TextField("协办意见", max_length=2000, blank=True)
    given_on = models.DateField("反馈日期", null=True, blank=True)

    objects = CoHandlerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "协办单位"
        ordering = ["id"]
        constraints = [
            unique("co_handler_once", "suggestion", "unit"),
            check(
                "co_handler_given_with_text",
                Q(given_on__isnull=True, opinion="") | Q(given_on__isnull=False) & ~Q(opinion=""),
                "协办意见须有内容和日期。",
            ),
        ]

    def __str__(self):
        return f"{self.unit.name}协办"

    @property
    def areas(self) -> list[Area]:
        """The area of the office of its suggestion (needs it loaded)."""
        return [self.suggestion.office]

    @property
    def is_late(self) -> bool:
        """Whether the opinion is missing and its time has passed."""
        return self.given_on is None and self.due_on < timezone.localdate()


class CoSigner(models.Model):
    """A deputy who was asked to sign, and the answer. Each who has signed gets the reply (办理规定 18)."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="signers", verbose_name="代表建议")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="co_signed", verbose_name="代表")
    state = models.CharField("状态", max_length=10, choices=SignState, default=SignState.ASKED)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联名代表"
        ordering = ["id"]
        constraints = [unique("co_signer_once", "suggestion", "deputy")]

    def __str__(self):
        return f"{self.deputy.name}（{self.get_state_display()}）"


class SuggestionStep(Step):
    machine, thing = SUGGESTION, "suggestion"

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="steps", verbose_name="代表建议")

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "代表建议办理步骤"
