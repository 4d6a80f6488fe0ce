"""Writing planned rows in bulk: deputies, mandates, districts, residence history and the audit trail.

The rules are those of deputies.people.workflow.facts; here they are applied to thousands of rows with a handful of statements.
"""

import datetime
from collections.abc import Sequence

from django.db import connection
from django.utils import timezone

from deputies.mandates.models import CongressTerm, ElectoralDistrict, Mandate
from deputies.people.models import Deputy, ResidenceSpell, id_digest, phone_digest
from deputies.people.naming import pinyin_of
from deputies.rosters.known import FIELDS
from deputies.rosters.planning import Planner
from deputies.rosters.terms import DISTRICT, TERM
from yunhe.audit.record import record_many
from yunhe.imports.enums import RowAction
from yunhe.imports.models import ImportRun
from yunhe.imports.rows import PlannedRow
from yunhe.kit.copying import allocate_ids, copy_in

IMPORT_LOCK = 331_125_002  # advisory lock: one roster at a time
BATCH = 2000
SOURCE = "名册导入"
_COLUMNS = {"home_village": "home_village_id", "residence": "residence_id"}
_NULLABLE = frozenset({"home_village_id", "residence_id", "household_at_home", "born_on", "resides_since"})


def take_lock() -> None:
    """Keep other roster imports out until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def column_value(key: str, value: object) -> tuple[str, object]:
    """Return the model column and stored value of a payload value."""
    column = _COLUMNS.get(key, key)
    if value == "" and column in _NULLABLE:
        return column, None
    if column in {"born_on", "resides_since"} and isinstance(value, str):
        return column, datetime.date.fromisoformat(value)
    return column, value


class Writer:
    """Writes the rows of one run. Set `object_id` and `before` on each row that was written."""

    def __init__(self, run: ImportRun, rows: Sequence[PlannedRow], planner: Planner, *, by):
        self.run, self.rows, self.planner, self.by = run, rows, planner, by
        self.index = planner.index
        self.who = by.display_name if by else "命令行"
        self.now, self.today = timezone.now(), timezone.localdate()
        self.created: dict[int, int] = {}  # position of the row: primary key

    def write(self) -> None:
        """Write everything; the caller holds the transaction."""
        self._terms()
        self._districts()
        self._create()
        self._update()
        self._mandates()
        self._audit()

    def _active(self, *actions: str) -> list[tuple[int, PlannedRow]]:
        return [(position, row) for position, row in enumerate(self.rows) if row.action in actions]

    def _terms(self) -> None:
        wanted = set()
        for row in self.rows:
            if row.action != RowAction.REFUSED and row.payload.get("mandates"):
                for level, number in row.payload["mandates"].items():
                    wanted.add((level, self._congress(level, row), number))
        known = set(CongressTerm.objects.values_list("level", "area_id", "number"))
        made = CongressTerm.objects.bulk_create(
            CongressTerm(level=level, area_id=area, number=number) for level, area, number in sorted(wanted - known)
        )
        self.run.made[TERM] = [term.pk for term in made]
        self.terms = {
            (level, area, number): pk
            for pk, level, area, number in CongressTerm.objects.values_list("id", "level", "area_id", "number")
        }

    def _congress(self, level: str, row: PlannedRow) -> int:
        area = self.planner.congresses.area_of(level, self.index.places[row.payload["origin"]])
        return area.id if area else row.payload["origin"]

    def _district_keys(self, row: PlannedRow) -> list[tuple[int, int, str, int | None]]:
        """Return (term id, origin, name, number) of the district that a row needs, at most one."""
        payload = row.payload
        if row.action in {RowAction.REFUSED, RowAction.UNCHANGED} or not payload["district_level"]:
            return []
        level, district = payload["district_level"], payload["district"]
        number = self.planner.district_term(row, level)
        if number is None:
            return []
        term = self.terms.get((level, self._congress(level, row), number))
        return [(term, payload["origin"], district[1], district[0])] if term else []

    def _districts(self) -> None:
        wanted = {key for row in self.rows for key in self._district_keys(row)}
        rows = ElectoralDistrict.objects.filter(term_id__in={key[0] for key in wanted})
        known = {(term, area, name) for term, area, name in rows.values_list("term_id", "area_id", "name")}
        made = ElectoralDistrict.objects.bulk_create(
            [
                ElectoralDistrict(term_id=term, area_id=area, name=name, number=number)
                for term, area, name, number in sorted(wanted, key=str)
                if (term, area, name) not in known
            ],
            batch_size=BATCH,
        )
        self.run.made[DISTRICT] = [district.pk for district in made]
        self.districts = {
            (term, area, name): pk for pk, term, area, name in rows.values_list("id", "term_id", "area_id", "name")
        }

    def _create(self) -> None:
        rows = self._active(RowAction.CREATED)
        keys = allocate_ids(Deputy, len(rows))
        stamp = self.now.isoformat()
        people, spells = [], []
        for (position, row), pk in zip(rows, keys, strict=True):
            payload = row.payload
            self.created[position] = row.object_id = pk
            row.before = {"created": True, "updated_at": stamp, "mandates": []}
            values = [column_value(key, payload.get(key, ""))[1] for key in FIELDS]
            phone, number = payload.get("phone"), payload.get("id_number")
            people.append(
                (
                    pk,
                    payload["name"],
                    *pinyin_of(payload["name"]),
                    payload["origin"],
                    self.planner.register.digests[phone] if phone else "",
                    id_digest(number) if number else "",
                    self.now,
                    *values,
                )
            )
            if payload.get("residence") or payload.get("residence_outside"):
                spells.append(
                    (
                        pk,
                        payload.get("residence"),
                        payload.get("residence_outside", ""),
                        payload.get("address", ""),
                        column_value("resides_since", payload.get("resides_since", ""))[1],
                        SOURCE,
                        self.who,
                    )
                )
        columns = (_COLUMNS.get(key, key) for key in FIELDS)
        names = (
            "id",
            "name",
            "name_pinyin",
            "name_initials",
            "origin_id",
            "phone_digest",
            "id_digest",
            "updated_at",
            *columns,
        )
        copy_in(Deputy, names, people)
        copy_in(
            ResidenceSpell, ("deputy_id", "area_id", "outside", "address", "begins_on", "source", "recorded_by"), spells
        )

    def _spell(self, deputy: Deputy) -> ResidenceSpell:
        return ResidenceSpell(
            deputy=deputy,
            area_id=deputy.residence_id,
            outside=deputy.residence_outside,
            address=deputy.address,
            begins_on=deputy.resides_since,
            source=SOURCE,
            recorded_by=self.who,
        )

    def _update(self) -> None:
        rows = [(position, row) for position, row in self._active(RowAction.UPDATED)]
        for _position, row in rows:  # a second row of a person whom this file itself adds
            if row.object_id is None:
                row.object_id = self.created[row.payload["same_as"]]
        people = Deputy.objects.in_bulk([row.object_id for _position, row in rows])
        columns: set[str] = set()
        touched: dict[int, Deputy] = {}
        moved: dict[int, Deputy] = {}
        readdressed: dict[int, Deputy] = {}
        for _position, row in rows:
            deputy, changed = people[row.object_id], row.payload.get("changed", {})
            stamp = deputy.updated_at.isoformat()
            row.before = {"created": False, "values": {}, "mandates": [], "districts": {}, "stamp": stamp}
            for key, value in changed.items():
                column, stored = column_value(key, value)
                old = getattr(deputy, column)
                row.before["values"][column] = old.isoformat() if isinstance(old, datetime.date) else old
                setattr(deputy, column, stored)
                columns.add(column)
            if "phone" in changed:
                deputy.phone_digest = phone_digest(deputy.phone)
                columns.add("phone_digest")
            if "id_number" in changed:
                deputy.id_digest = id_digest(deputy.id_number)
                columns.add("id_digest")
            if {"residence", "residence_outside"} & changed.keys():
                moved[deputy.pk] = deputy
                if "resides_since" not in changed:
                    row.before["values"].setdefault(
                        "resides_since", deputy.resides_since.isoformat() if deputy.resides_since else None
                    )
                    deputy.resides_since = self.today
                    columns.add("resides_since")
            elif "address" in changed:
                readdressed[deputy.pk] = deputy
            deputy.updated_at = self.now
            touched[deputy.pk] = deputy
            row.before["updated_at"] = self.now.isoformat()
        if touched:
            Deputy.objects.bulk_update(touched.values(), [*sorted(columns), "updated_at"], batch_size=500)
        self._move(moved, readdressed)

    def _move(self, moved: dict[int, Deputy], readdressed: dict[int, Deputy]) -> None:
        """Close the open stay of those who moved and open a new one; correct the address of those who stayed."""
        closing = ResidenceSpell.objects.filter(deputy_id__in=moved, ends_on__isnull=True)
        closed = dict(closing.values_list("deputy_id", "id"))
        closing.update(ends_on=self.today)
        opened = [self._spell(deputy) for deputy in moved.values() if deputy.residence_id or deputy.residence_outside]
        ResidenceSpell.objects.bulk_create(opened, batch_size=BATCH)
        opened_by = {spell.deputy_id: spell.pk for spell in opened}
        staying = list(ResidenceSpell.objects.filter(deputy_id__in=readdressed, ends_on__isnull=True))
        for spell in staying:
            spell.address = readdressed[spell.deputy_id].address
        ResidenceSpell.objects.bulk_update(staying, ["address"], batch_size=500)
        for _position, row in self._active(RowAction.UPDATED):
            if row.object_id in moved and row.before is not None:
                row.before["spell_closed"] = closed.get(row.object_id)
                row.before["spell_opened"] = opened_by.get(row.object_id)

    def _mandates(self) -> None:
        new: list[tuple] = []
        owners: list[PlannedRow] = []
        moved: list[Mandate] = []
        held: dict[tuple[int | None, str], Mandate] = {}
        moving = [row for _position, row in self._active(RowAction.UPDATED) if row.payload.get("district_moves")]
        if moving:
            people = [row.object_id for row in moving if row.object_id]
            rows = Mandate.objects.filter(deputy_id__in=people, ended_on__isnull=True)
            held = {(mandate.deputy_id, mandate.level): mandate for mandate in rows}
        for _position, row in self._active(RowAction.CREATED, RowAction.UPDATED):
            payload = row.payload
            districts = self._district_keys(row)
            named = self.districts.get(districts[0][:3]) if districts else None
            for level, number in payload["mandates"].items():
                term = self.terms[level, self._congress(level, row), number]
                district = named if payload["district_level"] == level else None
                certificate = payload.get("certificate_number", "") if len(payload["levels"]) == 1 else ""
                new.append((row.object_id, level, term, district, certificate))
                owners.append(row)
            if payload.get("district_moves") and row.action == RowAction.UPDATED:
                mandate = held[row.object_id, payload["district_level"]]
                row.before["districts"][str(mandate.pk)] = mandate.district_id  # type: ignore[index]  # every planned row carries what was before
                mandate.district_id = named
                moved.append(mandate)
        keys = allocate_ids(Mandate, len(new))
        columns = ("id", "deputy_id", "level", "term_id", "district_id", "certificate_number")
        copy_in(Mandate, columns, [(pk, *values) for pk, values in zip(keys, new, strict=True)])
        Mandate.objects.bulk_update(moved, ["district"], batch_size=500)
        for row, pk in zip(owners, keys, strict=True):
            row.before["mandates"].append(pk)  # type: ignore[index]  # every planned row carries what was before

    def _audit(self) -> None:
        reason = f"{SOURCE}：{self.run.file_name}"
        for action, verb, label in (
            (RowAction.CREATED, "deputies.import_deputy", "名册导入新增代表"),
            (RowAction.UPDATED, "deputies.import_change", "名册导入变更代表"),
        ):
            entries = []
            for _position, row in self._active(action):
                places = [row.payload["origin"], row.payload.get("residence")]
                paths = {self.index.places[place].path for place in places if place in self.index.places}
                changes = row.changes
                if action == RowAction.CREATED:
                    held = {key: value for key, value in changes.items() if key.endswith("代表资格")}
                    changes = {**held, "流出地": ["", row.origin_name]}
                entries.append((row.object_id, row.payload["name"], changes, paths))
            if entries:
                record_many(verb, label, Deputy, entries, by=self.by, reason=reason)
