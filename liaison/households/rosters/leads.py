"""A pairing table without households: which county deputy leads which township deputies, in which village, for how many households.

    县人大代表（over several rows） | 手机 | 镇人大代表 | 手机 | 所在村 | 联系户数（27, 35户） | 建档时间

Only the link between the two deputies is written; the number of households is compared with those of the register.
"""

import datetime
import json
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from django.db.models import Count, Q

from deputies.mandates.models import Mandate
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from deputies.people.naming import name_key
from deputies.rosters.dates import parse_date
from deputies.rosters.known import has_other_phone, with_phone
from deputies.rosters.names import parse_name
from deputies.rosters.phones import parse_phone
from deputies.rosters.remarks import Note, error, fold_text, info, warning
from liaison.households.models import DeputyPair
from liaison.households.rosters.vocabulary import LEAD_VOCABULARY
from yunhe.areas.enums import POINTS
from yunhe.areas.index import AreaIndex, Place
from yunhe.imports.cells import CELLS, cells_of
from yunhe.imports.enums import RowAction
from yunhe.imports.grid import Sheet
from yunhe.imports.layout import Record, SheetLayout, read_layout
from yunhe.imports.rows import Plan, PlannedRow, decide_anew
from yunhe.privacy import digest

LEADS = "leads"  # what run.layout["kind"] says of such a table
_NUMBER = re.compile(r"约?(\d{1,4})(?:户|家)?")


def has_leads(sheets: list[Sheet]) -> bool:
    """Whether a file pairs deputies with deputies: both named, no household."""
    layouts = (read_layout(sheet, LEAD_VOCABULARY) for sheet in sheets)
    groups = (group for layout in layouts if layout.records for table in layout.tables for group in table.groups)
    return any({"leader", "deputy"} <= group.keys() for group in groups)


class LeadReader:
    """Reads one such file. unit: the township whose table it is, None for a whole county."""

    def __init__(self, index: AreaIndex, *, unit: Place | None, today: datetime.date):
        self.index, self.unit, self.today = index, unit, today
        self.plan = Plan(layout={"sheets": [], "kind": LEADS})

    def read(self, sheets: list[Sheet], *, mapping: dict, remembered: dict) -> Plan:
        """Return the plan with every row's values in `payload` and its own findings."""
        for sheet in sheets:
            layout = read_layout(sheet, LEAD_VOCABULARY, chosen=mapping.get(sheet.name), remembered=remembered)
            self.plan.layout["sheets"].append(layout.describe())
            unit = self.unit
            for title in (*layout.titles, layout.sheet.name):
                unit = unit or self.index.find_unit(title).place
            self.plan.rows += [self._row(layout, record, unit) for record in layout.records]
        return self.plan

    def _row(self, layout: SheetLayout, record: Record, unit: Place | None) -> PlannedRow:
        row = PlannedRow(sheet=layout.sheet.name, row=record.row + 1, part=record.part)
        values = record.values
        payload: dict = {}

        def note(key: str, found: Note) -> None:
            row.findings.append(found.at(f"{row.sheet}!{record.cell_of(key)}"))

        for key in ("leader", "deputy"):
            parsed = parse_name(values.get(key))
            payload[key] = parsed.name[:40]
            for found in parsed.notes:
                note(key, found)
        row.label = payload["deputy"]
        self._phones(record, payload)
        payload["unit"] = unit.id if unit else None
        row.origin_name = unit.name if unit else ""
        self._village(row, values, payload, unit, note)
        number = _NUMBER.fullmatch(fold_text(values["households"])) if "households" in values else None
        if number:
            payload["households"] = int(number.group(1))
        elif values.get("households") is not None:
            note("households", warning("number_invalid", "联系户数不是数字，没有核对。", "请核对。"))
        if "began_on" in values:
            found_day = parse_date(values["began_on"], what="建档时间", today=self.today)
            for said in found_day.notes:
                note("began_on", said)
            if found_day.value is not None:
                payload["began_on"] = found_day.value.isoformat()
        row.payload = payload
        row.fingerprint = digest(json.dumps(payload, ensure_ascii=False, sort_keys=True), purpose="household-row")
        payload[CELLS] = cells_of(layout, record, LEAD_VOCABULARY)
        return row

    @staticmethod
    def _phones(record: Record, payload: dict) -> None:
        """Take each phone as that of the name to the left of it."""
        names = sorted((record.columns[key], key) for key in ("leader", "deputy") if key in record.columns)
        cells = [(record.values.get("phone"), record.columns.get("phone", -1)), *record.extra.get("phone", ())]
        for raw, column in cells:
            owner = next((key for place, key in reversed(names) if place < column), None)
            phone = parse_phone(raw).phone
            if owner and phone:
                payload.setdefault(f"{owner}_phone", phone)

    def _village(self, row: PlannedRow, values: dict, payload: dict, unit: Place | None, note) -> None:
        raw = values.get("village")
        if raw is None:
            return
        reading = self.index.find(raw, kinds=POINTS, unit=unit)
        place = reading.place or self.index.read_address(raw, unit=unit).place
        if place is None or not place.is_point:
            note("village", info("village_unknown", f"所在村“{str(raw)[:20]}”认不出来，不影响结对。", "请核对村名。"))
            return
        payload["village"] = place.id
        row.origin_name = place.full_name


