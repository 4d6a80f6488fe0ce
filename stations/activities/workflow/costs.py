"""Writing cost plans."""

from collections.abc import Sequence
from dataclasses import dataclass

from stations.activities import policies
from stations.activities.models import Activity, ActivityCost, yuan
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import made
from yunhe.kit.verbs import verb


@dataclass(frozen=True)
class CostLine:
    """One line as it is to be: what for, cents, who pays; `pk` of the line that it replaces, None for a new one."""

    item: str
    cents: int
    payer: Area
    pk: int | None = None


def _in_words(activity: Activity) -> str:
    lines = activity.costs.select_related("payer").order_by("pk")
    return "；".join(f"{line.item} {line.yuan} 元（{line.payer.name}）" for line in lines)


@verb(Activity.objects.with_sides(), policies.can_plan_costs)
def set_costs(activity: Activity, lines: Sequence[CostLine], *, by: User) -> int:
    """Make `lines` the whole cost plan of `activity` and return their sum in cents. A line that is kept keeps its number.

    Errors: Denied, ValidationError. Side effects: ActivityCosts, one audit event when anything differs.
    """
    before, known = _in_words(activity), {cost.pk: cost for cost in activity.costs.all()}
    for line in lines:
        cost = known.pop(line.pk, None) if line.pk else None
        cost = cost or ActivityCost(activity=activity)
        cost.item, cost.cents, cost.payer = line.item.strip(), line.cents, line.payer
        made(cost)
    activity.costs.filter(pk__in=known).delete()
    total = sum(line.cents for line in lines)
    if (after := _in_words(activity)) != before:
        changes = {"经费计划": [before, after], "合计": ["", f"{yuan(total)} 元"]}
        record("stations.set_costs", "登记经费计划", activity, by=by, changes=changes, areas=activity.areas)
    return total
