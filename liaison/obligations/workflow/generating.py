"""From rules to dated obligations: once for each period, for everybody who owes them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from deputies.teams.models import Team
from liaison.obligations.enums import OBLIGATION, UNDONE, ObligationState, OwedBy
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.registration.models import Registration
from yunhe.areas.enums import TOWNSHIPS, UNITS, AreaKind
from yunhe.areas.models import Area
from yunhe.audit.record import record

FAIR_NOTICE = timedelta(days=7)  # who begins to owe later than this before the day owes from the next period


@dataclass(frozen=True)
class Debtor:
    """Who owes an obligation: a unit, a pair of units, or a team with its one or two units."""

    unit_id: int
    partner_id: int | None = None
    team_id: int | None = None

    @property
    def key(self) -> tuple[int, int | None, int | None]:
        """What tells debtors apart."""
        return self.unit_id, self.partner_id, self.team_id


class Roll:
    """Who may owe obligations today: the units in use, the pairs of co-managed deputies, the teams, asked once for all rules."""

    @cached_property
    def _units(self) -> list[Area]:
        kinds = (*UNITS, AreaKind.COUNTY)
        return list(Area.objects.filter(kind__in=kinds).current().order_by("order", "code", "pk"))

    @cached_property
    def _pairs(self) -> list[Debtor]:
        """Return each pair of units once, whichever way its deputies went: the township first, then in the county's order."""
        order = {unit.pk: (unit.kind not in TOWNSHIPS, at) for at, unit in enumerate(self._units)}
        rows = Registration.objects.co_managed().order_by().values_list("origin_id", "residence_id").distinct()
        pairs = {
            tuple(sorted(pair, key=lambda pk: order[pk]))
            for pair in rows
            if len(set(pair)) == 2 and set(pair) <= set(order)
        }
        return [Debtor(*pair) for pair in sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]]))]

    @cached_property
    def _teams(self) -> list[Team]:
        """Return the teams that stand today."""
        return list(Team.objects.standing().select_related("area").order_by("area__order", "pk"))

    def debtors_of(self, template: ObligationTemplate) -> list[Debtor]:
        """Return who owes the obligations of `template` today (needs area and team loaded)."""
        area, team = template.area, template.team
        if team is not None:
            return [Debtor(team.area_id, team.partner_id, team.pk)] if team.is_standing else []
        if template.owed_by == OwedBy.TEAMS:
            return [
                Debtor(one.area_id, one.partner_id, one.pk)
                for one in self._teams
                if one.kind in template.team_kinds and area.contains(one.area)
            ]
        if template.owed_by == OwedBy.PAIR:
            below = {unit.pk for unit in self._units if area.contains(unit)}
            return [debtor for debtor in self._pairs if debtor.unit_id in below]
        if area.kind != AreaKind.COUNTY:
            return [Debtor(unit.pk) for unit in self._units if unit.pk == area.pk]
        bound = [unit for unit in self._units if unit.kind in template.unit_kinds and area.contains(unit)]
        return [Debtor(unit.pk) for unit in bound]


def _years(day: date) -> tuple[int, ...]:
    """Return the years whose obligations are made on `day`: this one, and in December the next, so that January is seen in time."""
    return (day.year, day.year + 1) if day.month == 12 else (day.year,)


def _missing(template: ObligationTemplate, debtors: list[Debtor], written: set, day: date) -> Iterator[Obligation]:
    """Yield the obligations of `template` that are owed and not among `written` (unit, partner, team, period)."""
    for year in _years(day):
        for period in template.periods(year):
            owing = [debtor for debtor in debtors if (*debtor.key, period.key) not in written]
            if not owing or (due := template.due_on(period)) < day + FAIR_NOTICE:
                continue
            for debtor in owing:
                yield Obligation(
                    template=template,
                    title=template.title,
                    unit_id=debtor.unit_id,
                    partner_id=debtor.partner_id,
                    team_id=debtor.team_id,
                    period=period.key,
                    period_label=period.label,
                    index=period.index,
                    period_from=period.first,
                    period_to=period.last,
                    due_on=due,
                    lead_days=template.lead_days,
                )


@transaction.atomic
def generate_obligations(on: date | None = None, templates: Iterable[ObligationTemplate] | None = None) -> int:
    """Write the obligations of this year (in December of the next too) that are missing; returns how many were new.

    on: the day it counts for, today by default; templates: only these rules. Repeating it writes nothing twice, and what
    one worker writes the other leaves out. Obligations whose debtor is gone (a team disbanded, a unit merged, a pair without
    co-managed deputies) go too: not begun they are dropped, begun ones are skipped with the reason.
    Side effects: Obligations, one audit event when anything was written.
    """
    day = on or timezone.localdate()
    rows = ObligationTemplate.objects.filter(Q(until__isnull=True) | Q(until__gte=day)).select_related(
        "area", "team__area", "team__partner"
    )
    if templates is not None:
        rows = rows.filter(pk__in=[template.pk for template in templates])
    known: dict[int, list[Obligation]] = defaultdict(list)
    fields = ("pk", "template_id", "unit_id", "partner_id", "team_id", "period", "period_from", "state")
    for obligation in Obligation.objects.filter(template__in=rows, period_to__gte=day).only(*fields):
        known[obligation.template_id].append(obligation)
    roll, gone = Roll(), 0
    missing: list[Obligation] = []
    for template in rows:
        debtors, existing = roll.debtors_of(template), known[template.pk]
        gone += _let_go(template, existing, debtors, day)
        written = {(*_debtor_of(obligation), obligation.period) for obligation in existing}
        missing += _missing(template, debtors, written, day)
    before = Obligation.objects.count() if missing else 0
    Obligation.objects.bulk_create(missing, ignore_conflicts=True)
    new = Obligation.objects.count() - before if missing else 0
    if new or gone:
        changes = {"新任务": [None, new], "取消": [None, gone]}
        record("obligations.generate", "生成工作任务", changes=changes)
    return new


def _debtor_of(obligation: Obligation) -> tuple[int, int | None, int | None]:
    return obligation.unit_id, obligation.partner_id, obligation.team_id


def _let_go(template: ObligationTemplate, obligations: Iterable[Obligation], debtors: list[Debtor], day: date) -> int:
    """Drop or skip the open ones of `obligations` whose debtor owes `template` no more; returns how many."""
    owing = {debtor.key for debtor in debtors}
    lost = [
        obligation for obligation in obligations if obligation.state in UNDONE and _debtor_of(obligation) not in owing
    ]
    if not lost:
        return 0
    Obligation.objects.filter(pk__in=[obligation.pk for obligation in lost if obligation.period_from > day]).delete()
    reason = {
        OwedBy.TEAM: "团队已撤销或调整",
        OwedBy.TEAMS: "团队已撤销或调整",
        OwedBy.PAIR: "两地之间已没有共管的代表",
    }
    Obligation.objects.filter(pk__in=[obligation.pk for obligation in lost if obligation.period_from <= day]).update(
        state=OBLIGATION.after(lost[0].state, "lapse"),
        reason=reason.get(OwedBy(template.owed_by), "单位已撤并或不再适用"),
        closed_by="系统",
        closed_at=timezone.now(),
    )
    return len(lost)


def drop_coming(template: ObligationTemplate, day: date) -> int:
    """Delete the open obligations of `template` whose period begins after `day`; returns how many. For a rule that changes."""
    coming = Obligation.objects.filter(template=template, state=ObligationState.OPEN, period_from__gt=day)
    return coming.filter(evidence__isnull=True).delete()[0]
