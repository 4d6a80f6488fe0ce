"""From a sheet to records: what is a heading, a section, a person, a subtotal, a note. No meaning of values here."""

import itertools
import re
import unicodedata
from dataclasses import dataclass, field

from django.conf import settings

from yunhe.imports.cards import has_cards, read_cards
from yunhe.imports.fields import Vocabulary, fold_heading
from yunhe.imports.grid import Sheet
from yunhe.imports.headers import HeadingFinder, Table, describe, make_table
from yunhe.imports.records import Record, Total
from yunhe.imports.refusals import UnreadableFile

MAX_TABLES = 300  # of one sheet, one below the other
MAX_TOTALS = 1_000
DITTO = frozenset({"同上", "〃", "″", '"', "''", "”", "同前", "仝上", "々", "＂", "上同", "同  上", "同 上", "同　上"})  # noqa: RUF001
_TOTAL = re.compile(r"^.{0,14}?(小计|合计|总计|共计|总人数|累计)[:：]?.{0,20}$")
_ALONE = re.compile(r"^共计?\d+[人名位户]?$")
_NOTE_LIKE = re.compile(r"[:：。；;]|^\d+[.、．)）]|^[(（]?(?:盖章|公章|签字|签名)|第\d+页|^[(（].*[)）]$")
_COUNT = re.compile(r"(\d+)\s*(?:人|名|位|户)")
_FOOTER = re.compile(
    r"^(?:注|备注|说明|填表|填报|制表|审核|审批|校对|联系人|联系电话|联系方式|负责人|经办|主要负责|分管|单位[(（]|单位负责|单位盖章"
    r"|[(（]?(?:盖章|公章|签字|签名)|日期|第\d+页|共\d+页|附[:：]|抄送|此表|本表|以上|截至|截止|统计时间|填写说明|[*＊※])"
)
_SIGNED = re.compile(r"^(?:填表|填报|制表|审核|审批|校对|联系|负责|经办|主要|分管|单位|盖章|日期).{0,8}[:：]")
_VACANCY = re.compile(r"缺额|空缺|出缺|待补选|暂缺|缺\d+名")
_NUMBERING = re.compile(r"^[甲乙丙丁戊己庚辛壬癸]$|^\d{1,2}$|^[A-Z]$|^栏次$")


@dataclass
class SheetLayout:
    """A sheet taken apart."""

    sheet: Sheet
    tables: list[Table] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)  # (row, text), in order
    totals: list[Total] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)  # lines above the first heading
    vacancies: list[tuple[int, str]] = field(default_factory=list)
    skipped: str = ""  # why the sheet was not read, in Chinese

    def describe(self) -> dict:
        """Return what the preview page shows of the sheet."""
        return {
            "name": self.sheet.name,
            "hidden": self.sheet.is_hidden,
            "skipped": self.skipped,
            "titles": self.titles[:4],
            "records": len(self.records),
            "tables": [describe(table) for table in self.tables],
        }


def read_layout(
    sheet: Sheet,
    vocabulary: Vocabulary,
    *,
    chosen: dict[str, str] | None = None,
    remembered: dict[str, dict[str, str]] | None = None,
) -> SheetLayout:
    """Take a sheet apart. chosen, remembered: see headers.make_table. A sheet without names is `skipped` with a reason."""
    layout = SheetLayout(sheet)
    if not sheet.rows:
        layout.skipped = "空表"
        return layout
    finder = HeadingFinder(sheet, vocabulary)
    if has_cards(sheet, finder):
        layout.records, layout.titles = read_cards(sheet, finder)
        return layout
    blocks = _blocks(sheet, finder)
    if not blocks:
        layout.skipped = "没有“姓名”列，不是名册（汇总、说明或字典表）"
        return layout
    layout.titles = _titles(sheet, blocks[0][0])
    for number, block in enumerate(blocks):
        table = make_table(sheet, finder, block, chosen=chosen or {}, remembered=remembered or {})
        layout.tables.append(table)
        if not table.groups:
            layout.skipped = "没有指定“姓名”列，请在列对应中选定"
            continue
        end = blocks[number + 1][0] if number + 1 < len(blocks) else len(sheet.rows)
        _Body(layout, table, number, finder, end).read()
    if layout.records:
        layout.skipped = ""
    return layout


def _blocks(sheet: Sheet, finder: HeadingFinder) -> list[tuple[int, int]]:
    blocks: list[tuple[int, int]] = []
    for row in range(len(sheet.rows)):
        if blocks and row <= blocks[-1][1]:
            continue
        if finder.name_columns(row):
            block = finder.block_at(row)
            if block and (not blocks or block[0] > blocks[-1][1]):
                blocks.append(block)
                if len(blocks) > MAX_TABLES:
                    raise UnreadableFile(
                        f"工作表“{sheet.name}”里有 {MAX_TABLES} 个以上的表头，不像名册。请删除多余的表头后再导入。"
                    )
    if not blocks:  # perhaps the name is headed in a way we do not know: a person may choose the column
        for row in range(min(len(sheet.rows), 15)):
            known = [value for value in sheet.rows[row] if isinstance(value, str) and finder.vocabulary.knows(value)]
            filled = [value for value in sheet.rows[row] if value is not None]
            if len(known) >= 4 and len(known) * 2 >= len(filled):
                block = finder.block_at(row)
                return [block] if block else []
    return blocks


