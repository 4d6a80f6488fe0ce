"""From a file's sheets to planned rows with parsed values. Nothing here touches the register of deputies."""

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import replace

from deputies.people.enums import CongressLevel
from deputies.people.naming import fold_name
from deputies.rosters import codes, places
from deputies.rosters.context import Context, from_text, from_titles
from deputies.rosters.dates import ParsedDate, parse_date
from deputies.rosters.names import parse_name
from deputies.rosters.phones import parse_id_number, parse_phone
from deputies.rosters.remarks import Note, cut, error, fold_text, info, read_remark, warning
from deputies.rosters.sheets import sheet_notes, unread_formulas
from deputies.rosters.vocabulary import VOCABULARY
from yunhe.areas.enums import TOWNSHIPS, UNITS
from yunhe.areas.index import AreaIndex, Place
from yunhe.imports.cells import CELLS, cells_of
from yunhe.imports.enums import FindingLevel
from yunhe.imports.grid import Sheet
from yunhe.imports.layout import Record, SheetLayout, read_layout
from yunhe.imports.rows import Plan, PlannedRow
from yunhe.imports.signing import sign_in_sheet
from yunhe.privacy import digest

TEXTS = {"specialities": 200, "certificate_number": 30, "remark": 300, "employment": 120}
PARSERS: dict[str, Callable[[object], codes.Parsed]] = {
    "gender": codes.parse_gender,
    "ethnicity": codes.parse_ethnicity,
    "party": codes.parse_party,
    "education": codes.parse_education,
    "occupation": codes.parse_occupation,
}
ROW_PROGRESS = 500


