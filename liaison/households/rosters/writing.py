"""Writing planned rows in bulk: households, pairs, the trail; and taking them back."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from liaison.households.enums import PairEnd, PairSource
from liaison.households.models import DeputyPair, Household, HouseholdPair, head_digest, household_phone_digest
from liaison.households.rosters.planning import Planner
from yunhe.areas.models import Area
from yunhe.audit.record import record_many
from yunhe.imports.enums import RowAction
from yunhe.imports.models import ImportRow, ImportRun
from yunhe.imports.rows import PlannedRow
from yunhe.kit.copying import allocate_ids, copy_in
from yunhe.kit.refusals import Refused
from yunhe.privacy import mask_name

IMPORT_LOCK = 331_125_003  # advisory lock: one household import at a time
COLUMNS = ("head", "phone", "village_id", "community_id", "outside", "address", "members", "care", "moved_on", "remark")
DEFAULTS = {"phone": "", "community_id": None, "outside": "", "address": "", "members": None, "care": False, "moved_on": None, "remark": ""}  # fmt: skip


def take_lock() -> None:
    """Keep other household imports out until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def _column(name: str, value: object) -> tuple[str, object]:
    if name == "moved_on" and isinstance(value, str):
        return name, datetime.date.fromisoformat(value)
    return ("community_id" if name == "community" else name), value


class Writer:
    """Writes the rows of one run; sets `object_id` and `before` on each row that was written."""

    def __init__(self, run: ImportRun, rows: Sequence[PlannedRow], planner: Planner, *, by):
        self.run, self.rows, self.planner, self.by = run, rows, planner, by
        self.who = by.display_name if by else "命令行"
        self.now, self.today = timezone.now(), timezone.localdate()

    def write(self) -> None:
        """Write everything; the caller holds the transaction."""
        self._create()
        self._update()
        self._pair()
        self._lead()
        self._audit()

    def _each(self):
        for row, step in zip(self.rows, self.planner.steps, strict=True):
            if row.action in {RowAction.CREATED, RowAction.UPDATED}:
                yield row, step

    def _create(self) -> None:
        new = [(row, step) for row, step in self._each() if row.action == RowAction.CREATED]
        lines = []
        for (row, step), pk in zip(new, allocate_ids(Household, len(new)), strict=True):
            values = {**DEFAULTS, **dict(_column(name, value) for name, value in step.values.items())}
            values |= {"head": row.payload["head"], "village_id": row.payload["village"]}
            prints = (head_digest(row.payload["head"]), household_phone_digest(row.payload.get("phone", "")))
            lines.append((pk, *(values[name] for name in COLUMNS), *prints, self.now))
            row.object_id = pk
            row.before = {"created": True, "updated_at": self.now.isoformat()}
        copy_in(Household, ("id", *COLUMNS, "head_digest", "phone_digest", "updated_at"), lines)
        for row, step in self._each():
            if step.same_as is not None:
                row.object_id = self.rows[step.same_as].object_id

    def _update(self) -> None:
        rows = [(row, step) for row, step in self._each() if row.action == RowAction.UPDATED]
        known = Household.objects.in_bulk([row.object_id for row, _ in rows])
        changed, columns = [], {"updated_at"}
        for row, step in rows:
            row.before = {"created": False, "updated_at": self.now.isoformat()}
            if not step.values:
                row.before["updated_at"] = ""
                continue
            household = known[row.object_id]
            row.before["stamp"] = household.updated_at.isoformat()
            row.before["values"] = {}
            for name, value in step.values.items():
                column, stored = _column(name, value)
                row.before["values"][column] = getattr(household, column)
                setattr(household, column, stored)
                columns.add(column)
            household.updated_at = self.now
            household.phone_digest = household_phone_digest(household.phone)
            changed.append(household)
        if changed:
            Household.objects.bulk_update(changed, sorted(columns | {"phone_digest"}), batch_size=500)

    def _pair(self) -> None:
        ending = {(row.object_id, deputy): row for row, step in self._each() for deputy in step.ends}
        households = {household for household, _ in ending}
        ended = []
        for pair in HouseholdPair.objects.open().filter(household__in=households):
            row = ending.get((pair.household_id, pair.deputy_id))
            if row is not None:
                pair.ended_on, pair.end_reason = max(self.today, pair.began_on), PairEnd.TRANSFERRED
                ended.append(pair)
                row.before.setdefault("ended", []).append(pair.pk)
        HouseholdPair.objects.bulk_update(ended, ["ended_on", "end_reason"], batch_size=500)
        rows = [(row, step) for row, step in self._each() if step.deputy is not None]
        made = HouseholdPair.objects.bulk_create(
            HouseholdPair(household_id=row.object_id, deputy_id=step.deputy, source=PairSource.IMPORT, made_by=self.who)
            for row, step in rows
        )
        for (row, _), pair in zip(rows, made, strict=True):
            row.before["pair"] = pair.pk

    def _lead(self) -> None:
        rows = [(row, step) for row, step in self._each() if step.leader is not None]
        made = DeputyPair.objects.bulk_create(
            DeputyPair(  # type: ignore[misc]  # a row without a deputy is refused when it is planned
                leader_id=step.leader, member_id=self._member(row, step), source=PairSource.IMPORT, made_by=self.who
            )
            for row, step in rows
        )
        for (row, _), pair in zip(rows, made, strict=True):
            row.before["lead"] = pair.pk

    def _member(self, row: PlannedRow, step) -> int | None:
        """Return the township deputy whom the row's county deputy leads."""
        if step.deputy is not None:
            return step.deputy
        return self.planner.person(row, "township", row.payload["deputy"])

    def _audit(self) -> None:
        paths = dict(Area.objects.values_list("pk", "path"))
        entries = []
        for row, _ in self._each():
            payload = row.payload
            own = {paths.get(payload["village"]), paths.get(payload.get("community"))} - {None}
            village = self.planner.index.places[payload["village"]]
            name = f"{village.name.replace('村委会', '村')}{mask_name(payload['head'])}户"
            entries.append((row.object_id, name, row.changes, own))
        if entries:
            why = f"导入：{self.run.file_name}"
            record_many("contacts.import", "导入联系户", Household, entries, by=self.by, reason=why)