def _titles(sheet: Sheet, end: int) -> list[str]:
    lines = []
    for row in sheet.rows[:end]:
        texts = [str(value).strip() for value in row if value is not None]
        if texts:
            lines.append(" ".join(dict.fromkeys(texts)))
    return lines


class _Body:
    """Reads the rows below one heading."""

    def __init__(self, layout: SheetLayout, table: Table, number: int, finder: HeadingFinder, end: int):
        self.layout, self.table, self.number, self.finder, self.end = layout, table, number, finder, end
        vocabulary = finder.vocabulary
        self.inherits = {key for key, known in vocabulary.fields.items() if known.inherits}
        self.name_key = vocabulary.name_key
        self.mapped = {index for group in table.groups for indexes in group.values() for index in indexes}
        self.names = table.name_columns
        self.group_columns = {
            index
            for group in table.groups
            for key, indexes in group.items()
            if key in self.inherits
            for index in indexes
        }
        self.merged: dict[tuple[int, int], tuple[int, object]] = {}
        rows = layout.sheet.rows
        own = itertools.chain.from_iterable(finder.starting.get(row, ()) for row in range(table.last + 1, end))
        for top, left, bottom, right in own:
            if bottom > top and left in self.mapped and right - left < 3:
                for row in range(top + 1, min(bottom, end) + 1):
                    self.merged[row, left] = (top, rows[top][left])
        self.totals = len(layout.totals)  # those of the tables above
        self.above: dict[tuple[int, str], object] = {}
        self.is_over = False  # a grand total, notes or signatures have begun
        self.typical = 0  # cells filled in the fullest row of a person

    def read(self) -> None:
        """Append this table's records, sections and totals to the layout."""
        layout, rows = self.layout, self.layout.sheet.rows
        start = len(layout.records)
        since = start
        for row in range(self.table.last + 1, self.end):
            values = rows[row]
            filled = [index for index, value in enumerate(values) if value is not None]
            if not filled:
                continue
            first = values[filled[0]]
            if type(first) is str or len(filled) < 4:
                kind = self._special(row, values, filled)
                if kind == "total":
                    total = self._total(row, values, filled, since=since, start=start)
                    layout.totals.append(total)
                    self.is_over = self.is_over or "小计" not in total.label
                    since = len(layout.records)
                if kind:
                    continue
            self.typical = max(self.typical, len(filled))
            self._people(row, values)
            if len(layout.records) > settings.IMPORT_MAX_ROWS or len(layout.totals) > MAX_TOTALS:
                raise UnreadableFile(
                    f"工作表“{layout.sheet.name}”超过 {settings.IMPORT_MAX_ROWS} 行名单或 {MAX_TOTALS} 行小计，请按乡镇拆分后再导入。"
                )
        self._inherit(layout.records[start:])

    def _special(self, row: int, values: list, filled: list[int]) -> str:
        """Return what else than a person the row is, or ""."""
        texts = [str(values[index]).strip() for index in filled[:3]]
        names = [values[index] for index in self.names if index < len(values)]
        named = any(type(name) is str and not _VACANCY.search(name) and not _NOTE_LIKE.search(name) for name in names)
        heads = [fold_heading(text) for text in texts[:2]]
        if any(_TOTAL.match(head) or _ALONE.match(head) for head in heads) and not (
            named and len(filled) > 5 and not _count(names)
        ):
            return "total"
        if any(_VACANCY.search(text) for text in (*texts, *(str(name) for name in names if name))):
            self.layout.vacancies.append((row, " ".join(texts)))
            return "vacancy"
        raw = unicodedata.normalize("NFKC", texts[0])
        if _SIGNED.match(raw) or (not named and _FOOTER.match(heads[0])):
            self.is_over = True
            return "note"
        if self.is_over and len(filled) <= max(2, self.typical // 2):
            return "note"  # figures and notes below the list
        if not named and len(filled) <= 3 and filled[0] in self.names and _NOTE_LIKE.search(raw):
            return (
                "note"
                if not re.search(r"选区|代表团|[镇乡][(（:：]", heads[0])
                else self._section(row, values, filled, names)
            )
        if len(filled) >= 2 and all(_NUMBERING.match(fold_heading(values[index])) for index in filled):
            return "numbering" if any(name is not None for name in names) or len(filled) > 3 else ""
        return self._section(row, values, filled, names)

    def _section(self, row: int, values: list, filled: list[int], names: list) -> str:
        texts = [str(values[index]).strip() for index in filled]
        spread = self.finder.is_spread(row)
        only_name = len(filled) == 1 and filled[0] in self.names
        fields = [index for index in filled if index in self.mapped and index not in self.group_columns]
        if len(filled) == 1 and not only_name:
            if re.fullmatch(r"\d+", fold_heading(texts[0])):
                return "empty"
            is_section = True
        elif only_name:
            text = fold_heading(texts[0])
            is_section = (spread and len(text) > 4) or bool(
                re.search(
                    r"(?:选区|代表团|街道|镇|乡|小组|社区|代表|名单|名册)(?:[(（].*[)）])?$|^[一二三四五六七八九十]+、|[:：]$",
                    text,
                )
            )
        else:
            is_section = len(filled) <= 2 and not fields and all(name is None for name in names)
        if not is_section:
            return ""
        self.layout.sections.append((row, " ".join(texts)))
        return "section"

    def _people(self, row: int, values: list) -> None:
        hidden = row in self.layout.sheet.hidden_rows
        several = len(self.table.groups) > 1
        for part, group in enumerate(self.table.groups, start=1):
            name_column = group[self.name_key][0]
            record_values: dict[str, object] = {}
            columns: dict[str, int] = {}
            extra: dict[str, list] = {}
            own = 0
            for key, indexes in group.items():
                for index in indexes:
                    value = values[index]
                    if value is None:
                        merged = self.merged.get((row, index))
                        if merged is None:
                            continue
                        value = merged[1]
                        if value is None:
                            continue
                    elif key not in self.inherits:
                        own += 1
                    if value in DITTO and key != self.name_key:
                        value = self.above.get((part, key), value)
                    if key in record_values:
                        extra.setdefault(key, []).append((value, index))
                    else:
                        record_values[key] = value
                        columns[key] = index
            if values[name_column] is None:
                if own == 0 or (row, name_column) in self.merged or several:
                    continue
                if self.name_key in record_values:
                    continue
            for key, value in record_values.items():
                self.above[part, key] = value
            self.layout.records.append(
                Record(
                    row=row,
                    part=part if several else 0,
                    values=record_values,
                    columns=columns,
                    extra=extra,
                    table=self.number,
                    section=len(self.layout.sections),
                    is_hidden=hidden,
                )
            )

    def _total(self, row: int, values: list, filled: list[int], *, since: int, start: int) -> Total:
        texts = [str(values[index]) for index in filled]
        folded = [fold_heading(text) for text in texts[:2]]
        label = next((text for text in folded if _TOTAL.match(text) or _ALONE.match(text)), folded[0])
        people = next((int(found.group(1)) for text in texts if (found := _COUNT.search(fold_heading(text)))), None)
        names = [values[index] for index in self.names if index < len(values)]
        if people is None:
            people = _count(names)
        if people is None and len(filled) > 1 and filled[1] not in self.mapped and type(values[filled[1]]) is int:
            people = values[filled[1]]
        numbers = {}
        for key, indexes in self.table.groups[0].items():
            value = values[indexes[0]] if indexes[0] < len(values) else None
            text = fold_heading(value)
            if key != self.name_key and re.fullmatch(r"\d{1,5}人?", text):
                numbers[key] = int(text.removesuffix("人"))
        has_subtotals = len(self.layout.totals) > self.totals
        is_grand = "小计" not in label and has_subtotals
        end = len(self.layout.records)
        return Total(row, label[:30], start if is_grand else since, end, is_grand, people, numbers)

    def _inherit(self, records: list[Record]) -> None:
        """Give empty cells of grouped columns the value above, within one table and section.

        A column counts as written in groups when no value stands twice below itself; in a column that is filled row by
        row an empty cell is a missing value and stays empty.
        """
        ends = {total.end for total in self.layout.totals[self.totals :]}
        offset = len(self.layout.records) - len(records)
        for key in self.inherits & {key for group in self.table.groups for key in group}:
            grouped = all(
                earlier.values.get(key) is None
                or earlier.values.get(key) != later.values.get(key)
                or (later.row, later.columns.get(key, -1)) in self.merged
                or earlier.row == later.row
                for earlier, later in itertools.pairwise(records)
            )
            current: tuple[object, int, int] | None = None
            for number, record in enumerate(records):
                if number + offset in ends and number:
                    current = None
                if current is not None and record.section != current[2]:
                    current = None
                if record.values.get(key) is not None:
                    current = (record.values[key], record.columns[key], record.section)
                elif grouped and current is not None:
                    record.values[key], record.columns[key] = current[0], current[1]


def _count(names: list) -> int | None:
    """Return a number of people written in the name column (65人, 65)."""
    for name in names:
        found = re.fullmatch(r"(?:共计?)?(\d+)(?:人|名|户)?", fold_heading(name)) if name is not None else None
        if found:
            return int(found.group(1))
    return None
