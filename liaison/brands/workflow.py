"""Starting a model with its teams and dated obligations, changing what it promises, ending it."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from deputies.teams import workflow as teams
from deputies.teams.models import Team
from liaison.brands import policies
from liaison.brands.catalogue import BY_KEY, RulePlan, TeamPlan
from liaison.brands.models import Brand
from liaison.obligations import workflow as obligations
from liaison.obligations.enums import OwedBy
from liaison.obligations.models import ObligationTemplate
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import made, rewritten
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb


def _found(brand: Brand, plan: TeamPlan, served: Iterable[Area], by: User) -> Team:
    """Found the team of `plan` with the unit's name before its own."""
    facts = asdict(plan) | {"name": f"{brand.unit.name}{plan.name.removeprefix(brand.unit.name)}"}
    return teams.found_team(
        by=by, area=brand.unit, partner=brand.partner, served_areas=served, begins_on=brand.started_on, **facts
    )


def _set(brand: Brand, plan: RulePlan, team: Team | None, by: User, on: date) -> ObligationTemplate:
    source, owed_by = f"{brand.unit.name}“{brand.plan.name}”", OwedBy.TEAM if team else OwedBy.UNIT
    return obligations.set_template(
        by=by, area=brand.unit, on=on, source=source, owed_by=owed_by, team=team, **plan.demands()
    )


@transaction.atomic
def start_brand(
    *,
    by: User,
    plan_key: str,
    unit: Area,
    partner: Area | None = None,
    promise: str = "",
    served_areas: Iterable[Area] = (),
    started_on: date | None = None,
) -> Brand:
    """Let `unit` run a plan from `started_on` (today): found its teams, set its rules, make their obligations; return it.

    A joint plan needs `partner`, the others have none. Errors: Denied, ValidationError; then nothing is written.
    Side effects: one Brand, its Teams, ObligationTemplates and their obligations, audit events.
    """
    policies.can_start_brand(by, unit)
    plan = BY_KEY[plan_key]
    if plan.is_joint and partner is None:
        raise Refused({"partner": "这个模式由两个单位共同运行，请选择联合单位。"})
    if not plan.is_joint and partner is not None:
        raise Refused({"partner": "这个模式由一个单位运行，不用选联合单位。"})
    day = started_on or timezone.localdate()
    brand = made(
        Brand(
            plan_key=plan_key,
            unit=unit,
            partner=partner,
            promise=promise.strip() or plan.promise,
            started_on=day,
            created_by=by.display_name,
        )
    )
    served = list(served_areas)
    founded = [_found(brand, team, served, by) for team in plan.teams]
    brand.teams.set(founded)
    rules = []
    for rule in plan.rules:
        owing: list[Team | None] = [None] if rule.of_unit else [*founded] if rule.each else [founded[0]]
        if rule.each and len(founded) > 1 and any(not other.each and not other.of_unit for other in plan.rules):
            owing = [*founded[1:]]  # the first team leads and has a rule of its own
        rules += [_set(brand, rule, team, by, day) for team in owing]
    brand.rules.set(rules)
    changes = {"团队": [None, len(founded)], "任务规定": [None, len(rules)]}
    record("brands.start", "启动特色模式", brand, by=by, changes=changes)
    return brand


ROWS = Brand.objects.select_related("unit", "partner")


@verb(ROWS, policies.can_keep_brand)
def change_promise(brand: Brand, *, by: User, promise: str) -> Brand:
    """Say anew what the model promises. Errors: Denied, ValidationError. Side effects: the Brand, one audit event."""
    changes = rewritten(brand, promise=promise.strip())
    record("brands.change_promise", "修改承诺", brand, by=by, changes=changes)
    return brand


@verb(ROWS, policies.can_keep_brand)
def end_brand(brand: Brand, *, by: User, reason: str, disband: bool = False, on: date | None = None) -> Brand:
    """End a model: its rules end with their running periods; with `disband` its teams are disbanded, else they go on.

    Errors: Denied, ValidationError. Side effects: the Brand, ObligationTemplates, perhaps Teams, audit events.
    """
    rewritten(brand, ended_on=on or timezone.localdate(), end_reason=reason.strip())
    keys = brand.rules.values("key")
    for rule in ObligationTemplate.objects.filter(area=brand.unit_id, key__in=keys, until__isnull=True):
        obligations.end_template(rule, by=by, reason=f"{brand}结束", on=on)
    if disband:
        for team in brand.teams.standing():
            teams.disband_team(team, by=by, reason=f"{brand}结束：{reason}"[:120])
    record("brands.end", "结束特色模式", brand, by=by, reason=reason)
    return brand
