"""Urging (催办、督办) of one late thing, and its steps."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns.models import Concern, HandlingUnit
from liaison.obligations.models import Obligation
from liaison.registration.models import Registration
from liaison.suggestions.models import Suggestion
from liaison.urgings.enums import URGING, UrgingKind, UrgingState
from liaison.urgings.querysets import UrgingQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, check, maybe, unique
from yunhe.kit.moves import Step
from yunhe.kit.words import day

THINGS = ("concern", "suggestion", "registration", "obligation")


def _one_of(*names: str) -> Q:
    """Return the condition that exactly one of the relations `names` is there."""
    condition = Q()
    for name in names:
        condition |= Q(**{f"{other}__isnull": other != name for other in names})
    return condition


class Urging(Addressed):
    """One office (or the voter) urges those whose turn it is on one thing whose day has passed.

    sender: the office, none for a voter. addressee: the area whose people answer; unit or deputy instead where it waits for one.
    lead: the office that keeps the thing. overdue_since: the day that had passed. answer_by: until when an answer is wanted.
    """

    page = "urgings:urging-detail"

    kind = models.CharField("类别", max_length=10, choices=UrgingKind)
    concern = maybe(Concern, "群众诉求", "urgings", models.CASCADE)
    suggestion = maybe(Suggestion, "代表建议", "urgings", models.CASCADE)
    registration = maybe(Registration, "登记报到", "urgings", models.CASCADE)
    obligation = maybe(Obligation, "工作任务", "urgings", models.CASCADE)
    about = models.CharField("事项", max_length=120)
    overdue_since = models.DateField("原定期限")
    sender = maybe(Area, "催办单位", "+")
    lead = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="主管单位")
    addressee = maybe(Area, "被催办单位", "+")
    unit = maybe(HandlingUnit, "被催办承办单位", "urgings")
    deputy = maybe(Deputy, "被催办代表", "urgings")
    text = models.CharField("要求", max_length=300)
    answer_by = models.DateField("答复期限", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=UrgingState, default=UrgingState.SENT)
    sent_by = models.CharField("催办人", max_length=80)
    sent_at = models.DateTimeField("催办时间", default=timezone.now)
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_by = models.CharField("答复人", max_length=80, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    closed_at = models.DateTimeField("了结时间", null=True, blank=True)

    objects = UrgingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "催办督办"
        ordering = ["-sent_at", "-id"]
        indexes = [models.Index(fields=["state", "answer_by"], name="urging_state_by")]
        constraints = [
            check("urging_about_one_thing", _one_of(*THINGS)),
            check("urging_to_somebody", _one_of("addressee", "unit", "deputy")),
            check(
                "urging_supervised_with_day",
                ~Q(kind=UrgingKind.SUPERVISE) | Q(answer_by__isnull=False),
                "督办须写明答复期限。",
            ),
            check("urging_voter_has_no_office", Q(kind=UrgingKind.NUDGE) ^ Q(sender__isnull=False)),
            unique(
                "urging_one_nudge_a_clock",
                "concern",
                "overdue_since",
                where=Q(kind=UrgingKind.NUDGE),
                says="这个期限已经催过一次，请等候答复。",
            ),
            *(
                unique(
                    f"urging_one_open_a_{name}",
                    name,
                    "kind",
                    where=Q(state=UrgingState.SENT) & ~Q(kind=UrgingKind.NUDGE),
                    says="这件事已有一份同类的催办在等答复。",
                )
                for name in THINGS
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}：{self.about}"

    @property
    def thing(self) -> Any:
        """What it is about (needs the four relations loaded)."""
        return next(found for name in THINGS if (found := getattr(self, name)) is not None)

    @property
    def thing_label(self) -> str:
        """What kind of thing it is about: 群众诉求, 代表建议 …"""
        name = next(name for name in THINGS if getattr(self, f"{name}_id") is not None)
        return str(self._meta.get_field(name).verbose_name)  # type: ignore[union-attr]

    @property
    def areas(self) -> list[Area]:
        """Whom its history concerns (needs the relations loaded)."""
        return [area for area in (self.sender, self.lead, self.addressee) if area]

    @property
    def to_label(self) -> str:
        """Who is to answer, for people."""
        if self.unit:
            return self.unit.name
        return f"{self.deputy.name}代表" if self.deputy else self.addressee.full_name if self.addressee else ""

    @property
    def from_label(self) -> str:
        """Who urges, for people."""
        return self.sender.office_label if self.sender else "选民"

    @property
    def is_late(self) -> bool:
        """Whether the answer is missing and its day has passed."""
        return self.state == UrgingState.SENT and self.answer_by is not None and self.answer_by < timezone.localdate()

    @property
    def due_label(self) -> str:
        """The day of the answer for people, "" for none."""
        return f"{day(self.answer_by)}前答复" if self.answer_by else ""


class UrgingStep(Step):
    """One step of an urging."""

    machine, thing = URGING, "urging"

    urging = models.ForeignKey(Urging, models.CASCADE, related_name="steps", verbose_name="催办督办")

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "催办督办过程"
