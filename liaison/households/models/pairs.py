"""DeputyPair (县代表结对乡镇代表) and HouseholdPair (代表结对联系户): the two links of 1+M+N, dated, kept as history."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.households.enums import PairEnd, PairSource
from liaison.households.models.households import Household
from liaison.households.querysets import DeputyPairQuerySet, HouseholdPairQuerySet
from yunhe.kit.models import check, in_order, together, unique

ENDING = ("ended_on", "end_reason")


class Pair(models.Model):
    """What both links have: dates, why it ended, how it came about, who did it."""

    began_on = models.DateField("结对日期", default=timezone.localdate)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=16, choices=PairEnd, blank=True)
    source = models.CharField("来源", max_length=10, choices=PairSource, default=PairSource.BY_HAND)
    made_by = models.CharField("经办人", max_length=80, blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    def end(self, reason: str, on: date | None = None) -> None:
        """Set the end on `on` (today), never before it began. Not saved: ENDING names the fields."""
        self.ended_on, self.end_reason = max(on or timezone.localdate(), self.began_on), reason


def _dated(name: str) -> list[models.CheckConstraint]:
    return [
        check(f"{name}_ended_with_reason", together("ended_on", "end_reason"), "结束结对须同时填写日期和原因。"),
        check(
            f"{name}_dates_in_order", in_order("began_on", "ended_on", may_be_same=True), "结束日期不能早于结对日期。"
        ),
    ]


class DeputyPair(Pair):
    """A county deputy (leader) keeps in touch with a township deputy (member); a member has one leader at a time."""

    leader = models.ForeignKey(Deputy, models.CASCADE, related_name="member_pairs", verbose_name="县代表")
    member = models.ForeignKey(Deputy, models.CASCADE, related_name="leader_pairs", verbose_name="乡镇代表")

    objects = DeputyPairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表结对"
        ordering = ["-began_on", "-id"]
        constraints = [
            unique(
                "deputy_pair_one_leader",
                "member",
                until="ended_on",
                says="这位乡镇代表已有县代表结对，请先转交或结束。",
            ),
            check("deputy_pair_of_two_people", ~Q(leader=F("member")), "代表不能和自己结对。"),
            *_dated("deputy_pair"),
        ]

    def __str__(self):
        return f"{self.leader}结对{self.member}"


class HouseholdPair(Pair):
    """A deputy keeps in touch with a household.

    Two deputies for one household are possible, because offices have such lists; they are shown as doubled, and a
    proposal leaves one.
    """

    deputy = models.ForeignKey(Deputy, models.CASCADE, related_name="household_pairs", verbose_name="代表")
    household = models.ForeignKey(Household, models.CASCADE, related_name="pairs", verbose_name="联系户")

    objects = HouseholdPairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联系户结对"
        ordering = ["-began_on", "-id"]
        constraints = [
            unique("household_pair_once", "household", "deputy", until="ended_on", says="这位代表已经联系这一户。"),
            *_dated("household_pair"),
        ]
        indexes = [models.Index(fields=["deputy", "ended_on"], name="household_pair_of_deputy")]

    def __str__(self):
        return f"{self.deputy}联系{self.household}"