class RosterReader:
    """Reads one file for one import."""

    def __init__(
        self, index: AreaIndex, options: dict, *, file_name: str, today: datetime.date, keep_ids: bool = False
    ):
        """options: {"level": "county"|"township"|"", "origin_id": int|None, "term": int|None}; keep_ids: the county keeps
        identity numbers."""
        self.index, self.options, self.file_name, self.today, self.keep_ids = index, options, file_name, today, keep_ids
        self.origin_option = index.places.get(options.get("origin_id") or 0)
        self.plan = Plan(layout={"sheets": []})
        self._dates: dict[tuple, ParsedDate] = {}
        self._uncached: dict[int, list[tuple[str, int]]] = {}
        self.layouts: list[tuple[SheetLayout, list[PlannedRow]]] = []

    def read(self, sheets: list[Sheet], *, mapping: dict, remembered: dict, progress=None) -> Plan:
        """Return the plan with every row's values in `payload` and its own findings; totals and actions come later."""
        layouts = []
        for sheet in sheets:
            layout = read_layout(sheet, VOCABULARY, chosen=mapping.get(sheet.name), remembered=remembered)
            if sheet.is_hidden and layout.records and sheet.name not in mapping:
                layout.skipped = "隐藏的工作表，未导入"
                self._tell(
                    warning(
                        "sheet_hidden",
                        f"工作表“{sheet.name}”是隐藏的，其中 {len(layout.records)} 行未导入。",
                        "如需导入，请在 Excel 中取消隐藏后重新上传。",
                    )
                )
                layout.records = []
                layout.totals = []
            elif layout.records and sheet.name not in mapping and (signed := sign_in_sheet(sheet, _fields(layout))):
                layout.skipped, layout.records, layout.totals = f"{signed}，不是名册", [], []
                self._tell(
                    warning(
                        "sheet_signed", f"工作表“{sheet.name}”没有导入：{layout.skipped}。", "到场情况请在活动里登记。"
                    )
                )
            elif layout.skipped and layout.skipped != "空表":
                self._tell(info("sheet_skipped", f"工作表“{sheet.name}”没有导入：{layout.skipped}。"))
            self.plan.layout["sheets"].append(layout.describe())
            layouts.append(layout)
        total = sum(len(layout.records) for layout in layouts)
        for layout in layouts:
            if layout.records:
                self._read_sheet(layout, total, progress)
        return self.plan

    def _tell(self, note: Note, cell: str = "") -> None:
        self.plan.findings.append(note.at(cell))

    def _read_sheet(self, layout: SheetLayout, total: int, progress) -> None:
        sheet = layout.sheet
        reader = places.PlaceReader(self.index)
        base = from_titles(layout.titles, self.file_name, sheet.name, reader)
        if self.options.get("level"):
            base = replace(base, level=self.options["level"], level_source="")
        if self.options.get("term"):
            base = replace(base, term=self.options["term"])
        reader.register_street = base.street
        if base.level_source and "level" not in {key for table in layout.tables for key in table.groups[0]}:
            label = CongressLevel(base.level).label
            self._tell(
                info(
                    "level_inferred",
                    f"工作表“{sheet.name}”按{label}人大代表登记（依据：“{base.level_source}”）。",
                    "如不对，请按“改层级和届次”。",
                )
            )
        for found, cell in sheet_notes(layout, keep_ids=self.keep_ids):
            self._tell(found, cell)
        self._uncached = unread_formulas(layout)
        contexts = [base]
        for _row, text in layout.sections:
            contexts.append(from_text(contexts[-1], text, reader, is_title=False))
        rows: list[PlannedRow] = []
        for record in layout.records:
            rows.append(self._row(layout, record, contexts[record.section], reader))
            if progress and len(self.plan.rows) + len(rows) and len(rows) % ROW_PROGRESS == 0:
                progress(len(self.plan.rows) + len(rows), total)
        self.plan.rows += rows
        self.layouts.append((layout, rows))

    def _row(self, layout: SheetLayout, record: Record, context: Context, reader: places.PlaceReader) -> PlannedRow:
        sheet = layout.sheet
        row = PlannedRow(sheet=sheet.name, row=record.row + 1, part=record.part)
        values, columns = record.values, record.columns
        if "residence_detail" in record.extra:  # 小区 and 幢室 in columns of their own
            more = (str(value) for value, _column in record.extra["residence_detail"])
            values = {**values, "residence_detail": "".join((str(values["residence_detail"]), *more))}
        payload: dict = {}

        def note(key: str, found: Note) -> None:
            row.findings.append(found.at(f"{sheet.name}!{record.cell_of(key)}"))

        if record.is_hidden:
            note(
                "name", info("row_hidden", "这一行在表中是隐藏的，仍照常导入。", "如不应导入，请在原表删除后重新上传。")
            )
        if sheet.struck and (record.rows.get("name", record.row), columns.get("name")) in sheet.struck:
            note(
                "name",
                warning(
                    "name_struck",
                    "姓名有删除线，含义无法读取，仍照常导入。",
                    "如表示已免职或作废，请在原表删除这一行后重新上传。",
                ),
            )
        if record.row in self._uncached:
            for key, column in self._uncached[record.row]:
                columns.setdefault(key, column)
                if key not in values:
                    note(
                        key,
                        warning(
                            "formula_without_result",
                            "这一格是公式，文件里没有保存结果，未读取。",
                            "请用 Excel 打开并保存一次后再导入。",
                        ),
                    )
        self._read_name(row, values, payload, note)
        for key, parser in PARSERS.items():
            if key in values:
                parsed = parser(values[key])
                for found in parsed.notes:
                    note(key, found)
                if parsed.value:
                    if key == "gender" and payload.get(key, parsed.value) != parsed.value:
                        note(
                            key,
                            warning("gender_contradiction", "性别列与姓名旁的说明不一致，按性别列登记。", "请核对。"),
                        )
                    payload[key] = parsed.value
        self._read_dates(values, payload, note, is_1904=sheet.is_1904)
        self._read_phones(record, payload, note)
        self._read_texts(record, payload, note)
        self._read_mandate(values, payload, context, note)
        self._read_places(row, values, payload, context, reader, note)
        if "remark" in values:
            for found in read_remark(payload.get("remark", "")):
                note("remark", found)
        row.payload = payload
        row.fingerprint = digest(json.dumps(payload, ensure_ascii=False, sort_keys=True), purpose="roster-row")
        payload[CELLS] = cells_of(layout, record, VOCABULARY)
        return row

    def _read_name(self, row: PlannedRow, values: dict, payload: dict, note) -> None:
        parsed = parse_name(values.get("name"))
        payload["name"] = row.label = parsed.name[:40]
        for found in parsed.notes:
            note("name", found)
        former = parsed.former or (fold_name(str(values["former_name"])) if "former_name" in values else "")
        if former and former not in codes.EMPTY:
            payload["former_name"] = former[:40]
        if parsed.gender:
            payload["gender"] = str(parsed.gender)
        if parsed.ethnicity:
            ethnicity = codes.parse_ethnicity(parsed.ethnicity).value
            if ethnicity:
                payload["ethnicity"] = ethnicity

    def _date(self, raw: object, what: str, *, is_birth: bool, is_1904: bool) -> ParsedDate:
        key = (raw, type(raw), what, is_1904)
        found = self._dates.get(key)
        if found is None:
            self._dates[key] = found = parse_date(raw, what=what, today=self.today, is_birth=is_birth, is_1904=is_1904)
        return found

    def _read_dates(self, values: dict, payload: dict, note, *, is_1904: bool) -> None:
        for key, what in (("born_on", "出生年月"), ("resides_since", "居住起始")):
            raw = values.get(key)
            if raw is None:
                continue
            found = self._date(raw, what, is_birth=key == "born_on", is_1904=is_1904)
            for said in found.notes:
                note(key, said)
            if found.value is not None:
                payload[key] = found.value.isoformat()
                if key == "born_on":
                    payload["born_precision"] = str(found.precision)

    def _read_phones(self, record: Record, payload: dict, note) -> None:
        values = record.values
        for raw in (values.get("phone"), *(value for value, _column in record.extra.get("phone", ()))):
            if raw is None or ("phone" in payload and "short_phone" in payload):
                continue
            parsed = parse_phone(raw)
            for found in parsed.notes:
                note("phone", found)
            if parsed.phone:
                payload.setdefault("phone", parsed.phone)
            if parsed.short:
                payload.setdefault("short_phone", parsed.short)
        short = values.get("short_phone")
        if short is not None:
            text = fold_text(short).removesuffix(".0")
            if text.isdigit() and 3 <= len(text) <= 8:
                payload["short_phone"] = text
            elif "phone" not in payload and parse_phone(short).phone:
                payload["phone"] = parse_phone(short).phone
            elif text not in codes.EMPTY:
                note(
                    "short_phone",
                    warning("short_phone_invalid", f"短号“{text[:12]}”不是 3–8 位数字，未登记。", "请核对。"),
                )
        if "id_number" in values and self.keep_ids:
            parsed_id = parse_id_number(values["id_number"])
            for found in parsed_id.notes:
                note("id_number", found)
            if parsed_id.number:
                payload["id_number"] = parsed_id.number

    def _read_texts(self, record: Record, payload: dict, note) -> None:
        values = record.values
        for key, length in TEXTS.items():
            raw = values.get(key)
            if raw is None:
                continue
            pieces = [raw, *(value for value, _column in record.extra.get(key, ()))]
            text = "；".join(" ".join(str(piece).split()) for piece in pieces)
            if text and text not in codes.EMPTY:
                payload[key] = text[:length]
                if len(text) > length:
                    note(key, cut(VOCABULARY.fields[key].label, text, length))
        if "employment" not in payload:
            parts = [
                " ".join(str(values[key]).split()) for key in ("employer", "job_title") if values.get(key) is not None
            ]
            if text := "".join(part for part in parts if part not in codes.EMPTY):
                payload["employment"] = text[: TEXTS["employment"]]
                if len(text) > TEXTS["employment"]:
                    note("employer", cut(VOCABULARY.fields["employment"].label, text, TEXTS["employment"]))
        if "household_at_home" in values:
            at_home = codes.parse_household(values["household_at_home"])
            if at_home is not None:
                payload["household_at_home"] = at_home

    def _read_mandate(self, values: dict, payload: dict, context: Context, note) -> None:
        levels: tuple = ()
        if "level" in values:
            parsed = codes.parse_levels(values["level"])
            for found in parsed.notes:
                note("level", found)
            levels = parsed.value or ()
        if not levels and context.level:
            levels = (context.level,)
        if levels:
            payload["levels"] = list(levels)
        term = codes.parse_term(values["term"]) if "term" in values else None
        if term or context.term:
            payload["term"] = term or context.term
        district = codes.parse_district(values["district"]) if "district" in values else context.district
        if district and not (
            district.number is None
            and self.index.find_unit(district.name).detail == ""
            and self.index.find_unit(district.name).place
        ):
            payload["district"] = list(district)

    def _read_places(
        self, row: PlannedRow, values: dict, payload: dict, context: Context, reader: places.PlaceReader, note
    ) -> None:
        origin = self._origin(values, context, reader, note)
        if origin is not None:
            payload["origin"] = origin.id
            row.origin_name = origin.name
        village: Place | None = None
        if "home_village" not in values and re.search(r"村(?:委会)?$|居委会$", fold_text(values.get("origin", ""))):
            village, _notes = reader.village(values["origin"], origin)  # 赤石乡双林村 in the column of the origin
            if village is not None:
                payload["home_village"] = village.id
        if "home_village" in values:
            village, notes = reader.village(values["home_village"], origin)
            for found in notes:
                note("home_village", found)
            if village is not None:
                payload["home_village"] = village.id
        if context.point is not None and not {"residence_point", "residence"} & values.keys():
            values = {**values, "residence_point": context.point.full_name}
        if context.unit is not None and context.unit != origin and "residence_street" not in values:
            values = {**values, "residence_street": context.unit.name}
        home = reader.home(values, origin=origin, home_village=village)
        for key, found in home.notes:
            note(key, found)
        if home.place is not None:
            payload["residence"] = home.place.id
            row.residence_code = home.place.code
        elif home.outside:
            payload["residence_outside"] = home.outside
        if home.detail:
            payload["address"] = home.detail
        self._check_town(values, home, note)

    def _origin(self, values: dict, context: Context, reader: places.PlaceReader, note) -> Place | None:
        raw = values.get("origin")
        if raw is not None:
            origin, notes = reader.origin(raw)
            if origin is None and "district" not in values and "选区" in fold_text(raw):
                origin, notes = context.origin or self.origin_option, []  # the column holds the district alone
            for found in notes:
                note("origin", found)
            if origin is not None or notes:
                return origin
        if context.origin is not None:
            return context.origin
        if (
            context.unit is not None
            and context.street is None
            and not {"residence_street", "residence"} & values.keys()
        ):
            return context.unit
        if "district" in values:
            inside = self.index.find_unit(values["district"], kinds=UNITS).place
            if inside is not None:
                return inside
        if self.origin_option is not None:
            return self.origin_option
        if context.unit is not None and context.street is None:
            return context.unit
        village, _notes = reader.village(values.get("home_village", ""), None)
        unit = self.index.unit_of(village) if village is not None else None
        if unit is not None and unit.kind in TOWNSHIPS:
            said = f"没有写明流出地，按户籍村所属的{unit.name}登记。"
            note("home_village", warning("origin_from_village", said, "请核对；以原选区所在乡镇为准。"))
            return unit
        note(
            "origin",
            error(
                "origin_missing", "没有写明流出地（代表团、乡镇），未导入。", "请补填乡镇，或在导入选项里指定流出地。"
            ),
        )
        return None

    def _check_town(self, values: dict, home: places.Home, note) -> None:
        if "lives_in_town" not in values:
            return
        flag = codes.parse_flag(values["lives_in_town"])
        if flag is None or (home.place is None and not home.outside):
            return
        in_town = home.place is not None and home.place.in_county_town
        if flag != in_town:
            said, found = ("是", "不在县城") if flag else ("否", "在县城")
            note(
                "lives_in_town",
                warning(
                    "town_contradiction",
                    f"“县城居住”填“{said}”，但所填现居住地{found}，按现居住地登记。",
                    "请核对两处，改正写错的一处。",
                ),
            )


def _fields(layout: SheetLayout) -> set[str]:
    """Return what the columns of a sheet were read as."""
    return {key for table in layout.tables for group in table.groups for key in group}


def is_person(row: PlannedRow) -> bool:
    """Whether a row counts as one of the people of the list for its control totals."""
    not_people = {"name_missing", "marked_duplicate", "duplicate_in_file", "mandate_ended", "not_in_this_street"}
    return not any(finding.code in not_people and finding.level == FindingLevel.ERROR for finding in row.findings)
