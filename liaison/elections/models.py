"""Election (换届) and ElectionLine (每名代表的去留)."""

from django.db import models
from django.db.models import F, Q

from deputies.mandates.models import CongressTerm, ElectoralDistrict, Mandate
from liaison.elections.enums import ElectionState, Outcome
from liaison.elections.querysets import ElectionLineQuerySet, ElectionQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, maybe


class Election(Entered, Addressed):
    """The election from one term of a congress to the next. Done, its lines are the old term's volume (一届一卷)."""

    page = "elections:election-detail"

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="行政区域")
    old = models.OneToOneField(CongressTerm, models.PROTECT, related_name="election_after", verbose_name="届满的届次")
    new = models.OneToOneField(CongressTerm, models.PROTECT, related_name="election_before", verbose_name="新一届")
    on = models.DateField("换届日期")
    state = models.CharField("状态", max_length=12, choices=ElectionState, default=ElectionState.PREPARING)
    seal = models.CharField("卷宗校验码", max_length=12, blank=True)
    completed_at = models.DateTimeField("完成时间", null=True, blank=True)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "换届"
        ordering = ["-on", "area__order", "id"]
        constraints = [
            check("election_between_two_terms", ~Q(old=F("new"))),
            check(
                "election_completed_at",
                Q(state=ElectionState.DONE, completed_at__isnull=False) & ~Q(seal="")
                | ~Q(state=ElectionState.DONE) & Q(completed_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.area.name}第{self.old.number}届→第{self.new.number}届换届"


class ElectionLine(models.Model):
    """One mandate of the old term: whether its deputy stays, and what the deputy did in the term, frozen when carried out."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="lines", verbose_name="换届")
    mandate = models.OneToOneField(Mandate, models.PROTECT, related_name="election_line", verbose_name="代表资格")
    outcome = models.CharField("去留", max_length=12, choices=Outcome, default=Outcome.UNDECIDED)
    district = maybe(ElectoralDistrict, "新一届选区", "+")
    carried_at = models.DateTimeField("办理时间", null=True, blank=True)
    refusal = models.CharField("未能办理的原因", max_length=200, blank=True)
    deeds = models.JSONField("本届履职", default=dict, blank=True)

    objects = ElectionLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表去留"
        ordering = ["election", "mandate__deputy__name_pinyin", "id"]
        constraints = [
            check("election_line_carried_decided", Q(carried_at__isnull=True) | ~Q(outcome=Outcome.UNDECIDED))
        ]

    def __str__(self):
        return f"{self.mandate.deputy} {self.get_outcome_display()}"
