"""From the bytes of a file to its sheets. What a file is, is told by its first bytes, never by its name."""

import re

from yunhe.imports.files import delimited
from yunhe.imports.files.refusing import DAMAGED, RESAVE, Unreadable
from yunhe.imports.grid import Sheet

_PICTURE = "这是图片，不是表格。请提供 Excel 或 CSV 文件。"
_PROGRAM = "这是程序文件，不是表格，请勿打开。请向提供者核实。"
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")  # two letters alone may begin a heading: PK_ID
_PACKED = "这是压缩包。请先解压，再导入里面的表格。"
_DISGUISED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "这是 PDF 文件，不是表格。请向提供者要 Excel 原件。"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"RIFF", "这是图片或影音文件，不是表格。请提供 Excel 或 CSV 文件。"),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"SQLite", "这是数据库文件，不是表格。请导出为 Excel 或 CSV。"),
    (b"{\\rtf", "这是 Word（RTF）文档。请把表格复制到 Excel 后再导入。"),
)


def read(content: bytes, stem: str) -> list[Sheet]:
    """Return the sheets of a file in their order. stem: the name of the sheet of a text file. Errors: Unreadable.

    A hostile or damaged file fails in the reading libraries in ways that no list could name: all of them are "damaged".
    """
    try:
        return _read(content, stem)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of a library written in Rust
            raise Unreadable(DAMAGED) from error
        raise


def _read(content: bytes, stem: str) -> list[Sheet]:
    # The readers are imported by the files that need them: a child process that reads a text loads no workbook library.
    if content.startswith(_ZIPPED):
        from yunhe.imports.files import other_workbooks, parts, workbooks  # noqa: PLC0415 see above

        return workbooks.read_workbook(content, parts.Archive(content), other_workbooks.read_others)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        from yunhe.imports.files import old_workbooks  # noqa: PLC0415 see above

        return old_workbooks.read_ole(content)
    if content[:2] == b"\x09\x08" or content[:4] in {b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"}:
        raise Unreadable(f"这是很旧的 Excel 格式（5.0 以前）。{RESAVE}")
    for magic, sentence in _DISGUISED:
        if content.startswith(magic) and (len(magic) > 2 or b"\0" in content[:64]):
            raise Unreadable(sentence)
    return _read_text(content, stem)


def _read_text(content: bytes, stem: str) -> list[Sheet]:
    text = delimited.decode(content)
    start = text[:8000].lstrip("\ufeff \r\n\t")[:4000]
    if not re.match(r"mime-version\s*+:|<", start, re.IGNORECASE):
        return [delimited.read_text(text, stem)]
    from yunhe.imports.files import tables_2003, webpages  # noqa: PLC0415 as above

    if not start.startswith("<"):
        return webpages.read_mhtml(content, stem)
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and re.search(r"<(?:\w+:)?Workbook\b", start):
        return tables_2003.read_spreadsheetml(text)
    if re.search(r"<(?:html|table|!doctype html|head|body|meta|style|div|center)\b", start, re.IGNORECASE):
        return [webpages.read_html(text, stem)]
    raise Unreadable(f"这是 XML 或网页文件，里面没有表格。{RESAVE}")
