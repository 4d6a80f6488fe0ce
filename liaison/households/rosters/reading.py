"""From a file's sheets to planned rows with parsed values. Nothing here touches the registers."""

import datetime
import json
import re

from deputies.people.naming import fold_name
from deputies.rosters.dates import parse_date
from deputies.rosters.names import parse_name
from deputies.rosters.phones import parse_phone
from deputies.rosters.remarks import Note, error, fold_text, info, warning
from yunhe.areas.enums import POINTS
from yunhe.areas.index import AreaIndex, Place
from yunhe.areas.readings import LONGEST_ADDRESS
from yunhe.imports.cells import CELLS, cells_of
from yunhe.imports.enums import FindingLevel
from yunhe.imports.fields import Vocabulary
from yunhe.imports.grid import Sheet
from yunhe.imports.layout import Record, SheetLayout, read_layout
from yunhe.imports.rows import ControlTotal, Plan, PlannedRow
from yunhe.imports.signing import sign_in_sheet
from yunhe.privacy import digest, mask_name

EMPTY = frozenset({"无", "-", "--", "—", "/", "空", "暂无", "不详", "未知"})
YES = re.compile(r"是|重点|√|✓|1|有")
KIND = "households"
REMARK = 120  # signs that the register takes


class HouseholdReader:
    """Reads one file. vocabulary: that of household registers or of pairing lists."""

    def __init__(self, index: AreaIndex, vocabulary: Vocabulary, *, unit: Place | None, today: datetime.date):
        """unit: the township whose register it is, None for a whole county."""
        self.index, self.vocabulary, self.unit, self.today = index, vocabulary, unit, today
        self.plan = Plan(layout={"sheets": []})

    def read(self, sheets: list[Sheet], *, mapping: dict, remembered: dict, progress=None) -> Plan:
        """Return the plan with every row's values in `payload`, its own findings, and the totals compared."""
        layouts = []
        for sheet in sheets:
            layout = read_layout(sheet, self.vocabulary, chosen=mapping.get(sheet.name), remembered=remembered)
            if not layout.records and layout.skipped != "空表":
                layout.skipped = _why_skipped(sheet)
            elif sheet.is_hidden and sheet.name not in mapping:
                layout.skipped, layout.records, layout.totals = "隐藏的工作表", [], []
            if layout.skipped and layout.skipped != "空表":
                self._tell(info("sheet_skipped", f"工作表“{sheet.name}”没有导入：{layout.skipped}。"))
            self.plan.layout["sheets"].append(layout.describe())
            layouts.append(layout)
        total = sum(len(layout.records) for layout in layouts)
        everybody: list[PlannedRow] = []
        for layout in layouts:
            if layout.records:
                rows = self._rows(layout)
                everybody += rows
                self.plan.rows += rows
                if progress:
                    progress(len(self.plan.rows), total)
        for layout in layouts:
            self._compare(layout, everybody)
        return self.plan

    def _tell(self, note: Note, cell: str = "") -> None:
        self.plan.findings.append(note.at(cell))

    def _rows(self, layout: SheetLayout) -> list[PlannedRow]:
        unit = self.unit
        for title in (*layout.titles, layout.sheet.name):
            if unit is None:
                unit = self.index.find_unit(title).place
        return [self._row(layout, record, unit) for record in layout.records]

    def _row(self, layout: SheetLayout, record: Record, unit: Place | None) -> PlannedRow:
        sheet = layout.sheet
        row = PlannedRow(sheet=sheet.name, row=record.row + 1, part=record.part)
        values = record.values
        payload: dict = {}

        def note(key: str, found: Note) -> None:
            row.findings.append(found.at(f"{sheet.name}!{record.cell_of(key)}"))

        parsed = parse_name(values.get("head"))
        payload["head"] = parsed.name[:40]
        for found in parsed.notes:
            note("head", Note(found.level, found.code, "户主姓名读不出来。" if found.level == FindingLevel.ERROR else found.message, found.suggestion))  # fmt: skip
        row.label = mask_name(payload["head"])
        self._read_village(row, values.get("village"), unit, payload, note)
        self._read_home(values, payload, note)
        if "phone" in values:
            phone = parse_phone(values["phone"])
            for found in phone.notes:
                note("phone", found)
            if phone.phone or phone.short:
                payload["phone"] = phone.phone or phone.short
        self._read_rest(values, payload, note)
        for key in ("leader", "deputy"):
            name = fold_name(str(values.get(key) or ""))
            if name and name not in EMPTY:
                payload[key] = name[:40]
        row.payload = payload
        row.fingerprint = digest(json.dumps(payload, ensure_ascii=False, sort_keys=True), purpose="household-row")
        payload[CELLS] = cells_of(layout, record, self.vocabulary)
        return row

    def _read_village(self, row: PlannedRow, raw: object, unit: Place | None, payload: dict, note) -> None:
        if raw is None or fold_text(raw) in EMPTY:
            note("village", error("village_missing", "没有户籍村，不能登记。", "请补填户籍村后重新上传。"))
            return
        reading = self.index.find(raw, kinds=POINTS, unit=unit)
        if reading.place is None:
            reading = self.index.read_address(raw, unit=unit)
        place = reading.place
        if place is None or not place.is_point:
            named = "、".join(found.full_name for found in reading.candidates[:3])
            hint = f"可能是：{named}。" if named else "请写清村名，旧村名请系统管理员在“区划与写法”里补充。"
            note("village", error("village_unknown", f"户籍村“{str(raw)[:20]}”认不出来。", hint))
            return
        payload["village"] = place.id
        row.origin_name = place.full_name

    def _read_home(self, values: dict, payload: dict, note) -> None:
        village = self.index.places.get(payload.get("village") or 0)
        own = {"origin": self.index.unit_of(village) if village else None, "home": village}
        address = str(values.get("address") or "").strip()
        raw = values.get("community")
        if raw is not None and fold_text(raw) not in EMPTY:
            reading = self.index.read_address(raw, **own)
            if reading.place is not None and reading.place.is_point:
                payload["community"] = reading.place.id
                address = address or reading.detail
            elif reading.status == "outside":
                payload["outside"] = reading.outside
            else:
                address = address or str(raw).strip()
                note("community", warning("community_unknown", "现居住地看不出是哪个社区，只记为住址。", "导入后可在联系户页面补选社区。"))  # fmt: skip
        elif address:
            reading = self.index.read_address(address, **own)
            if reading.place is not None and reading.place.is_point:
                payload["community"] = reading.place.id
        if address and address not in EMPTY:
            payload["address"] = address[:LONGEST_ADDRESS]
            if len(address) > LONGEST_ADDRESS:
                key = "address" if values.get("address") else "community"
                note(key, warning("address_long", f"住址有 {len(address)} 个字，不像地址，没有从中认社区，只留前 {LONGEST_ADDRESS} 个字。", "其余的内容请写到备注。"))  # fmt: skip

    def _read_rest(self, values: dict, payload: dict, note) -> None:
        members = re.fullmatch(r"(\d{1,2})[口人]?", fold_text(values["members"])) if "members" in values else None
        if members and 1 <= int(members.group(1)) <= 30:
            payload["members"] = int(members.group(1))
        elif values.get("members") is not None:
            note("members", warning("members_invalid", "人口不是 1–30 的数，未登记。", "请核对。"))
        if YES.match(fold_text(values.get("care") or "")):
            payload["care"] = True
        if "moved_on" in values:
            found = parse_date(values["moved_on"], what="搬迁日期", today=self.today)
            for said in found.notes:
                note("moved_on", said)
            if found.value is not None and found.value <= self.today:
                payload["moved_on"] = found.value.isoformat()
        remark = str(values.get("remark") or "").strip()
        if remark and remark not in EMPTY:
            payload["remark"] = remark[:REMARK]
            if len(remark) > REMARK:
                note("remark", warning("remark_long", f"备注有 {len(remark)} 个字，只留前 {REMARK} 个字。", "请删短备注后重新上传。"))  # fmt: skip

    def _compare(self, layout: SheetLayout, everybody: list[PlannedRow]) -> None:
        """Compare the 小计 and 合计 of the sheet with the households counted; a difference refuses nothing."""
        name = layout.sheet.name
        rows = [row for row in everybody if row.sheet == name]
        for total in layout.totals:
            if total.people is None:
                continue
            counted = sum(1 for row in rows[total.start : total.end] if row.label)
            control = ControlTotal(name, total.row + 1, total.label, KIND, total.people, counted)
            self.plan.totals.append(control)
            if not control.agrees:
                message = f"“{total.label}”写的是 {total.people} 户，表中数得 {counted} 户。"
                hint = "请核对是否漏行、多行或合计没有更新；不影响导入。"
                self._tell(warning("total_differs", message, hint), f"{name}!{total.row + 1}")


def _why_skipped(sheet: Sheet) -> str:
    """Return why a sheet without households was left out; a sign-in sheet is named as what it is, with its people counted."""
    signed = sign_in_sheet(sheet)
    return f"{signed}，不是结对名单" if signed else "没有“户主”列，不是联系户名单（汇总、说明或其他表）"
