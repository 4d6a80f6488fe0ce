"""What will be done with each row: new, changed, unchanged or refused, with before and after per field."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from deputies.mandates.models import CongressTerm
from deputies.people.enums import CongressLevel, DatePrecision, Gender, OccupationClass
from deputies.people.models import Deputy
from deputies.rosters.known import FIELDS, Known, KnownMandate, Register
from deputies.rosters.matching import match
from deputies.rosters.remarks import Note, error, info
from yunhe.areas.enums import TOWNSHIPS
from yunhe.areas.index import AreaIndex, Place
from yunhe.imports.enums import ImportState, RowAction
from yunhe.imports.models import ImportRow
from yunhe.imports.rows import Finding, PlannedRow
from yunhe.privacy import mask_address, mask_phone

LABELS = {field.name: str(field.verbose_name) for field in Deputy._meta.fields}
NEUTRAL_TERM = 1
SHOWN_OF_NEW = ("gender", "born_on", "employment", "residence", "residence_outside", "phone", "address")
_CHOICES = {
    "gender": dict(Gender.choices),
    "occupation": dict(OccupationClass.choices),
    "born_precision": dict(DatePrecision.choices),
}


@dataclass(slots=True)
class Terms:
    """Terms of all congresses: numbers and those that are over, by (level, area id)."""

    numbers: dict[tuple[str, int], list[int]]
    over: set[tuple[str, int, int]]

    @classmethod
    def load(cls) -> "Terms":
        """Read them with one query."""
        numbers: dict[tuple[str, int], list[int]] = {}
        over = set()
        today = timezone.localdate()
        for level, area, number, ends in CongressTerm.objects.values_list("level", "area_id", "number", "ends_on"):
            numbers.setdefault((level, area), []).append(number)
            if ends and ends < today:
                over.add((level, area, number))
        return cls(numbers, over)

    def current(self, level: str, area: int) -> int | None:
        """Return the latest term of a congress, None when it has none."""
        return max(self.numbers.get((level, area), ()), default=None)


class Planner:
    """Plans the rows of one file against the register as it is now."""

    def __init__(
        self,
        index: AreaIndex,
        rows: list[PlannedRow],
        *,
        register_key: str,
        scope_paths: list[str] | None,
        lock: bool = False,
    ):
        """scope_paths: paths of the areas in whose scope the importer is; None for all (command line, county)."""
        self.index, self.rows, self.scope_paths = index, rows, scope_paths
        payloads = [row.payload for row in rows if not row.is_refused]
        self.register = Register(payloads, lock=lock)
        self.terms = Terms.load()
        self.neutral: set[tuple[str, int]] = set()
        prints = {row.fingerprint for row in rows if row.fingerprint}
        earlier = ImportRow.objects.filter(
            run__register=register_key,
            run__state=ImportState.CONFIRMED,
            fingerprint__in=prints,
            object_id__isnull=False,
        )
        self.remembered = dict(earlier.values_list("fingerprint", "object_id")) if prints else {}

    def plan(self) -> list[PlannedRow]:
        """Set action, changes, object_id and findings of every row; return the rows."""
        for position, row in enumerate(self.rows):
            row.findings = [finding for finding in row.findings if finding.code not in _DECIDED]
            row.changes, row.object_id = {}, None
            row.payload.pop("same_as", None)
            if not row.is_refused:
                self._decide(position, row)
            if row.is_refused:
                row.action, row.changes, row.object_id = RowAction.REFUSED, {}, None
        return self.rows

    def _say(self, row: PlannedRow, note: Note) -> None:
        row.findings.append(Finding(note.level, note.code, note.message, f"{row.sheet}!{row.row}", note.suggestion))

    def _decide(self, position: int, row: PlannedRow) -> None:
        payload = row.payload
        found = match(payload, self.register, self.register.by_id.get(self.remembered.get(row.fingerprint) or 0))
        person = found.person
        if person is not None and not self._in_scope(person.origin, person.values.get("residence")):
            self._say(row, _OUT_OF_SCOPE)
            return
        if found.refusal:
            self._say(row, found.refusal)
            return
        if person is None and not self._in_scope(payload["origin"]):
            self._say(row, _OUT_OF_SCOPE)  # the origin's office opens files (deputies.policies.can_create_deputy)
            return
        if person is not None and person.taken_by and not self._another_level(row, person):
            first = person.taken_by[0]
            where = f"第 {first.row} 行" if first.sheet == row.sheet else f"工作表“{first.sheet}”第 {first.row} 行"
            self._say(
                row,
                error(
                    "duplicate_in_file",
                    f"与{where}是同一人，重复，未导入。",
                    "请在原表删除重复的一行；兼两级代表的，请合并为一行并在层级写“县、乡镇”。",
                ),
            )
            return
        is_guest = person is not None and not self._in_scope(person.origin)
        payload["mandates"] = {}
        problems = [] if is_guest else self._mandates(row, person)
        for problem in problems:
            self._say(row, problem)
        if row.is_refused:
            return
        for note in found.notes:
            self._say(row, note)
        if person is None:
            self._new(position, row)
        else:
            self._known(row, person, is_guest=is_guest)

    def _another_level(self, row: PlannedRow, person: Known) -> bool:
        """Whether this row is the same person's other mandate, from another sheet of a file of the whole county."""
        levels = set(row.payload.get("levels", ()))
        before = {level for first in person.taken_by for level in first.payload.get("levels", ())}
        return bool(levels) and not levels & before and all(first.sheet != row.sheet for first in person.taken_by)

    def _in_scope(self, *areas: object) -> bool:
        if self.scope_paths is None:
            return True
        paths = [self.index.places[area].path for area in areas if isinstance(area, int) and area in self.index.places]
        return any(path.startswith(scope) for path in paths for scope in self.scope_paths)

    def congress_area(self, level: str, origin: Place) -> Place | None:
        """Return the area whose congress a mandate of this level sits in: the county, or the township itself."""
        if level == CongressLevel.TOWNSHIP:
            return origin if origin.kind in TOWNSHIPS else None
        return next((county for county in self.index.counties if origin.path.startswith(county.path)), None)

    def _mandates(self, row: PlannedRow, person: Known | None) -> list[Note]:
        """Fill payload["mandates"] with {level: term number} to create; return what forbids it."""
        payload = row.payload
        payload["mandates"] = {}
        levels = payload.get("levels", [])
        if not levels and (person is None or not any(person.in_force(level) for level in CongressLevel.values)):
            return [
                error(
                    "level_missing",
                    "没有写明是县还是乡镇代表，未导入。",
                    "请在导入选项里选定代表层级，或在表中加“代表层级”列。",
                )
            ]
        notes = []
        for level in levels:
            label = CongressLevel(level).label
            origin = self.index.places[payload["origin"]]
            area = self.congress_area(level, origin)
            if area is None:
                notes.append(
                    error(
                        "no_congress",
                        f"{origin.name}没有乡镇人民代表大会，不能登记乡镇代表。",
                        "请核对代表层级和流出地。",
                    )
                )
                continue
            held = person.in_force(level) if person else None
            wanted = payload.get("term")
            current = self.terms.current(level, area.id)
            if held is not None:
                if wanted and wanted != held.term_number:
                    newer = wanted > held.term_number
                    code, what = (
                        ("term_conflict", "换届须先终止上一届资格") if newer else ("old_term", "往届名册不能覆盖现届")
                    )
                    notes.append(
                        error(
                            code,
                            f"已登记第{held.term_number}届{label}代表，表中是第{wanted}届，未导入。",
                            f"{what}，请核对届次。",
                        )
                    )
                continue
            number = wanted or current
            is_older = number is not None and current is not None and number < current
            if is_older or (level, area.id, number) in self.terms.over:
                notes.append(
                    error(
                        "old_term",
                        f"第{number}届已届满，不登记往届代表，未导入。",
                        "请核对届次；往届资料请在代表档案里登记。",
                    )
                )
                continue
            ended = [
                mandate
                for mandate in (person.mandates.get(level, ()) if person else ())
                if mandate.term_number == (number or mandate.term_number)
            ]
            if ended:
                notes.append(
                    error(
                        "mandate_ended_before",
                        f"登记册里这位代表的{label}代表资格已经终止，未导入。",
                        "如已补选连任，请在该代表的档案里登记新的代表资格。",
                    )
                )
                continue
            if number is None:
                number = NEUTRAL_TERM
                self.neutral.add((level, area.id))
            payload["mandates"][level] = number
        return notes

    def _new(self, position: int, row: PlannedRow) -> None:
        payload = row.payload
        row.action = RowAction.CREATED
        values = {key: payload.get(key, "") for key in FIELDS}
        levels = "、".join(CongressLevel(level).label for level in payload["mandates"])
        row.changes = {"代表资格": ["", levels]} | {
            LABELS[key]: ["", self.shown(key, values[key])] for key in SHOWN_OF_NEW if values[key]
        }
        person = Known(None, payload["name"], payload["origin"], values, position=position)
        self._take(row, person)
        self.register.add(person)

    def _take(self, row: PlannedRow, person: Known) -> None:
        person.taken_by.append(row)
        payload = row.payload
        district = tuple(payload["district"]) if payload.get("district") else None
        for level, number in payload["mandates"].items():
            one = district if len(payload.get("levels", ())) == 1 else None
            person.mandates.setdefault(level, []).append(KnownMandate(None, number, one, has_ended=False))

    def _known(self, row: PlannedRow, person: Known, *, is_guest: bool) -> None:
        """Plan a row of a known person. is_guest: the importer's office is the residence side and keeps only its part."""
        row.object_id = person.id
        if person.position is not None:
            row.payload["same_as"] = person.position
        changed = self.changed_values(row.payload, person)
        theirs = [LABELS[key] for key in changed if is_guest and key not in _RESIDENCE_SIDE]
        if theirs:
            changed = {key: value for key, value in changed.items() if key in _RESIDENCE_SIDE}
            self._say(
                row,
                info(
                    "kept_by_origin", f"{'、'.join(theirs)}由流出地维护，没有改动。", "如有误，请在双向共管档案里提出。"
                ),
            )
        row.payload["changed"] = changed
        row.changes = {
            LABELS[key]: [self.shown(key, person.values.get(key)), self.shown(key, value)]
            for key, value in changed.items()
            if key != "born_precision"
        }
        for level in row.payload["mandates"]:
            row.changes[f"{CongressLevel(level).label}代表资格"] = ["", "新增"]
        moved = None if is_guest else self._moved_district(row.payload, person)
        if moved:
            row.changes["选区"] = [moved[0], moved[1]]
        row.payload["district_moves"] = bool(moved)
        row.action = RowAction.UPDATED if row.changes else RowAction.UNCHANGED
        self._take(row, person)
        person.values.update(changed)
        if "phone" in changed:
            self.register.by_phone[str(changed["phone"])].append(person)

    def _moved_district(self, payload: dict, person: Known) -> tuple[str, str] | None:
        levels, district = payload.get("levels", ()), payload.get("district")
        if len(levels) != 1 or not district or levels[0] in payload["mandates"]:
            return None
        held = person.in_force(levels[0])
        if held is None or held.district == tuple(district):
            return None
        return (held.district[1] if held.district else "", district[1])

    def changed_values(self, payload: dict, person: Known) -> dict[str, object]:
        """Return the values that differ. An empty cell never clears, a vaguer value never replaces a finer one."""
        changed: dict[str, object] = {}
        for key in FIELDS:
            value = payload.get(key)
            if value is None or value == "" or key == "born_precision" or value == person.values.get(key):
                continue
            if key == "born_on":
                if self._is_vaguer_birth(payload, person):
                    continue
                changed["born_precision"] = payload["born_precision"]
            if key == "residence" and self._is_vaguer_place(value, person.values.get("residence")):
                continue
            changed[key] = value
        if "residence" in changed and person.values.get("residence_outside"):
            changed["residence_outside"] = ""
        if "residence_outside" in changed and changed["residence_outside"] and person.values.get("residence"):
            changed["residence"] = ""
        moved = bool({"residence", "residence_outside"} & changed.keys())
        if moved and person.values.get("address") and not payload.get("address"):
            changed["address"] = ""  # the old address is not at the new place
        if "born_on" not in changed and payload.get("born_on") == person.values.get("born_on"):
            finer = [DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.DAY]
            mine, theirs = payload.get("born_precision"), person.values.get("born_precision")
            if mine and theirs and finer.index(DatePrecision(mine)) > finer.index(DatePrecision(str(theirs))):
                changed["born_on"], changed["born_precision"] = payload["born_on"], mine
        return changed

    def _is_vaguer_birth(self, payload: dict, person: Known) -> bool:
        known, mine = str(person.values.get("born_on") or ""), str(payload["born_on"])
        length = {"year": 4, "month": 7, "day": 10}[str(payload["born_precision"])]
        return (
            bool(known)
            and known[:length] == mine[:length]
            and length < {"year": 4, "month": 7, "day": 10, "": 0}[str(person.values.get("born_precision") or "")]
        )

    def _is_vaguer_place(self, value: Any, known: Any) -> bool:
        place, before = self.index.places.get(value), self.index.places.get(known)
        return bool(place and before and place.is_unit and before.unit_id == place.id and before.id != place.id)

    def shown(self, key: str, value: Any) -> str:
        """Return a value as the preview and the audit trail show it, personal data masked."""
        if value is None or value == "":
            return ""
        if key in {"phone", "short_phone"}:
            return mask_phone(str(value))
        if key == "address":
            return mask_address(str(value))
        if key == "id_number":
            return "已登记"
        if key in {"home_village", "residence", "origin"}:
            place = self.index.places.get(value)
            return place.full_name if place else ""
        if key in _CHOICES:
            return str(_CHOICES[key].get(value, value))
        if isinstance(value, bool):
            return "是" if value else "否"
        if key in {"born_on", "resides_since"}:
            return str(value)
        return str(value)

    def findings(self) -> list[Finding]:
        """Return what is to be said of the whole file after planning."""
        if not self.neutral:
            return []
        names = "、".join(dict.fromkeys(self.index.places[area].name for _level, area in sorted(self.neutral)))
        note = info(
            "term_assumed",
            f"没有写明届次，{names}人大暂记为第{NEUTRAL_TERM}届。",
            "请在“届次”里改正，或导入时指定届次。",
        )
        return [Finding(note.level, note.code, note.message, "", note.suggestion)]


_OUT_OF_SCOPE = error(
    "out_of_scope",
    "本单位管理范围内没有这位代表，未导入。",
    "代表档案由流出地（原选区所在乡镇街道）人大或县人大建立，建档后再登记居住情况。",
)
_RESIDENCE_SIDE = frozenset(
    {"residence", "residence_outside", "address", "resides_since", "phone", "short_phone", "specialities"}
)
_DECIDED = frozenset(
    {"out_of_scope", "duplicate_in_file", "level_missing", "no_congress", "term_conflict", "old_term", "mandate_ended_before", "several_candidates",
     "maybe_same_person", "phone_of_another", "phone_shared", "same_name", "contradicts_register"}
)  # fmt: skip