class LeadPlanner:
    """Plans the rows of one such file. scope_paths: the township deputies must be of there."""

    def __init__(self, index: AreaIndex, rows: Sequence[PlannedRow], *, scope_paths: list[str] | None):
        self.index, self.rows, self.scope_paths = index, rows, scope_paths
        self.people: dict[tuple[str, str], list[Deputy]] = defaultdict(list)
        wanted = {name_key(row.payload.get(key) or "") for row in rows for key in ("leader", "deputy")}
        acting = Mandate.objects.acting().select_related("deputy__origin").order_by("deputy_id")
        for mandate in acting:
            key = name_key(mandate.deputy.name)
            if key in wanted:
                self.people[mandate.level, key].append(mandate.deputy)
        members = [
            person.pk
            for (level, _key), found in self.people.items()
            for person in found
            if level == CongressLevel.TOWNSHIP
        ]
        open_pairs = DeputyPair.objects.open().filter(member__in=members).select_related("leader")
        self.leaders = {pair.member_id: pair.leader for pair in open_pairs}
        held = Deputy.objects.filter(pk__in=members).annotate(
            kept=Count("household_pairs", filter=Q(household_pairs__ended_on__isnull=True))
        )
        self.kept = dict(held.values_list("pk", "kept"))

    def plan(self) -> list[PlannedRow]:
        """Set action, changes and object_id of every row; return the rows."""
        return decide_anew(self.rows, partial(self._decide, seen={}), decided=_DECIDED)

    def makes(self) -> list[dict]:
        """Return []: nothing else is made."""
        return []

    def _decide(self, row: PlannedRow, *, seen: dict[int, int]) -> None:
        payload = row.payload
        member = self._person(row, CongressLevel.TOWNSHIP, "deputy")
        leader = self._person(row, CongressLevel.COUNTY, "leader")
        if member is None or leader is None:
            return
        if member.pk in seen:
            said = f"与第 {seen[member.pk]} 行是同一位乡镇代表，重复，未导入。"
            row.say(error("row_repeated", said, "一位乡镇代表只由一位县代表联系，请删去一行。"))
            return
        seen[member.pk] = row.row
        row.object_id = member.pk
        row.payload["member"], row.payload["leads"] = member.pk, leader.pk
        row.target = f"县代表{leader.name}—乡镇代表{member.name}"
        if leader.pk == member.pk:
            row.say(info("same_person", "同一人兼两级代表，不必结对。", ""))
        elif member.pk not in self.leaders:
            row.action = RowAction.CREATED
            row.changes = {"县代表结对": ["", leader.name]}
            if payload.get("began_on"):
                row.changes["结对日期"] = ["", payload["began_on"]]
        elif self.leaders[member.pk] != leader:
            known = self.leaders[member.pk].name
            said = f"{member.name}已由县代表{known}结对，表里写的是{leader.name}，不改。"
            row.say(warning("leader_differs", said, "要更换请在结对总览里转交。"))
        self._compare(row, member)

    def _compare(self, row: PlannedRow, member: Deputy) -> None:
        """Tell where the table's number of households is not that of the register."""
        stated, kept = row.payload.get("households"), self.kept.get(member.pk, 0)
        if stated is not None and stated != kept:
            said = f"表里写联系 {stated} 户，登记册里{member.name}现在联系 {kept} 户。"
            hint = "户数不由这张表登记：请导入联系户名册或结对表。"
            row.say(info("households_differ", said, hint))

    def _person(self, row: PlannedRow, level: str, key: str) -> Deputy | None:
        """Return the one serving deputy whom a row names; namesakes are told apart by unit, then by phone."""
        payload, word = row.payload, "县人大代表" if level == CongressLevel.COUNTY else "乡镇人大代表"
        name = payload[key]
        found = self.people.get((level, name_key(name)), [])
        if level == CongressLevel.TOWNSHIP:
            village = self.index.places.get(payload.get("village") or 0)
            unit = payload.get("unit") or (village.unit_id if village else None)
            found = [person for person in found if unit is None or person.origin_id == unit]
            if self.scope_paths is not None:
                paths = self.scope_paths
                found = [
                    person for person in found if any((person.origin.path or "").startswith(path) for path in paths)
                ]
        phone = payload.get(f"{key}_phone")
        if len(found) > 1:
            found = with_phone(found, phone)
        if len(found) > 1:
            hint = "请补上手机或所在村；仍分不清的，请在结对页面手工安排。"
            row.say(error("deputy_ambiguous", f"有 {len(found)} 位同名的在任{word}“{name}”，未导入。", hint))
            return None
        if not found:
            row.say(error("deputy_unknown", f"没有在任的{word}“{name}”，未导入。", "请核对姓名，或先导入代表名册。"))
            return None
        if has_other_phone(found[0], phone):
            said = f"{name}的手机与登记册不同，只结对，不改手机。"
            row.say(warning("phone_differs", said, "请核对是不是同一人；换号的请在代表档案里改。"))
        return found[0]


_DECIDED = frozenset(
    {
        "deputy_ambiguous",
        "deputy_unknown",
        "row_repeated",
        "same_person",
        "leader_differs",
        "households_differ",
        "phone_differs",
    }
)
