"""From the bytes of a file to its sheets. What a file is, is told by its first bytes, never by its name."""

import re
from pathlib import PurePath

from django.conf import settings

from yunhe.imports import delimited, markup, spreadsheets
from yunhe.imports.grid import Sheet
from yunhe.imports.refusals import UnreadableFile

__all__ = ["UnreadableFile", "read_sheets"]

_RESAVE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
_DISGUISED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "这是 PDF 文件，不是表格。请向提供者要 Excel 原件。"),
    (b"\x89PNG", "这是图片，不是表格。请提供 Excel 或 CSV 文件。"),
    (b"\xff\xd8\xff", "这是图片，不是表格。请提供 Excel 或 CSV 文件。"),
    (b"GIF8", "这是图片，不是表格。请提供 Excel 或 CSV 文件。"),
    (b"BM", "这是图片，不是表格。请提供 Excel 或 CSV 文件。"),
    (b"II*\0", "这是图片，不是表格。请提供 Excel 或 CSV 文件。"),
    (b"MM\0*", "这是图片，不是表格。请提供 Excel 或 CSV 文件。"),
    (b"RIFF", "这是图片或影音文件，不是表格。请提供 Excel 或 CSV 文件。"),
    (b"MZ", "这是程序文件，不是表格，请勿打开。请向提供者核实。"),
    (b"\x7fELF", "这是程序文件，不是表格，请勿打开。请向提供者核实。"),
    (b"Rar!", "这是压缩包。请先解压，再导入里面的表格。"),
    (b"7z\xbc\xaf", "这是压缩包。请先解压，再导入里面的表格。"),
    (b"\x1f\x8b", "这是压缩包。请先解压，再导入里面的表格。"),
    (b"SQLite", "这是数据库文件，不是表格。请导出为 Excel 或 CSV。"),
    (b"{\\rtf", "这是 Word（RTF）文档。请把表格复制到 Excel 后再导入。"),
)


def read_sheets(content: bytes, file_name: str = "") -> list[Sheet]:
    """Return the sheets of a file in their order.

    content: the whole file; file_name: only for the name of the sheet of a text file. Raises UnreadableFile.
    """
    if not content.strip(b"\0 \r\n\t"):
        raise UnreadableFile("文件是空的，没有任何内容。请确认选对了文件。")
    if len(content) > settings.IMPORT_MAX_BYTES:
        limit = settings.IMPORT_MAX_BYTES // 1024 // 1024
        raise UnreadableFile(
            f"文件有 {len(content) / 1024 / 1024:.1f} MB，超过上限 {limit} MB。请删除图片和多余的工作表后再导入。"
        )
    stem = PurePath(file_name).stem[:31] or "Sheet1"
    if content.startswith(b"PK"):
        return spreadsheets.read_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return spreadsheets.read_ole(content)
    if content[:2] == b"\x09\x08" or content[:4] in {b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"}:
        raise UnreadableFile(f"这是很旧的 Excel 格式（5.0 以前）。{_RESAVE}")
    for magic, sentence in _DISGUISED:
        if content.startswith(magic) and (len(magic) > 2 or b"\0" in content[:64]):
            raise UnreadableFile(sentence)
    text = delimited.decode(content)
    start = text.lstrip("\ufeff \r\n\t")[:4000]
    if re.match(r"mime-version\s*:", start, re.IGNORECASE):
        return markup.read_mhtml(content, stem)
    if start.startswith("<"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in start and re.search(r"<(?:\w+:)?Workbook\b", start):
            return markup.read_spreadsheetml(text)
        if re.search(r"<(?:html|table|!doctype html|head|body|meta|style|div|center)\b", start, re.IGNORECASE):
            return [markup.read_html(text, stem)]
        raise UnreadableFile(f"这是 XML 或网页文件，里面没有表格。{_RESAVE}")
    return [delimited.read_text(text, stem)]
