"""Mending what the office has written, publishing, and keeping handling units and templates."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from liaison.concerns import policies
from liaison.concerns.models import AnswerTemplate, Concern, HandlingUnit
from liaison.concerns.workflow.steps import locked_concern
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import filled, made, rewritten
from yunhe.kit.refusals import Refused
from yunhe.kit.words import listed


@transaction.atomic
def edit(concern: Concern, *, by: User, **facts: Any) -> Concern:
    """Mend title, category, place or spot. Errors: Denied, Refused. Side effects: the concern, one audit event."""
    this = locked_concern(concern)
    policies.can_edit_concern(by, this)
    if changes := rewritten(this, **facts):
        _record(this, "edit_concern", "修改办理信息", by, changes)
    return this


def _record(concern: Concern, verb: str, label: str, by: User, changes: dict[str, list[Any]] | None = None) -> None:
    record(f"liaison.{verb}", f"群众诉求：{label}", concern, by=by, changes=changes)


@transaction.atomic
def publish(concern: Concern, *, by: User, public_text: str, public_reply: str) -> Concern:
    """Show an answered concern in words of the office, without anything that tells who the voter is.

    Errors: Denied, Refused when name or phone stand in the text. Side effects: the concern, one audit event.
    """
    this = locked_concern(concern)
    policies.can_publish_concern(by, this)
    for field, text in (("public_text", public_text), ("public_reply", public_reply)):
        for secret in (this.voter_name, this.voter_phone):
            if secret and secret in text:
                raise Refused({field: "里面有选民的姓名或电话，请去掉后再公开。"})
    rewritten(this, public_text=public_text, public_reply=public_reply, published_at=timezone.now())
    _record(this, "publish_concern", "公开", by)
    return this


@transaction.atomic
def unpublish(concern: Concern, *, by: User) -> Concern:
    """Take a published concern off the public list; the words stay for next time."""
    this = locked_concern(concern)
    policies.can_edit_concern(by, this)
    this.published_at = None
    this.save(update_fields=["published_at"])
    _record(this, "unpublish_concern", "取消公开", by)
    return this


@transaction.atomic
def keep_unit(unit: HandlingUnit | None, *, by: User, members: Iterable[User], **facts: Any) -> HandlingUnit:
    """Save a handling unit (None: a new one) with the people who answer for it.

    facts: name, area, office_phone, is_active. Errors: Denied, Refused. Side effects: the unit, one audit event.
    """
    label = "修改承办单位" if unit else "新增承办单位"
    kept = unit or HandlingUnit()
    filled(kept, facts)
    policies.can_keep_units(by, kept.area)
    people = list(members)
    held = Appointment.objects.in_force().filter(role=Role.HANDLING_UNIT, user__in=people)
    able = set(held.values_list("user_id", flat=True))
    unable = [person.name for person in people if person.pk not in able]
    if unable:
        raise Refused({"members": f"{listed(unable)}还没有“承办单位”任职，请先由系统管理员任命。"})
    made(kept)
    before, names = (sorted(person.name for person in group) for group in (kept.members.all(), people))
    kept.members.set(people)
    changes = {"经办人": [listed(before), listed(names)]} if names != before else {}
    record("liaison.keep_handling_unit", label, kept, by=by, changes=changes, areas=[kept.area])
    return kept


@transaction.atomic
def keep_template(*, by: User, area: Area, title: str, text: str) -> AnswerTemplate:
    """Keep words for answers under `title`; the same title again replaces them. Side effects: one row, one audit event."""
    policies.can_keep_units(by, area)
    kept, _ = AnswerTemplate.objects.update_or_create(area=area, title=title.strip(), defaults={"text": text.strip()})
    record("liaison.keep_answer_template", "保存答复模板", kept, by=by, areas=[area])
    return kept


@transaction.atomic
def drop_template(template: AnswerTemplate, *, by: User) -> None:
    """Drop a template of the own office. Side effects: the row goes, one audit event."""
    policies.can_keep_units(by, template.area)
    record("liaison.drop_answer_template", "删除答复模板", template, by=by, areas=[template.area])
    template.delete()
