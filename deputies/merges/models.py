"""Merge (合并): one record taken into another. Distinction (认定不同): two records that look alike and are two people."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from deputies.merges.querysets import DistinctionQuerySet, MergeQuerySet
from deputies.people.models import Deputy
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, Undoable, check, unique
from yunhe.privacy import EncryptedJSONField


class Merge(Entered, Undoable, Addressed):
    """One record taken into another (合并档案), with all that is needed to part them again.

    `journal` says in order what was done (see deputies.merges.journal), `moved` what came along, in words. `gone_id` is the former
    key of the record that is no more: old links lead to the one that was kept.
    """

    never_a_point: ClassVar = ("origin",)

    page = "merges:merge-detail"

    kept = models.ForeignKey(Deputy, models.CASCADE, related_name="merges", verbose_name="保留的档案")
    gone_id = models.BigIntegerField("并入的档案编号", db_index=True)
    gone_name = models.CharField("并入的档案", max_length=40)
    origin = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="并入的档案的流出地")
    reason = models.CharField("依据", max_length=200)
    moved = models.JSONField("移来的记录", default=dict, blank=True)
    journal = EncryptedJSONField("经过")

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "合并档案"
        ordering = ["-created_at", "-id"]
        constraints = [unique("merge_gone_once", "gone_id", until="undone_at", says="这份档案已经并入另一份。")]

    def __str__(self):
        return f"{self.gone_name}并入{self.kept}"

    @property
    def moved_label(self) -> str:
        """What came along, in words: 签到 3、走访记录 1."""
        return "、".join(f"{noun} {number}" for noun, number in self.moved.items())

    @property
    def areas(self) -> list[Area]:
        """Whom its history concerns (needs kept, its sides and origin loaded)."""
        return [self.origin, *self.kept.areas]


class Distinction(Entered, Undoable):
    """Two records that look alike, and an office has found that they are two people (认定不同)."""

    first = models.ForeignKey(Deputy, models.CASCADE, related_name="+", verbose_name="代表")
    second = models.ForeignKey(Deputy, models.CASCADE, related_name="+", verbose_name="另一名代表")
    reason = models.CharField("依据", max_length=200)

    objects = DistinctionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "认定不同的代表"
        ordering = ["-created_at", "-id"]
        constraints = [
            unique("distinction_once", "first", "second", until="undone_at", says="这两份档案已认定为不同的人。"),
            check("distinction_in_order", Q(first__lt=F("second"))),
        ]

    def __str__(self):
        return f"{self.first}和{self.second}不是同一人"

    def get_absolute_url(self) -> str:
        """Return the address of the first of the two."""
        return self.first.get_absolute_url()
