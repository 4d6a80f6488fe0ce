"""Workbooks: .xlsx, .xlsm, .xlsb, .ods (zip) and .xls, .et (OLE2), read by calamine; hidden marks from the raw parts.

Macros and external links are never run or followed.
"""

import html
import io
import re
import zipfile

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from yunhe.imports.grid import Sheet, column_index, make_sheet
from yunhe.imports.ole import CompoundFile, DamagedContainer, biff_marks
from yunhe.imports.refusals import UnreadableFile
from yunhe.imports.styles import cells_in, telling_styles

_RESAVE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
_DAMAGED = f"文件已损坏，打不开。{_RESAVE}"
_PROTECTED = "文件有打开密码。请在 Excel 或 WPS 中去掉密码另存后再导入。"
MAX_PART, MAX_TOTAL = 120 * 1024 * 1024, 300 * 1024 * 1024
DENSE_ROWS = 60_000  # beyond this a sheet is read cell by cell

_TAG = r"<(?:\w+:)?"
_HIDDEN_ROW = re.compile((_TAG + r'row\b([^>]*\bhidden="(?:1|true)"[^>]*)>').encode())
_COL = re.compile((_TAG + r"col\b([^>]*)>").encode())
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_UNCACHED = re.compile(
    (
        _TAG + r'c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*' + _TAG + r"f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
        r"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
    ).encode()
)
_ERROR_CELL = re.compile((_TAG + r'c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+)(\d+)"').encode())
_LAST_ROW = re.compile((_TAG + r'row\b[^>]*\br="(\d+)"').encode())
_FAR_COLUMN = re.compile(rb'\br="[A-Z]{3}\d+"')
_MERGE = re.compile((_TAG + r'mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"').encode())


def read_zip(content: bytes) -> list[Sheet]:
    """Return the sheets of a zipped workbook. Raises UnreadableFile: damaged, too large unpacked, not a workbook."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        names = {info.filename: info for info in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFile(_DAMAGED) from error
    _check_kind(names)
    sizes = [info.file_size for name, info in names.items() if name.endswith((".xml", ".bin", ".rels"))]
    if max(sizes, default=0) > MAX_PART or sum(sizes) > MAX_TOTAL:
        raise UnreadableFile("文件展开后过大，可能有大量空白格式行。请删除表格下方和右侧的空白行列后再导入。")
    try:
        parts = _sheet_parts(archive, names)
        looks = telling_styles(_part(archive, "xl/styles.xml")) if "xl/styles.xml" in names else (set(), set())
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            _read_sheet(workbook, number, archive, parts.get(meta.name), content, looks)
            for number, meta in enumerate(workbook.sheets_metadata)
        ]
    except UnreadableFile:
        raise
    except BaseException as error:
        raise _told(error) from error


def _told(error: BaseException) -> BaseException:
    """Return what a failure of a reading library means: a hostile or damaged file fails in ways no list could name."""
    if isinstance(error, PasswordError) or (isinstance(error, RuntimeError) and "password" in str(error)):
        return UnreadableFile(_PROTECTED)
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":  # calamine's Rust panics
        return UnreadableFile(_DAMAGED)
    return error


def _check_kind(names: dict) -> None:
    if any(name.startswith("xl/workbook") for name in names) or "content.xml" in names:
        return
    if any(name.startswith("word/") for name in names):
        raise UnreadableFile("这是 Word 文档，不是表格。请把表格复制到 Excel 后再导入。")
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableFile("这是 PowerPoint 文件，不是表格。请提供 Excel 或 CSV 文件。")
    if "[Content_Types].xml" in names:
        raise UnreadableFile(_DAMAGED)
    raise UnreadableFile("这是压缩包，不是表格。请先解压，再导入里面的表格。")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    data = archive.read(name)
    if b"<!ENTITY" in data[:4096] or b"<!DOCTYPE" in data[:4096]:
        raise UnreadableFile("文件里有不允许的 XML 声明，可能是恶意文件。请向提供者核实。")
    return data


def _sheet_parts(archive: zipfile.ZipFile, names: dict) -> dict[str, str]:
    """Return {sheet name: part of the archive} of an xlsx; {} for other kinds. Reads the shared strings as a check."""
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    relations = {}
    for tag in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", _part(archive, "xl/_rels/workbook.xml.rels")):
        found = {key.decode(): value.decode() for key, value in re.findall(rb'\b(\w+)="([^"]*)"', tag)}
        target = found.get("Target", "")
        relations[found.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    parts = {}
    for tag in re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", _part(archive, "xl/workbook.xml")):
        name = re.search(rb'\bname="([^"]*)"', tag)
        relation = re.search(rb'\b\w+:id="([^"]*)"', tag)
        if name and relation and relations.get(relation.group(1).decode()) in names:
            parts[html.unescape(name.group(1).decode())] = relations[relation.group(1).decode()]
    if "xl/sharedStrings.xml" in names:
        _part(archive, "xl/sharedStrings.xml")
    return parts


def _read_sheet(workbook, number: int, archive: zipfile.ZipFile, part: str | None, content: bytes, looks) -> Sheet:
    meta = workbook.sheets_metadata[number]
    hidden = meta.visible != SheetVisibleEnum.Visible
    if meta.typ != SheetTypeEnum.WorkSheet:
        return make_sheet(meta.name, [], is_hidden=hidden)
    raw = _part(archive, part) if part else b""
    marks = _marks(raw)
    marks["struck"], marks["coloured"] = (cells_in(raw, styles) for styles in looks)
    last = _LAST_ROW.findall(raw[-200_000:])
    if (last and int(last[-1]) > DENSE_ROWS) or _FAR_COLUMN.search(raw):
        rows = _read_sparse(content, meta.name)
        merges = [
            (int(top) - 1, column_index(left.decode()), int(bottom) - 1, column_index(right.decode()))
            for left, top, right, bottom in _MERGE.findall(raw)
        ]
    else:
        sheet = workbook.get_sheet_by_index(number)
        rows = sheet.to_python(skip_empty_area=False)
        merges = [(*first, *end) for first, end in sheet.merged_cell_ranges or []]
    for row, column in marks["errors"]:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = "#N/A"
    return make_sheet(meta.name, rows, is_hidden=hidden, merges=merges, **marks)


def _marks(raw: bytes) -> dict:
    """Return hidden rows and columns, formulas without result and error cells of a sheet's XML."""
    marks: dict = {"hidden_rows": set(), "hidden_columns": set(), "uncached": set(), "errors": set()}
    for match in _HIDDEN_ROW.finditer(raw):
        number = _ROW_NUMBER.search(match.group(1))
        if number:
            marks["hidden_rows"].add(int(number.group(1)) - 1)
    for match in _COL.finditer(raw[: raw.find(b"sheetData")]):
        facts = dict(re.findall(rb'\b(\w+)="([^"]*)"', match.group(1)))
        if facts.get(b"hidden") in {b"1", b"true"} or facts.get(b"width") == b"0":
            first, last = int(facts.get(b"min", 1)), int(facts.get(b"max", 1))
            marks["hidden_columns"].update(range(first - 1, min(last, 400)))
    if b"<f" in raw or b":f" in raw:
        marks["uncached"] = {(int(row) - 1, column_index(letters.decode())) for letters, row in _UNCACHED.findall(raw)}
    if b't="e"' in raw:
        marks["errors"] = {(int(row) - 1, column_index(letters.decode())) for letters, row in _ERROR_CELL.findall(raw)}
    return marks


