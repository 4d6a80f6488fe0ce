"""Taking back an import: what it created goes, what it changed gets its former values, unless something changed since."""

import datetime

from django.db.models import Model

from deputies.mandates.models import CongressTerm, ElectoralDistrict, Mandate
from deputies.mandates.workflow import what_uses
from deputies.people.models import Deputy, ResidenceSpell, id_digest, phone_digest
from deputies.rosters.terms import DISTRICT, TERM
from deputies.rosters.writing import take_lock
from yunhe.audit.record import record_many
from yunhe.imports.enums import RowAction
from yunhe.imports.models import ImportRow, ImportRun
from yunhe.kit.refusals import Refused

_OWN = frozenset({Mandate, ResidenceSpell})
_DATES = frozenset({"born_on", "resides_since"})


def undo(run: ImportRun, *, by) -> int:
    """Take back the rows of `run`; the caller holds the transaction. Returns the number of rows taken back.

    Terms and districts that it made go with it unless something else uses them by now. Raises Refused when a person was changed after the import, by hand or by a later one, or has records that
    build on it (a registration, a ledger entry). Side effects: deputies, mandates and stays deleted or restored, one audit
    event for each person.
    """
    take_lock()
    rows = list(run.rows.filter(action__in=[RowAction.CREATED, RowAction.UPDATED]).order_by("-id"))
    if any(row.before is None for row in rows):
        raise Refused("这次导入的原值已经清除，不能撤销。")
    locked = Deputy.objects.select_for_update(of=("self",)).select_related("origin", "residence")
    people: dict[int | None, Deputy] = dict(locked.in_bulk([row.object_id for row in rows]))
    _refuse_changed(rows, people)
    created = [row for row in rows if row.before["created"]]
    updated = [row for row in rows if not row.before["created"]]
    _refuse_built_upon([row.object_id for row in created if row.object_id])
    gone = {row.object_id for row in created if row.object_id}
    _restore([row for row in updated if row.object_id not in gone], people)
    mandates = [pk for row in updated for pk in row.before["mandates"]]
    Mandate.objects.filter(pk__in=mandates).delete()
    _audit(run, rows, people, by)
    Mandate.objects.filter(deputy_id__in=gone).delete()
    ResidenceSpell.objects.filter(deputy_id__in=gone).delete()
    Deputy.objects.filter(pk__in=gone).delete()
    _remove_made(run)
    return len(rows)


def _remove_made(run: ImportRun) -> None:
    """Delete the districts and terms that only this import needed."""
    for district in ElectoralDistrict.objects.select_for_update(of=("self",)).filter(pk__in=run.made.get(DISTRICT, ())):
        if not what_uses(district):
            district.delete()
    for term in CongressTerm.objects.select_for_update(of=("self",)).filter(pk__in=run.made.get(TERM, ())):
        if not what_uses(term) and not term.districts.exists():
            term.delete()


def _refuse_changed(rows: list[ImportRow], people: dict[int | None, Deputy]) -> None:
    latest: dict[int | None, str] = {}
    for row in rows:  # newest first: the last row of a person says when this import touched it last
        latest.setdefault(row.object_id, row.before["updated_at"])
    changed = []
    for row in rows:
        deputy = people.get(row.object_id)
        if deputy is None or deputy.updated_at.isoformat() != latest[row.object_id]:
            changed.append(row)
    written = {pk: row for row in rows for pk in row.before["mandates"]}
    alive = set(Mandate.objects.filter(pk__in=written, ended_on__isnull=True).values_list("pk", flat=True))
    changed += [row for pk, row in written.items() if pk not in alive]
    ours = {row.object_id for row in rows if row.before["created"] and row.object_id}
    later = Mandate.objects.filter(deputy_id__in=ours).exclude(pk__in=written).values_list("deputy_id", flat=True)
    changed += [row for row in rows if row.object_id in set(later)]
    if changed:
        names = "、".join(dict.fromkeys(row.label for row in changed[:5]))
        raise Refused(
            f"不能撤销：导入之后有人改动过 {len({row.object_id for row in changed})} 位代表的档案（{names} 等）。请在档案里逐一更正。"
        )


def _refuse_built_upon(people: list[int]) -> None:
    for relation in Deputy._meta.related_objects:
        model: type[Model] = relation.related_model
        if model in _OWN or not people:
            continue
        first = model._base_manager.filter(**{f"{relation.field.name}__in": people}).first()
        if first is not None:
            raise Refused(f"不能撤销：这次导入的代表已有后续记录（{model._meta.verbose_name}）。请先处理这些记录。")


def _restore(rows: list[ImportRow], people: dict[int | None, Deputy]) -> None:
    columns: set[str] = set()
    touched: dict[int | None, Deputy] = {}
    for row in rows:
        deputy = people[row.object_id]
        for column, value in row.before["values"].items():
            stored = datetime.date.fromisoformat(value) if column in _DATES and value else value
            setattr(deputy, column, stored)
            columns.add(column)
        deputy.updated_at = datetime.datetime.fromisoformat(row.before["stamp"])
        touched[deputy.pk] = deputy
        opened, closed = row.before.get("spell_opened"), row.before.get("spell_closed")
        if opened:
            ResidenceSpell.objects.filter(pk=opened).delete()
        if closed:
            ResidenceSpell.objects.filter(pk=closed).update(ends_on=None)
        if "address" in row.before["values"] and not opened:
            spell = ResidenceSpell.objects.filter(deputy_id=deputy.pk, ends_on__isnull=True).first()
            if spell is not None:
                spell.address = row.before["values"]["address"]
                spell.save(update_fields=["address"])
        for mandate, district in row.before.get("districts", {}).items():
            Mandate.objects.filter(pk=mandate).update(district_id=district)
    if "phone" in columns:
        columns.add("phone_digest")
    if "id_number" in columns:
        columns.add("id_digest")
    for deputy in touched.values():
        deputy.phone_digest = phone_digest(deputy.phone)
        deputy.id_digest = id_digest(deputy.id_number)
    if touched:
        Deputy.objects.bulk_update(touched.values(), [*sorted(columns), "updated_at"], batch_size=500)


def _audit(run: ImportRun, rows: list[ImportRow], people: dict[int | None, Deputy], by) -> None:
    entries = []
    for row in rows:
        back = {label: [pair[1], pair[0]] for label, pair in row.changes.items()}
        deputy = people[row.object_id]
        paths = {area.path for area in (deputy.origin, deputy.residence) if area is not None and area.path}
        entries.append((deputy.pk, deputy.name, back or {"代表": ["已导入", "已撤销"]}, paths))
    if entries:
        record_many("deputies.undo_import", "撤销名册导入", Deputy, entries, by=by, reason=f"撤销导入：{run.file_name}")
