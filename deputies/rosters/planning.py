"""What will be done with each row: new, changed, unchanged or refused, with before and after per field."""

from typing import Any

from deputies.people.enums import CongressLevel, DatePrecision
from deputies.rosters.known import FIELDS, Known, KnownMandate, Register
from deputies.rosters.matching import match
from deputies.rosters.remarks import Note, error, info, warning
from deputies.rosters.showing import LABELS, shown
from deputies.rosters.terms import DISTRICT, NEUTRAL_TERM, TERM, Congresses
from yunhe.areas.index import AreaIndex
from yunhe.imports.enums import ImportState, RowAction
from yunhe.imports.models import ImportRow
from yunhe.imports.rows import Finding, PlannedRow

_UNSHOWN = frozenset({"born_precision"})


class Planner:
    """Plans the rows of one file against the register as it is now."""

    def __init__(
        self,
        index: AreaIndex,
        rows: list[PlannedRow],
        *,
        register_key: str,
        scope_paths: list[str] | None,
        keeps_county: bool = True,
        lock: bool = False,
    ):
        """scope_paths: paths of the areas in whose scope the importer is; None for all (command line, county).

        keeps_county: terms and districts of the county's congress may be made.
        """
        self.index, self.rows, self.scope_paths = index, rows, scope_paths
        payloads = [row.payload for row in rows if not row.is_refused]
        self.register = Register(payloads, lock=lock)
        self.congresses = Congresses(index, keeps_county=keeps_county)
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

    def _decide(self, position: int, row: PlannedRow) -> None:
        payload = row.payload
        found = match(payload, self.register, self.register.by_id.get(self.remembered.get(row.fingerprint) or 0))
        person = found.person
        if person is not None and not self._in_scope(person.origin, person.values.get("residence")):
            row.say(_OUT_OF_SCOPE)
            return
        if found.refusal:
            row.say(found.refusal)
            return
        if person is None and not self._in_scope(payload["origin"]):
            row.say(_OUT_OF_SCOPE)  # the origin's office opens files (deputies.policies.can_create_deputy)
            return
        if person is not None and person.taken_by and not self._another_level(row, person):
            first = person.taken_by[0]
            where = f"第 {first.row} 行" if first.sheet == row.sheet else f"工作表“{first.sheet}”第 {first.row} 行"
            row.say(
                error(
                    "duplicate_in_file",
                    f"与{where}是同一人，重复，未导入。",
                    "请在原表删除重复的一行；兼两级代表的，请合并为一行并在层级写“县、乡镇”。",
                ),
            )
            return
        is_guest = person is not None and not self._in_scope(person.origin)
        payload["mandates"], payload["district_level"] = {}, ""
        problems = [] if is_guest else self._mandates(row, person)
        for problem in problems:
            row.say(problem)
        if row.is_refused:
            return
        for note in found.notes:
            row.say(note)
        if is_guest:
            payload["district_level"] = ""
        else:
            self._goes_to(row, person)
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
            area = self.congresses.area_of(level, origin)
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
            number, forbidden = self.congresses.choose(level, area, wanted)
            if forbidden is not None:
                notes.append(forbidden)
                continue
            ended = [
                mandate
                for mandate in (person.mandates.get(level, ()) if person else ())
                if mandate.term_number == number
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
            payload["mandates"][level] = number
        return notes

    def _goes_to(self, row: PlannedRow, person: Known | None) -> None:
        """Say of a row into which level, term and district it goes (`target`), with the notes on its district."""
        payload = row.payload
        for note in self.congresses.place_district(payload, person):
            row.say(note)
        if payload.get("certificate_number") and len(payload.get("levels", ())) > 1:
            row.say(_CERTIFICATE_UNCLEAR)
        origin, targets = self.index.places[payload["origin"]], []
        for level in payload.get("levels") or (person.mandates if person else ()):
            held = person.in_force(level) if person else None
            number = payload["mandates"].get(level) or (held.term_number if held else None)
            if number:
                label = CongressLevel(level).label
                targets.append(
                    f"{label}：{self.congresses.target(level, origin, number, self._district(row, level, held))}"
                )
        row.target = "；".join(targets)

    def _district(self, row: PlannedRow, level: str, held: KnownMandate | None) -> str:
        """Return the name of the district that a mandate of `level` will have."""
        if row.payload["district_level"] == level:
            return str(row.payload["district"][1])
        return held.district[1] if held is not None and held.district else ""

    def makes(self) -> list[dict]:
        """Return what writing the rows would make anew: [{"kind", "label", "title", "names"}], to be agreed to beforehand."""
        names: dict[str, dict[str, None]] = {TERM: {}, DISTRICT: {}}
        for row in self.rows:
            if row.is_refused or row.action not in {RowAction.CREATED, RowAction.UPDATED}:
                continue
            payload, origin = row.payload, self.index.places[row.payload["origin"]]
            for level, number in payload["mandates"].items():
                if self.congresses.is_new_term(level, origin, number):
                    names[TERM][self.congresses.name(level, origin, number)] = None
            level = payload["district_level"]
            number = self.district_term(row, level) if level else None
            if number and self.congresses.is_new_district(level, origin, number, payload["district"][1]):
                name = f"{self.congresses.name(level, origin, number)} {origin.name} {payload['district'][1]}"
                names[DISTRICT][name] = None
        labels = {TERM: "届次", DISTRICT: "选区"}
        return [
            {
                "kind": kind,
                "label": labels[kind],
                "title": f"将新建{labels[kind]} {len(found)} 个",
                "names": list(found),
            }
            for kind, found in names.items()
            if found
        ]

    def district_term(self, row: PlannedRow, level: str) -> int | None:
        """Return the term in which the row's district is written, None where it writes none."""
        number = row.payload["mandates"].get(level)
        if number is None and row.payload.get("district_moves") and row.object_id:
            held = self.register.by_id[row.object_id].in_force(level)
            return held.term_number if held else None
        return number

    def _new(self, position: int, row: PlannedRow) -> None:
        payload = row.payload
        row.action = RowAction.CREATED
        values = {key: payload.get(key, "") for key in FIELDS}
        row.changes = self._new_mandates(row) | {
            LABELS[key]: ["", self._shown(key, values)]
            for key in FIELDS
            if values[key] not in {"", None} and key not in _UNSHOWN
        }
        person = Known(None, payload["name"], payload["origin"], values, position=position)
        self._take(row, person)
        self.register.add(person)

    def _shown(self, key: str, values: dict) -> str:
        return shown(key, values.get(key), self.index, precision=values.get("born_precision", ""))

    def _new_mandates(self, row: PlannedRow) -> dict[str, list[str]]:
        """Return the mandates that a row brings as changes: 县代表资格 → 云和县第17届 第2选区."""
        origin = self.index.places[row.payload["origin"]]
        return {
            f"{CongressLevel(level).label}代表资格": [
                "",
                self.congresses.target(level, origin, number, self._district(row, level, None)),
            ]
            for level, number in row.payload["mandates"].items()
        }

    def _take(self, row: PlannedRow, person: Known) -> None:
        person.taken_by.append(row)
        payload = row.payload
        district = tuple(payload["district"]) if payload.get("district") else None
        for level, number in payload["mandates"].items():
            one = district if payload["district_level"] == level else None
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
            row.say(
                info(
                    "kept_by_origin", f"{'、'.join(theirs)}由流出地维护，没有改动。", "如有误，请在双向共管档案里提出。"
                ),
            )
        row.payload["changed"] = changed
        row.changes = {
            LABELS[key]: [self._shown(key, person.values), self._shown(key, changed)]
            for key in changed
            if key not in _UNSHOWN
        }
        row.changes |= self._new_mandates(row)
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
        level, district = payload["district_level"], payload.get("district")
        if not level or not district or level in payload["mandates"]:
            return None
        held = person.in_force(level)
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

    def findings(self) -> list[Finding]:
        """Return what is to be said of the whole file after planning."""
        if not self.congresses.neutral:
            return []
        names = "、".join(
            dict.fromkeys(self.index.places[area].name for _level, area in sorted(self.congresses.neutral))
        )
        note = info(
            "term_assumed",
            f"没有写明届次，{names}人大暂记为第{NEUTRAL_TERM}届。",
            "请在“届次”里改正，或导入时指定届次。",
        )
        return [note.at()]


_OUT_OF_SCOPE = error(
    "out_of_scope",
    "本单位管理范围内没有这位代表，未导入。",
    "代表档案由流出地（原选区所在乡镇街道）人大或县人大建立，建档后再登记居住情况。",
)
_RESIDENCE_SIDE = frozenset(
    {"residence", "residence_outside", "address", "resides_since", "phone", "short_phone", "specialities"}
)
_CERTIFICATE_UNCLEAR = warning(
    "certificate_unclear",
    "兼两级代表，分不清代表证号是哪一级的，代表证号未登记。",
    "请分两行写，或导入后在代表档案里补填。",
)
_DECIDED = frozenset(
    {"out_of_scope", "duplicate_in_file", "level_missing", "no_congress", "term_conflict", "old_term", "mandate_ended_before", "term_not_begun", "term_undated", "term_missing",
     "term_absent", "term_not_yours", "district_unknown", "district_of_level", "district_unclear", "certificate_unclear", "kept_by_origin", "several_candidates",
     "maybe_same_person", "phone_of_another", "phone_shared", "same_name", "contradicts_register"}
)  # fmt: skip
