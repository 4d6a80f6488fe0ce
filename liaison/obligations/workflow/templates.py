"""Setting rules, changing them from the next period on, ending them."""

import secrets
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from liaison.obligations import policies
from liaison.obligations.catalogue import STANDARDS
from liaison.obligations.enums import OwedBy
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.obligations.workflow.generating import drop_coming, generate_obligations
from yunhe.accounts.models import User
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import changes_of, filled
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb

SYSTEM = "系统"
ROWS = ObligationTemplate.objects.select_related("area", "team__area", "team__partner")


def _check(template: ObligationTemplate) -> None:
    """Validate the fields and what they say together."""
    template.full_clean()
    binds_units = template.owed_by == OwedBy.UNIT and template.area.kind == AreaKind.COUNTY
    if binds_units and not template.unit_kinds:
        raise Refused({"unit_kinds": "请至少勾选一类适用单位。"})
    if template.owed_by == OwedBy.TEAMS and not template.team_kinds:
        raise Refused({"team_kinds": "请至少勾选一类团队。"})
    if template.owed_by == OwedBy.PAIR and template.area.kind != AreaKind.COUNTY:
        raise Refused({"owed_by": "两地共同完成的任务由县人大机关规定。"})
    if template.team and template.area.kind != AreaKind.COUNTY and template.area not in template.team.areas:
        raise Refused({"team": "请选择本单位牵头或联合的团队。"})


def _gives_way(old: ObligationTemplate | None) -> bool:
    """Whether `old`, the newest version of a rule, makes room: as the program has written it, not as the county wants it."""
    return old is None or (old.created_by == SYSTEM and old.version == 1 and (old.until is None or old.is_replaced))


def _replaced(old: ObligationTemplate | None, day: date) -> date:
    """End `old` with the period that runs on `day`, and return the day after; `day` where there is none."""
    if old is None:
        return day
    if old.until is None:
        drop_coming(old, day)
        old.until, old.is_replaced = max(_end_of_period(old, day) or day, old.since), True
        old.save(update_fields=["until", "is_replaced"])
    return old.until + timedelta(days=1)


@transaction.atomic
def install_standards(county: Area, *, on: date | None = None) -> int:
    """Write the rules of the catalogue that `county` has never had; returns how many. What the county ended stays ended.

    A rule that has replaced another one begins when the period of that one ends; where the county has ended the old rule, or made
    it its own, it is not written. Side effects: ObligationTemplates, one audit event when any was new.
    """
    day = on or timezone.localdate()
    held = {rule.key: rule for rule in ObligationTemplate.objects.filter(area=county).order_by("version")}
    missing = [standard for standard in STANDARDS if standard.key not in held]
    missing = [standard for standard in missing if _gives_way(held.get(standard.instead_of))]
    for standard in missing:
        template = ObligationTemplate(key=standard.key, area=county, created_by=SYSTEM, **standard.facts())
        template.since = _replaced(held.get(standard.instead_of), day)
        _check(template)
        template.save()
    if missing:
        changes = {"规定": [None, len(missing)]}
        record("obligations.install", "装入任务规定", county, changes=changes, areas=[county])
    return len(missing)


@transaction.atomic
def set_template(*, by: User, area: Area, on: date | None = None, **facts: Any) -> ObligationTemplate:
    """Set a rule of `area` from `on` (today) and make its obligations; return it.

    facts: title, what, source, owed_by, unit_kinds, team, frequency, times, due_month, due_day, lead_days, evidence,
    activity_kinds. Errors: Denied, ValidationError. Side effects: one ObligationTemplate, its obligations, audit events.
    """
    policies.can_set_template(by, area)
    key, since = f"own-{secrets.token_hex(6)}", on or timezone.localdate()
    template = ObligationTemplate(key=key, area=area, since=since, created_by=by.display_name, **facts)
    _check(template)
    template.save()
    record("obligations.set_template", "制定任务规定", template, by=by)
    generate_obligations(on, [template])
    return template


def _end_of_period(template: ObligationTemplate, day: date) -> date | None:
    """Return the last day of the period that runs on `day`, None when no obligation of the rule has begun."""
    begun = Obligation.objects.filter(template=template, period_from__lte=day).order_by("-period_to").first()
    return max(begun.period_to, day) if begun else None


@verb(ROWS, policies.can_change_template)
def revise_template(
    template: ObligationTemplate, *, by: User, on: date | None = None, **facts: Any
) -> ObligationTemplate:
    """Change a rule from its next period on and return the version that then holds.

    Obligations that have begun keep title, day and evidence; the coming ones are made anew. A rule of which no obligation has begun
    is changed as it stands. Errors: Denied, ValidationError. Side effects: ObligationTemplates, obligations, audit events.
    """
    day = on or timezone.localdate()
    ends = _end_of_period(template, day)
    drop_coming(template, day)
    if ends is None:
        new = template
    else:
        template.until = ends
        template.save(update_fields=["until"])
        new = ObligationTemplate.objects.get(pk=template.pk)
        new.pk, new._state.adding = None, True
        new.version, new.since, new.until = template.version + 1, ends + timedelta(days=1), None
        new.created_by, new.created_at = by.display_name, timezone.now()
    before = filled(new, facts)
    _check(new)
    new.save()
    changes = {**changes_of(new, before), "起用日期": ["", new.since.isoformat()]}
    record("obligations.revise_template", "修改任务规定", new, by=by, changes=changes)
    generate_obligations(day, [new])
    return new


@verb(ROWS, policies.can_change_template)
def end_template(template: ObligationTemplate, *, by: User, reason: str, on: date | None = None) -> ObligationTemplate:
    """End a rule with the period that runs; obligations that have begun stay, the coming ones are dropped.

    Errors: Denied. Side effects: the ObligationTemplate, obligations, one audit event.
    """
    day = on or timezone.localdate()
    drop_coming(template, day)
    template.until = max(_end_of_period(template, day) or day, template.since)
    template.save(update_fields=["until"])
    changes = {"停用日期": ["", template.until.isoformat()]}
    record("obligations.end_template", "停用任务规定", template, by=by, changes=changes, reason=reason)
    return template
