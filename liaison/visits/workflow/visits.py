"""Writing down visits, taking them back, and what was found on them."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from deputies.associates.models import Associate
from deputies.people.models import Deputy
from liaison.households.models import Household
from liaison.visits import policies
from liaison.visits.concerns import pass_on
from liaison.visits.enums import FINDING, VisitOutcome
from liaison.visits.models import Visit, VisitFinding
from yunhe.accounts.models import User
from yunhe.audit.record import record, record_many
from yunhe.kit.changes import made, rewritten
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused, required
from yunhe.kit.words import listed
from yunhe.pictures import Picture


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
    companions: Iterable[Associate] = (),
) -> list[Visit]:
    """Write down that `deputy` was in touch with one or several households; all of them or none. companions: who came along.

    Sent again with the same nonce (a slow phone, an upload after a dead spot) it writes nothing and returns what it wrote.
    Errors: Denied, Refused. Side effects: one Visit and one audit event a household.
    """
    nonce = nonce or uuid.uuid4()
    ids = [household.pk for household in households]
    if not ids:
        raise Refused("请先勾选走访了哪几户。")
    rows = Household.objects.select_for_update(of=("self",)).select_related("village", "community")
    found = list(rows.filter(pk__in=ids).order_by("pk"))
    known = {visit.household_id: visit for visit in Visit.objects.filter(nonce=nonce, household__in=found)}
    new = []
    how = {"deputy": deputy, "on": on or timezone.localdate(), "way": way, "outcome": outcome, "note": note.strip()}
    for household in found:
        if household.pk in known:
            continue
        policies.can_log_visit(by, household, deputy)
        visit = Visit(household=household, nonce=nonce, recorded_by=by.display_name, **how)
        visit.full_clean(validate_unique=False, validate_constraints=False)
        new.append(visit)
    Visit.objects.bulk_create(new)
    beside = list(companions)
    Visit.companions.through.objects.bulk_create(
        Visit.companions.through(visit=visit, associate=associate) for visit in new for associate in beside
    )
    entries = []
    for visit in new:
        said = f"{visit.on:%Y-%m-%d} {deputy.name} {visit.get_way_display()} {visit.get_outcome_display()}"
        said += f"，同行：{listed(beside)}" if beside else ""
        paths = {area.path for area in visit.household.areas}
        entries.append((visit.household_id, str(visit.household), {"走访": ["", said]}, paths))
    if entries:
        record_many("contacts.log_visit", "登记走访", Household, entries, by=by)
    return [*known.values(), *new]


@transaction.atomic
def undo_visit(visit: Visit, *, by: User) -> Visit:
    """Take back a visit that was written down by mistake. Errors: Denied. Side effects: the row, one audit event."""
    this = _locked_visit(visit)
    policies.can_undo_visit(by, this)
    this.undone_at, this.undone_by = timezone.now(), by.display_name
    this.save(update_fields=["undone_at", "undone_by"])
    changes = {"走访": [f"{this} {this.deputy.name}", "已撤销"]}
    record("contacts.undo_visit", "撤销走访", this.household, by=by, changes=changes)
    return this


def _locked_visit(visit: Visit) -> Visit:
    related = ("deputy", "household__village__unit", "household__community__unit")
    return locked(Visit.objects.select_related(*related), visit)


@transaction.atomic
def raise_finding(visit: Visit, *, by: User, category: str, text: str, photos: Sequence[Picture] = ()) -> VisitFinding:
    """Say what a visit found; it becomes a voter's concern, with the photos, at once.

    Errors: Denied, Refused. Side effects: one VisitFinding, the voter's concern, one audit event.
    """
    this = _locked_visit(visit)
    policies.can_raise_finding(by, this)
    finding = made(VisitFinding(visit=this, category=category, text=text.strip(), found_by=by.display_name))
    rewritten(finding, concern=pass_on(finding, by, photos), state=FINDING.after(finding.state, "pass_on"))
    record("contacts.raise_finding", "登记走访发现", finding, by=by, areas=this.household.areas)
    return finding


@transaction.atomic
def sort_finding(finding: VisitFinding, *, by: User, result: str) -> VisitFinding:
    """Write down how a finding was dealt with (FOUND → SORTED). Errors: Denied, Refused.

    Side effects: the row, one audit event.
    """
    this = locked(
        VisitFinding.objects.select_related("visit__household__village", "visit__household__community"), finding
    )
    policies.can_sort_finding(by, this)
    result = required(result, "请写明处理结果。", field="result")
    this.state, this.result, this.sorted_at = FINDING.after(this.state, "sort"), result, timezone.now()
    this.save(update_fields=["state", "result", "sorted_at"])
    areas = this.visit.household.areas
    record("contacts.sort_finding", "处理走访发现", this, by=by, changes={"处理结果": ["", result]}, areas=areas)
    return this
