"""Writing down visits, taking them back, and what was found on them."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.households.models import Household
from liaison.visits import findings, policies
from liaison.visits.enums import FINDING, VisitOutcome
from liaison.visits.models import Visit, VisitFinding
from yunhe.accounts.models import User
from yunhe.audit.record import record, record_many
from yunhe.kit.refusals import Refused, required


@transaction.atomic
def log_visits(
    households: Sequence[Household],
    *,
    by: User,
    deputy: Deputy,
    way: str,
    outcome: str = VisitOutcome.MET,
    on: date | None = None,
    note: str = "",
    nonce: uuid.UUID | None = None,
) -> list[Visit]:
    """Write down that `deputy` was in touch with one or several households; all of them or none.

    Sent again with the same nonce (a slow phone, an upload after a dead spot) it writes nothing and returns what it wrote.
    Errors: Denied, Refused. Side effects: one Visit and one audit event a household.
    """
    nonce = nonce or uuid.uuid4()
    ids = [household.pk for household in households]
    if not ids:
        raise Refused("请先勾选走访了哪几户。")
    rows = Household.objects.select_for_update(of=("self",)).select_related("village", "community")
    locked = list(rows.filter(pk__in=ids).order_by("pk"))
    known = {visit.household_id: visit for visit in Visit.objects.filter(nonce=nonce, household__in=locked)}
    made = []
    for household in locked:
        if household.pk in known:
            continue
        policies.can_log_visit(by, household, deputy)
        visit = Visit(
            household=household,
            deputy=deputy,
            on=on or timezone.localdate(),
            way=way,
            outcome=outcome,
            note=note.strip(),
            nonce=nonce,
            recorded_by=by.display_name,
        )
        visit.full_clean(validate_unique=False, validate_constraints=False)
        made.append(visit)
    Visit.objects.bulk_create(made)
    entries = [
        (
            visit.household_id,
            str(visit.household),
            {
                "走访": [
                    "",
                    f"{visit.on:%Y-%m-%d} {deputy.name} {visit.get_way_display()} {visit.get_outcome_display()}",
                ]
            },
            {area.path for area in visit.household.areas},
        )
        for visit in made
    ]
    if entries:
        record_many("contacts.log_visit", "登记走访", Household, entries, by=by)
    return [*known.values(), *made]


@transaction.atomic
def undo_visit(visit: Visit, *, by: User) -> Visit:
    """Take back a visit that was written down by mistake. Errors: Denied. Side effects: the row, one audit event."""
    rows = Visit.objects.select_for_update(of=("self",))
    locked = rows.select_related("deputy", "household__village", "household__community").get(pk=visit.pk)
    policies.can_undo_visit(by, locked)
    locked.undone_at, locked.undone_by = timezone.now(), by.display_name
    locked.save(update_fields=["undone_at", "undone_by"])
    household = locked.household
    changes = {"走访": [f"{locked} {locked.deputy.name}", "已撤销"]}
    record("contacts.undo_visit", "撤销走访", household, by=by, changes=changes, areas=household.areas)
    return locked


@transaction.atomic
def raise_finding(visit: Visit, *, by: User, category: str, matter: str) -> VisitFinding:
    """Say what a visit found; it becomes a voter's matter where the program takes those in.

    Errors: Denied, Refused. Side effects: one VisitFinding, the voter's matter, one audit event.
    """
    rows = Visit.objects.select_for_update(of=("self",))
    locked = rows.select_related("deputy", "household__village__unit", "household__community__unit").get(pk=visit.pk)
    policies.can_raise_finding(by, locked)
    finding = VisitFinding(visit=locked, category=category, matter=matter.strip(), found_by=by.display_name)
    finding.full_clean()
    finding.save()
    receive = findings.receiver()
    if receive:
        passed = receive(finding, by)
        finding.state, finding.matter_label, finding.matter_url = (
            FINDING.after(finding.state, "pass_on"),
            passed.label,
            passed.url,
        )
        finding.save(update_fields=["state", "matter_label", "matter_url"])
    areas = locked.household.areas
    record("contacts.raise_finding", "登记走访发现", finding, by=by, areas=areas)
    return finding


@transaction.atomic
def sort_finding(finding: VisitFinding, *, by: User, result: str) -> VisitFinding:
    """Write down how a finding was dealt with (FOUND → SORTED). Errors: Denied, Refused.

    Side effects: the row, one audit event.
    """
    rows = VisitFinding.objects.select_for_update(of=("self",))
    locked = rows.select_related("visit__household__village", "visit__household__community").get(pk=finding.pk)
    policies.can_sort_finding(by, locked)
    result = required(result, "请写明处理结果。", field="result")
    locked.state, locked.result, locked.sorted_at = FINDING.after(locked.state, "sort"), result, timezone.now()
    locked.save(update_fields=["state", "result", "sorted_at"])
    changes = {"处理结果": ["", locked.result]}
    areas = locked.visit.household.areas
    record("contacts.sort_finding", "处理走访发现", locked, by=by, changes=changes, areas=areas)
    return locked
