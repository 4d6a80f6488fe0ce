"""What a file is, is told by its bytes; what cannot be read is refused with one sentence."""

import contextlib
import datetime
import io
import os
import random
import struct
import zipfile

import openpyxl
import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from tests.workbooks import csv_text, spreadsheetml, xls, xlsx
from yunhe.imports.grid import column_index, column_letter
from yunhe.imports.reading import UnreadableFile, read_sheets

ROWS = [["姓名", "手机"], ["示一", "16905780001"]]


def container(stream: bytes, *, name: str = "Workbook") -> bytes:
    """Return an OLE2 file with one stream, renamed if asked."""
    out = io.BytesIO()
    XlsDoc().save(out, stream.ljust(0x1000, b"\0"))
    data = out.getvalue()
    if name != "Workbook":
        old = "Workbook".encode("utf-16-le")
        at = data.index(old)
        entry = bytearray(data[at : at + 128])
        entry[: 2 * len(name)] = name.encode("utf-16-le")
        entry[64:66] = struct.pack("<H", 2 * len(name) + 2)
        data = data[:at] + bytes(entry) + data[at + 128 :]
    return data


def protected_xls() -> bytes:
    """Return a workbook stream that says it is encrypted (FILEPASS behind the first BOF)."""
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    stream = book.get_biff_data()
    (length,) = struct.unpack_from("<H", stream, 2)
    return container(stream[: 4 + length] + struct.pack("<HH", 0x2F, 6) + b"\1\0\1\0\1\0" + stream[4 + length :])


def zipped(**parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def bomb() -> bytes:
    return zipped(xl__workbook_dot_xml=b"0" * 130 * 1024 * 1024)


def with_entities() -> bytes:
    """Return a workbook whose sheet declares entities."""
    source = zipfile.ZipFile(io.BytesIO(xlsx(ROWS)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                content = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + content
            archive.writestr(info.filename, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (b"\0" * 2000, "空"),
        (b"PK\x03\x04 nothing", "损坏"),
        (xlsx(ROWS)[:1500], "损坏"),
        (xls(ROWS)[:1000], "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "损坏|没有工作表"),
        (container(b"\0" * 5000, name="EncryptedPackage"), "密码"),
        (protected_xls(), "密码"),
        (container(b"\0" * 5000, name="WordDocument"), "Word"),
        (zipped(word__document_dot_xml=b"<w/>"), "Word"),
        (zipped(readme_dot_txt=b"hello"), "压缩包"),
        (bomb(), "过大"),
        (with_entities(), "恶意"),
        (b"%PDF-1.7", "PDF"),
        (b"MZ\x90\0\3\0\0\0", "程序"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"{\\rtf1", "Word"),
        (b"<html><body>no table</body></html>", "没有表格"),
        (b"<?xml version='1.0'?><a/>", "没有表格"),
        (spreadsheetml(ROWS).replace("<Workbook", "<!DOCTYPE a><Workbook").encode(), "恶意"),
        (spreadsheetml(ROWS)[:-30].encode(), "损坏"),
        (os.urandom(3000).replace(b"PK", b"xx"), "不是表格|损坏"),
        (b"a" * (11 * 1024 * 1024), "超过上限 10 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_sentence(content, words):
    with pytest.raises(UnreadableFile, match=words) as refusal:
        read_sheets(content, "名册.xlsx")
    sentence = str(refusal.value)
    assert "\n" not in sentence
    assert sentence.endswith("。")


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_never_come_out_as_another_error(seed):
    chance = random.Random(seed)
    content = bytearray(chance.choice([xlsx(ROWS), xls(ROWS)]))
    for _ in range(chance.randint(1, 40)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    with contextlib.suppress(UnreadableFile):
        read_sheets(bytes(content))


def test_macros_links_and_pictures_are_left_alone():
    source = zipfile.ZipFile(io.BytesIO(xlsx(ROWS)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info in source.infolist():
            archive.writestr(info.filename, source.read(info))
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macro")
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        archive.writestr("xl/media/image1.png", b"\x89PNG")
    assert read_sheets(out.getvalue(), "a.xlsm")[0].rows == ROWS


def test_hidden_rows_columns_sheets_merges_and_formulas_are_marked():
    book = {"名册": [*ROWS, ["=A1", "=B2"], [None, "x"]], "字典": [["群众"]]}
    content = xlsx(book, merges=["A3:A4"], hidden_columns=["B"], hidden_rows=[2], hidden_sheets=["字典"])
    first, second = read_sheets(content)
    assert (first.hidden_rows, first.hidden_columns, first.is_hidden) == ({1}, {1}, False)
    assert first.uncached == {(2, 0), (2, 1)}
    assert first.merges == [(2, 0, 3, 0)]
    assert second.is_hidden


def test_a_lost_end_of_the_used_range_costs_neither_time_nor_memory():
    content = xlsx(ROWS, formats={"T1048576": "@"})
    assert read_sheets(content)[0].rows == ROWS
    far = xlsx([*ROWS])
    book = openpyxl.load_workbook(io.BytesIO(far))
    book.active["XFD1048576"] = " "
    out = io.BytesIO()
    book.save(out)
    assert read_sheets(out.getvalue())[0].rows == ROWS


def test_whole_numbers_come_without_decimals_and_dates_as_dates():
    rows = read_sheets(xls([["a", "b"], [16905780001, datetime.date(1979, 5, 1)]]))[0].rows
    assert rows[1] == [16905780001, datetime.date(1979, 5, 1)]


def test_hidden_marks_of_old_workbooks():
    sheet = read_sheets(xls([*ROWS, ["x", "y"]], hidden_columns=[1], hidden_rows=[2], merges=[(0, 0, 0, 1)]))[0]
    assert (sheet.hidden_columns, sheet.hidden_rows, sheet.merges) == ({1}, {2}, [(0, 0, 0, 1)])


def test_text_keeps_line_breaks_inside_quotes_and_drops_the_formula_dress():
    text = '姓名,手机,备注\r\n示一,="16905780001","一\n二"\r\n'
    assert read_sheets(text.encode("gb18030"), "a.csv")[0].rows[1] == ["示一", "16905780001", "一\n二"]


def test_an_unclosed_quotation_mark_swallows_no_lines():
    text = '姓名,手机,备注\r\n示一,1,"没有关上\r\n示二,2,x\r\n'
    assert [row[0] for row in read_sheets(text.encode(), "a.csv")[0].rows] == ["姓名", "示一", "示二"]


def test_characters_that_no_database_takes_are_dropped():
    text = "姓名,单位\r\n示一,木玩\x00厂\r\n"
    assert read_sheets(text.encode("gb18030"), "a.csv")[0].rows[1] == ["示一", "木玩厂"]


def test_the_separator_line_of_excel_is_no_row():
    assert read_sheets(b"sep=;\r\n" + csv_text(ROWS, delimiter=";").encode(), "a.csv")[0].rows == ROWS


def test_web_archives_and_exact_numbers_of_web_pages():
    page = '<html><table><tr><td>姓名</td><td>手机</td></tr><tr><td>示一</td><td x:num="16905780001">1.69E+10</td></tr></table></html>'
    assert read_sheets(page.encode(), "a.xls")[0].rows == ROWS
    archive = f"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n--b--\r\n"
    assert read_sheets(archive.encode(), "a.xls")[0].rows == ROWS


def test_columns_have_letters():
    assert [column_letter(number) for number in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]
    assert [column_index(letters) for letters in ("A", "Z", "AA", "ZZ")] == [0, 25, 26, 701]