def _read_sparse(content: bytes, name: str) -> list[list]:
    """Read a sheet whose range in use is huge, keeping only rows with content (in their place)."""
    import openpyxl  # noqa: PLC0415 slow to import and needed for few files

    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = workbook[name]
        sheet.reset_dimensions()
        rows: list[list] = []
        pending = 0
        for values in sheet.iter_rows(values_only=True):
            if any(value is not None and str(value).strip() for value in values):
                rows.extend([] for _ in range(pending))
                pending = 0
                kept = list(values)
                while kept and kept[-1] is None:
                    kept.pop()
                rows.append(kept)
            else:
                pending += 1
        return rows
    finally:
        workbook.close()


def read_ole(content: bytes) -> list[Sheet]:
    """Return the sheets of an old workbook. Raises UnreadableFile: password, damaged, Word document."""
    try:
        container = CompoundFile(content)
        if container.has("EncryptedPackage"):
            raise UnreadableFile(_PROTECTED)
        if container.has("WordDocument"):
            raise UnreadableFile("这是 Word 文档，不是表格。请把表格复制到 Excel 后再导入。")
        if container.has("PowerPoint Document"):
            raise UnreadableFile("这是 PowerPoint 文件，不是表格。请提供 Excel 或 CSV 文件。")
        name = next((name for name in ("Workbook", "Book") if container.has(name)), None)
        if name is None:
            raise UnreadableFile(f"文件里没有工作表。{_RESAVE}")
        encrypted, marks = biff_marks(container.stream(name))
    except DamagedContainer as error:
        raise UnreadableFile(_DAMAGED) from error
    if encrypted:
        raise UnreadableFile(_PROTECTED)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for number, meta in enumerate(workbook.sheets_metadata):
            sheet = workbook.get_sheet_by_index(number)
            own = marks[number] if number < len(marks) else None
            sheets.append(
                make_sheet(
                    meta.name,
                    sheet.to_python(skip_empty_area=False),
                    is_hidden=meta.visible != SheetVisibleEnum.Visible,
                    merges=[(*first, *end) for first, end in sheet.merged_cell_ranges or []],
                    hidden_rows=own.rows if own else set(),
                    hidden_columns=own.columns if own else set(),
                )
            )
        return sheets
    except UnreadableFile:
        raise
    except BaseException as error:
        raise _told(error) from error
