"""AuditEvent (审计记录) and Seal (审计封存)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from yunhe.audit.querysets import AuditEventQuerySet
from yunhe.kit.models import Addressed


class AuditEvent(Addressed):
    """Who did what to which thing, when, why, with which outcome. No foreign keys out."""

    page = "trail:event-detail"
    append_only = True  # yunhe.database.roles: the program may add and read, nothing else

    at = models.DateTimeField("时间", default=timezone.now, db_index=True)
    actor_id = models.BigIntegerField("操作人编号", null=True, blank=True, db_index=True)
    actor = models.CharField("操作人", max_length=80)
    ip = models.GenericIPAddressField("IP", null=True, blank=True)
    verb = models.CharField("动作", max_length=60, db_index=True)  # "deputies.edit_deputy"
    verb_label = models.CharField("动作名称", max_length=60)
    object_type = models.CharField("对象类型", max_length=60, blank=True)  # "deputies.deputy"
    object_id = models.CharField("对象编号", max_length=40, blank=True)
    object_label = models.CharField("对象", max_length=160, blank=True)
    area_paths = models.JSONField("涉及区划", default=list)  # both sides, for scoped history
    changes = models.JSONField("变更", default=dict)  # {"field label": [before, after]}, personal data masked
    reason = models.CharField("理由", max_length=300, blank=True)
    succeeded = models.BooleanField("成功", default=True)
    request_id = models.CharField("请求编号", max_length=40, blank=True)
    salt = models.CharField(max_length=64)  # a random number; of events before signatures the hash of the one before
    hash = models.CharField("签名", max_length=64, unique=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_object")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb_label} {self.object_label}"

    @property
    def changes_text(self) -> str:
        """The changes in one line: 住址：a → b；…"""
        return "；".join(f"{name}：{_said(pair)}" for name, pair in self.changes.items())


class Seal(models.Model):
    """A numbered link of the chain: which events there were, in which order, after which seal; written by a sweep.

    Number 0 is written when the tables are made. A seal of old events holds those from before there were signatures.
    """

    append_only = True

    number = models.BigIntegerField("封存序号", primary_key=True)
    at = models.DateTimeField("时间", default=timezone.now, db_index=True)
    is_old = models.BooleanField("旧记录", default=False)
    event_ids = ArrayField(models.BigIntegerField(), verbose_name="记录序号", default=list)
    last_id = models.BigIntegerField("最大记录序号", default=0)
    total = models.BigIntegerField("累计条数", default=0)
    previous = models.CharField("上一次封存的签名", max_length=64)
    hash = models.CharField("签名", max_length=64, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "审计封存"
        ordering = ["-number"]

    def __str__(self):
        return f"第 {self.number} 次封存，累计 {self.total} 条"


def _said(pair) -> str:
    """Return "before → after", only the new value where there was none before."""
    if not isinstance(pair, list) or len(pair) != 2:
        return str(pair)
    before, after = ("空" if value in (None, "", []) else str(value) for value in pair)
    return after if before == "空" else f"{before} → {after}"
