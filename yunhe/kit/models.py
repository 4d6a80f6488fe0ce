"""What models say again and again, in one line each: a rule with its sentence, one of a kind, the address of a thing.

class Meta:
    constraints = [
        unique("registration_one_open_a_deputy", "deputy", where=Q(state__in=OPEN_STATES), says="该代表已有一份未结束的档案。"),
        unique("team_member_once", "team", "deputy", until="left_on", says="该代表已在这个团队。"),
        check("registration_between_two_units", ~Q(origin=F("residence")), "流出地和流入地不能是同一个单位。"),
        check("team_dates_in_order", in_order("begins_on", "ends_on"), "任期届满日期应晚于成立日期。"),
        check("team_disbanded_with_reason", together("disbanded_on", "disband_reason"), "撤销团队须写明日期和原因。"),
        check("finding_sorted", only_when(FindingState.SORTED, "sorted_at", "result"), "处理完须写明结果。"),
    ]

class Registration(Addressed):
    page = "registration:registration-detail"
    station = maybe(Station, "站点", "registrations")       # a Station or none; with models.CASCADE or SET_NULL said
"""

from typing import Any, ClassVar, TypeVar

from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

M = TypeVar("M", bound=models.Model)


def check(name: str, condition: models.Q, says: str = "") -> models.CheckConstraint:
    """Return the rule that `condition` holds for every row; `says` is the sentence for who breaks it, where people can."""
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=says or None)


def unique(
    name: str, *fields: str, until: str = "", says: str = "", where: models.Q | None = None
) -> models.UniqueConstraint:
    """Return the rule that no two rows (among those of `where`) agree in `fields`; `says` is the sentence for the second.

    until: the day or moment that a row is given when it ends; those that have ended may agree.
    """
    where = Q(**{f"{until}__isnull": True}) if until else where
    return models.UniqueConstraint(fields=fields, condition=where, name=name, violation_error_message=says or None)


def in_order(first: str, last: str, *, may_be_same: bool = False, may_be_open: bool = True) -> Q:
    """Return the condition that `last` comes after `first`. may_be_open: it may be missing as well."""
    after = Q(**{f"{last}__{'gte' if may_be_same else 'gt'}": F(first)})
    return Q(**{f"{last}__isnull": True}) | after if may_be_open else after


def together(moment: str, words: str) -> Q:
    """Return the condition that a day (or moment) and the words that belong to it are there both or neither."""
    return Q(**{f"{moment}__isnull": True, words: ""}) | Q(**{f"{moment}__isnull": False}) & ~Q(**{words: ""})


def only_when(state: str, moment: str, *words: str) -> Q:
    """Return the condition that `moment` and all `words` are there in `state` and in no other. moment: "" for words alone."""
    is_there, is_missing = ({f"{moment}__isnull": answer} if moment else {} for answer in (False, True))
    there = Q(state=state, **is_there)
    for name in words:
        there &= ~Q(**{name: ""})
    return there | ~Q(state=state) & Q(**is_missing, **dict.fromkeys(words, ""))


def between(least: int, most: int) -> list[BaseValidator]:
    """Return the validators of a number that is `least`, `most` or anything between."""
    return [MinValueValidator(least), MaxValueValidator(most)]


def maybe(
    to: type[M], label: str, related_name: str, on_delete: Any = models.PROTECT, *, db_index: bool = True
) -> "models.ForeignKey[M | None, M | None]":
    """Return the field of a row of `to` that may be missing, also in a form; `label` is its name for people.

    db_index: False where an index of the model begins with it.
    """
    return models.ForeignKey(
        to, on_delete, null=True, blank=True, related_name=related_name, verbose_name=label, db_index=db_index
    )


class Entered(models.Model):
    """Something that a person has entered into a register: who, and when."""

    created_by = models.CharField("登记人", max_length=80, blank=True)
    created_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        abstract = True


class Undoable(models.Model):
    """Something that a person may take back; it stays, and says when and by whom it was taken back."""

    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.CharField("撤销人", max_length=80, blank=True)

    class Meta:
        abstract = True


class Addressed(models.Model):
    """Something with a page: `page` is the name of its address, `page_key` the field that the address takes.

    What is kept on the page of something else names that one's key: page_key = "team_id".
    """

    page: ClassVar[str]
    page_key: ClassVar[str] = "pk"

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """Return the address of the page."""
        return reverse(self.page, args=[getattr(self, self.page_key)])
