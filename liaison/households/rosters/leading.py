"""Writing who leads whom, and taking it back."""

import datetime
from collections.abc import Sequence

from django.utils import timezone

from deputies.people.models import Deputy
from liaison.households.enums import PairSource
from liaison.households.models import DeputyPair
from yunhe.audit.record import record_many
from yunhe.imports.enums import RowAction
from yunhe.imports.models import ImportRun
from yunhe.imports.rows import PlannedRow
from yunhe.kit.refusals import Refused


def write(run: ImportRun, rows: Sequence[PlannedRow], *, by) -> None:
    """Write the pairs of planned rows and set `before`; the caller holds the transaction. Side effect: one event a pair."""
    who, today = by.display_name if by else "命令行", timezone.localdate()
    new = [row for row in rows if row.action == RowAction.CREATED]
    made = DeputyPair.objects.bulk_create(
        DeputyPair(
            leader_id=row.payload["leads"],
            member_id=row.payload["member"],
            source=PairSource.IMPORT,
            made_by=who,
            began_on=datetime.date.fromisoformat(row.payload["began_on"]) if row.payload.get("began_on") else today,
        )
        for row in new
    )
    for row, pair in zip(new, made, strict=True):
        row.before = {"lead": pair.pk}
    _tell(new, "contacts.import_lead", "导入代表结对", f"导入：{run.file_name}", by)


def undo(run: ImportRun, *, by) -> int:
    """Delete the pairs that `run` made; the caller holds the transaction. Returns how many. Raises Refused for one that has ended."""
    rows = list(run.rows.filter(action=RowAction.CREATED))
    if any(row.before is None for row in rows):
        raise Refused("这次导入的原值已经清除，不能撤销。")
    pairs = DeputyPair.objects.open().filter(pk__in=[row.before["lead"] for row in rows])
    if pairs.count() != len(rows):
        raise Refused("不能撤销：导入之后有人结束或转交了其中的结对。请在结对总览里逐一更正。")
    pairs.delete()
    _tell(rows, "contacts.undo_import", "撤销代表结对导入", f"撤销导入：{run.file_name}", by, back=True)
    return len(rows)


def _tell(rows: Sequence, verb: str, label: str, reason: str, by, *, back: bool = False) -> None:
    people = Deputy.objects.select_related("origin", "residence").in_bulk([row.object_id for row in rows])
    entries = []
    for row in rows:
        member = people[row.object_id]
        changes = {key: pair[::-1] if back else pair for key, pair in row.changes.items()}
        paths = {area.path for area in (member.origin, member.residence) if area is not None and area.path}
        entries.append((member.pk, member.name, changes, paths))
    if entries:
        record_many(verb, label, Deputy, entries, by=by, reason=reason)
