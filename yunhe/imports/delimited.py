"""Text files: CSV, TSV and what Excel saves as "Unicode 文本", in the encodings that offices use."""

import codecs
import csv
import io
import re
from typing import Literal

from yunhe.imports.grid import Sheet, make_sheet
from yunhe.imports.refusals import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_FORMULA_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_DELIMITERS = "\t,;|，"


def decode(content: bytes) -> str:
    """Return the text of a file: by its byte order mark, else UTF-16 by its zero bytes, else UTF-8, else GB 18030.

    Raises UnreadableFile when it is no text at all.
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
            continue
        return _no_binary(text)
    text = content.decode("gb18030", errors="replace")
    if text.count("\ufffd") > max(5, len(text) // 200):
        raise UnreadableFile("文件不是表格，或者已经损坏。请用 Excel 或 WPS 打开确认后另存为 .xlsx 再导入。")
    return _no_binary(text)


def _checked(content: bytes, encoding: str) -> str:
    try:
        return _no_binary(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableFile("文件的文字编码已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。") from error


def _no_binary(text: str) -> str:
    if len(_CONTROL.findall(text[:20000])) > 8:
        raise UnreadableFile("文件不是表格（里面是二进制内容），可能改过扩展名。请确认选对了文件。")
    return text


def sniff_delimiter(text: str) -> str:
    """Return the separator that splits the first lines most evenly; a comma when none does."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:60] if line.strip()]
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
    if rows is None or any("\n" in cell and _has_swallowed(cell, delimiter, rows) for row in rows for cell in row):
        rows = _parse(text, delimiter, csv.QUOTE_NONE)  # a stray quotation mark has swallowed lines
        rows = [[_unquoted(cell) for cell in row] for row in rows] if rows is not None else None
    if rows is None:
        raise UnreadableFile("文本里有过长的内容，不像名册。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。")
    return make_sheet(name, [[_plain(cell) for cell in row] for row in rows])


def _unquoted(cell: str) -> str:
    return cell[1:-1] if len(cell) > 1 and cell.startswith('"') and cell.endswith('"') else cell.removeprefix('"')


def _has_swallowed(cell: str, delimiter: str, rows: list[list[str]]) -> bool:
    """Whether a cell holds whole lines of the table, because a quotation mark was never closed."""
    width = max(len(row) for row in rows)
    return any(line.count(delimiter) >= max(2, width // 2) for line in cell.split("\n")[1:]) or cell.count("\n") > 60


def _parse(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[list[str]] | None:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting))
    except csv.Error:
        return None


def _plain(cell: str) -> str:
    """Return the text inside ="…", by which programs keep Excel from reading a number."""
    if cell.startswith("="):
        match = _FORMULA_TEXT.fullmatch(cell.strip())
        if match:
            return match.group(1).replace('""', '"')
    return cell
