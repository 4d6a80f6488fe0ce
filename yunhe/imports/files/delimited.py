"""Text files: CSV, TSV and what Excel saves as "Unicode 文本", in the encodings that offices use."""

import codecs
import csv
import io
import re
from typing import Literal

from yunhe.imports.files.cells import MAX_CELLS, Budget, Cells
from yunhe.imports.files.refusing import RESAVE, Unreadable
from yunhe.imports.grid import Sheet

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_FORMULA_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_BEHIND = re.compile(r"[ \t]+(?=[,;|，]|$)")
_DELIMITERS = "\t,;|，"


def decode(content: bytes) -> str:
    """Return the text of a file: by its byte order mark, else UTF-16 by its zero bytes, else UTF-8, else GB 18030.

    Errors: Unreadable when it is no text at all.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _checked(content, encoding)
    sample = content[:4000]
    if sample.count(0) > len(sample) // 8:
        odd = sum(1 for byte in sample[1::2] if byte == 0)
        return _checked(content, "utf-16-le" if odd >= sample[::2].count(0) else "utf-16-be")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            if encoding == "utf-8" and (mended := _nearly_utf8(content)):
                return _no_binary(mended)
            continue
        return _no_binary(text)
    text = content.decode("gb18030", errors="replace")
    if text.count("\ufffd") > max(5, len(text) // 200):
        raise Unreadable("文件不是表格，或者已经损坏。请用 Excel 或 WPS 打开确认后另存为 .xlsx 再导入。")
    return _no_binary(text)


def _nearly_utf8(content: bytes) -> str:
    """Return the text of a file that is UTF-8 but for a byte or two (cut in a character), each of them shown as U+FFFD; else ""."""
    text = content.decode("utf-8", errors="replace")
    broken, whole = text.count("\ufffd"), sum(1 for sign in text[:20_000] if "\u3400" <= sign <= "\u9fff")
    return text if broken <= 3 and whole >= 20 * broken else ""


def _checked(content: bytes, encoding: str) -> str:
    try:
        return _no_binary(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise Unreadable(f"文件的文字编码已损坏。{RESAVE}") from error


def _no_binary(text: str) -> str:
    if len(_CONTROL.findall(text[:20000])) > 8:
        raise Unreadable("文件不是表格（里面是二进制内容），可能改过扩展名。请确认选对了文件。")
    return text


def sniff_delimiter(text: str) -> str:
    """Return the separator that splits the first lines most evenly; a comma when none does."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:60] if line.strip()]
    lines = [_BEHIND.sub("", line) for line in lines]  # a tab behind a value keeps Excel from reading a number
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        used = [count for count in counts if count]
        if not used:
            continue
        common = max(set(used), key=used.count)
        score = used.count(common) / len(lines) * min(common, 30)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def read_text(text: str, name: str) -> Sheet:
    """Return the one sheet of a delimited text; a line break inside quotes stays inside its cell, as Excel shows it."""
    text = text.lstrip("\ufeff")
    declared = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if declared:
        text = text[declared.end() :]
    delimiter = declared.group(1) if declared else sniff_delimiter(text)
    rows = _parse(text, delimiter, csv.QUOTE_MINIMAL)
    if rows is None or _has_swallowed(rows, delimiter):
        rows = _parse(text, delimiter, csv.QUOTE_NONE)  # a stray quotation mark has swallowed lines
        rows = [[_unquoted(cell) for cell in row] for row in rows] if rows is not None else None
    if rows is None:
        raise Unreadable(f"文本里有过长的内容，不像名册。{RESAVE}")
    cells = Cells(name, Budget())
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value:
                cells.put(row, column, _plain(value))
    return cells.sheet()


def _unquoted(cell: str) -> str:
    return cell[1:-1] if len(cell) > 1 and cell.startswith('"') and cell.endswith('"') else cell.removeprefix('"')


def _has_swallowed(rows: list[list[str]], delimiter: str) -> bool:
    """Whether a cell holds whole lines of the table, because a quotation mark was never closed."""
    width = max(map(len, rows), default=0)
    for row in rows:
        for cell in row:
            if "\n" in cell:
                following = cell.split("\n")[1:]
                if len(following) > 60 or any(line.count(delimiter) >= max(2, width // 2) for line in following):
                    return True
    return False


def _parse(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[list[str]] | None:
    """Return the rows, None when a cell is longer than any can be. Errors: Unreadable when there are far too many."""
    rows, left = [], 4 * MAX_CELLS  # the empty ones count here
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting):
            left -= len(row) + 1
            if left < 0:
                raise Unreadable("文件里的行列太多，不像名册。请按乡镇拆分，并删除空白的行列后再导入。")
            rows.append(row)
    except csv.Error:
        return None
    return rows


def _plain(cell: str) -> str:
    """Return the text inside ="…", by which programs keep Excel from reading a number."""
    if cell.startswith("="):
        match = _FORMULA_TEXT.fullmatch(cell.strip())
        if match:
            return match.group(1).replace('""', '"')
    return cell