def undo(run: ImportRun, *, by) -> int:
    """Take back what `run` wrote; the caller holds the transaction. Returns the number of rows taken back.

    Raises Refused when a household or pair has changed since, or records build on it (a visit).
    """
    take_lock()
    rows = list(run.rows.filter(action__in=[RowAction.CREATED, RowAction.UPDATED]).order_by("-id"))
    if any(row.before is None for row in rows):
        raise Refused("这次导入的原值已经清除，不能撤销。")
    households = Household.objects.select_for_update(of=("self",)).select_related("village", "community")
    known = households.in_bulk([row.object_id for row in rows])
    pairs = {row.before["pair"] for row in rows if row.before.get("pair")}
    leads = {row.before["lead"] for row in rows if row.before.get("lead")}
    _refuse_changed(rows, known, pairs, leads)
    created = {row.object_id for row in rows if row.object_id and row.before["created"]}
    _refuse_built_upon(created, pairs)
    HouseholdPair.objects.filter(pk__in=pairs).delete()
    DeputyPair.objects.filter(pk__in=leads).delete()
    ended = [pk for row in rows for pk in row.before.get("ended", [])]
    HouseholdPair.objects.filter(pk__in=ended).update(ended_on=None, end_reason="")
    _restore([row for row in rows if row.before.get("values")], known)
    entries = []
    for row in rows:
        household = known[row.object_id]
        back = {label: [pair[1], pair[0]] for label, pair in row.changes.items()}
        entries.append((household.pk, str(household), back, {area.path for area in household.areas}))
    if entries:
        why = f"撤销导入：{run.file_name}"
        record_many("contacts.undo_import", "撤销联系户导入", Household, entries, by=by, reason=why)
    Household.objects.filter(pk__in=created).delete()
    return len(rows)


def _refuse_changed(rows: list[ImportRow], known: dict, pairs: set[int], leads: set[int]) -> None:
    changed = set()
    for row in rows:
        household, stamp = known.get(row.object_id), row.before["updated_at"]
        if household is None or (stamp and household.updated_at.isoformat() != stamp):
            changed.add(row.label)
    if HouseholdPair.objects.open().filter(pk__in=pairs).count() != len(pairs):
        changed.add("结对")
    if DeputyPair.objects.open().filter(pk__in=leads).count() != len(leads):
        changed.add("代表结对")
    if changed:
        names = "、".join(sorted(changed)[:5])
        raise Refused(f"不能撤销：导入之后有人改动过（{names} 等 {len(changed)} 处）。请在联系户页面逐一更正。")


def _refuse_built_upon(created: set[int], pairs: set[int]) -> None:
    if HouseholdPair.objects.filter(household__in=created).exclude(pk__in=pairs).exists():
        raise Refused("不能撤销：这次导入的联系户后来又安排了代表。请先结束这些结对。")
    for relation in Household._meta.related_objects:
        model: type[Model] = relation.related_model
        if model is HouseholdPair:
            continue
        if model._base_manager.filter(**{f"{relation.field.name}__in": created}).exists():
            raise Refused(f"不能撤销：这次导入的联系户已有后续记录（{model._meta.verbose_name}）。")


def _restore(rows: list[ImportRow], known: Mapping[Any, Household]) -> None:
    columns = {"updated_at", "phone_digest"}
    for row in rows:
        household = known[row.object_id]
        for column, value in row.before["values"].items():
            is_day = column == "moved_on" and isinstance(value, str)
            setattr(household, column, datetime.date.fromisoformat(value) if is_day else value)
            columns.add(column)
        household.phone_digest = household_phone_digest(household.phone)
        household.updated_at = datetime.datetime.fromisoformat(row.before["stamp"])
    if rows:
        Household.objects.bulk_update([known[row.object_id] for row in rows], sorted(columns), batch_size=500)
