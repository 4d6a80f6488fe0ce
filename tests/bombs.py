"""Hostile files, made in memory: small to send, dear to read. Used by tests and by `tests.benchmarks.bombs`."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import openpyxl
import xlwt
from PIL import Image

from tests.pictures import picture_bytes, pixel_bomb
from tests.workbooks import xlsx

ROWS = [["姓名", "手机"], ["示一", "16905780001"]]
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'


def workbook(sheet: str, *, strings: str = "", level: int = 9) -> bytes:
    """Return an xlsx whose first sheet holds `sheet` as its XML; strings: the shared strings."""
    source = zipfile.ZipFile(io.BytesIO(xlsx(ROWS)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                content = sheet.encode()
            if info.filename == "xl/sharedStrings.xml" and strings:
                content = strings.encode()
            archive.writestr(info.filename, content)
        if strings and "xl/sharedStrings.xml" not in source.namelist():
            archive.writestr("xl/sharedStrings.xml", strings.encode())
    return out.getvalue()


def cells(*places: str) -> str:
    """Return XML of one text cell at each place."""
    return "".join(f'<row><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>' for place in places)


def sheet(data: str, after: str = "") -> str:
    """Return the XML of a sheet."""
    return _SHEET.format(data, after)


def stray(place: str) -> bytes:
    """Return a roster with one letter far away."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx(ROWS)))
    book.active[place] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def stray_xls() -> bytes:
    """Return an old roster with one letter in its last cell."""
    book = xlwt.Workbook()
    page = book.add_sheet("名册")
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            page.write(row, column, value)
    page.write(65_535, 255, "x")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def many_far_cells(rows: int) -> bytes:
    """Return a sheet in which every row has one cell in the last column."""
    return workbook(sheet(cells(*(f"XFD{row}" for row in range(1, rows + 1)))))


def one_long_text(times: int) -> bytes:
    """Return a sheet that shows one long text again and again."""
    strings = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"长" * 32_000}</t></si></sst>'
    )
    row = '<c t="s"><v>0</v></c>' * 20
    return workbook(sheet(f"<row>{row}</row>" * (times // 20)), strings=strings)


def spans() -> bytes:
    """Return a web page whose forty cells each span a million."""
    return b"<table><tr>" + b"<td colspan=1000 rowspan=1000>" * 40


def people_side_by_side() -> bytes:
    """Return a sheet of many people side by side who share many columns."""
    heading = ["姓名", "手机"] * 100 + ["备注"] * 198
    return workbook_of([heading, *([["示一", "16905780001"] * 100 + ["备"] * 198] * 1400)])


def workbook_of(rows: list[list[str]]) -> bytes:
    """Return a sheet of texts, each of which stands once in the file."""
    known: dict[str, int] = {}
    lines = []
    for row in rows:
        line = "".join(f'<c t="s"><v>{known.setdefault(value, len(known))}</v></c>' for value in row)
        lines.append(f"<row>{line}</row>")
    texts = "".join(f"<si><t>{text}</t></si>" for text in known)
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{texts}</sst>'
    return workbook(sheet("".join(lines)), strings=strings)


def repeated_headings() -> bytes:
    """Return a sheet of headings and totals and nothing else."""
    return workbook_of([["姓名", "手机", "性别"], ["示一", "1", "男"], ["小计", "1人", ""]] * 20_000)


def long_addresses() -> bytes:
    """Return a roster of people whose addresses name places again and again."""
    rows = [["单小满", "赤石乡", f"{number}{'中山社区旁边' * 333}"] for number in range(2000)]
    return xlsx([["姓名", "代表团", "现居住地"], *rows])


def merges() -> bytes:
    """Return a sheet whose merged ranges lie all over one another."""
    ranges = "".join(f'<mergeCell ref="A1:B{2000 + number % 50}"/>' for number in range(49_000))
    return workbook(sheet(cells(*(f"A{row}" for row in range(1, 2100))), f"<mergeCells>{ranges}</mergeCells>"))


def ods() -> bytes:
    """Return an OpenDocument sheet that repeats a filled cell a million times a thousand."""
    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    body = f'<office:document-content {office} office:version="1.2"><office:body><office:spreadsheet><table:table table:name="a">{row}</table:table></office:spreadsheet></office:body></office:document-content>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", body)
        manifest = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {manifest}></manifest:manifest>")
    return out.getvalue()


def many_parts() -> bytes:
    """Return a zip of a hundred thousand empty parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(90_000):
            archive.writestr(f"{number}", b"")
    return out.getvalue()


def harmless(kind: str) -> bytes:
    """Return an ordinary file of the kind."""
    return picture_bytes() if kind == "picture" else xlsx(ROWS)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def plain_png(width: int, height: int, mode: str = "RGBA") -> bytes:
    """Return a PNG of one colour that really holds all its pixels."""
    bands = len(mode)
    head = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[bands], 0, 0, 0)
    packer, packed = zlib.compressobj(9), []
    for _ in range(height):
        packed.append(packer.compress(b"\0" * (1 + width * bands)))
    packed.append(packer.flush())
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", b"".join(packed)) + _chunk(b"IEND", b"")


def png_with(chunk: bytes, times: int, *, name: bytes) -> bytes:
    """Return a small PNG with one chunk again and again before its pixels."""
    data = picture_bytes("PNG")
    return data[:33] + _chunk(name, chunk) * times + data[33:]


def jpeg_with(segment: bytes, times: int) -> bytes:
    """Return a small JPEG with one segment again and again before its pixels."""
    data = picture_bytes()
    return data[:2] + segment * times + data[2:]


def jpeg_scans(times: int) -> bytes:
    """Return a progressive JPEG whose last scan comes again and again."""
    out = io.BytesIO()
    Image.new("RGB", (4000, 3000), "green").save(out, "JPEG", progressive=True)
    data = out.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * times + data[-2:]


def saved(kind: str, size: tuple[int, int], mode: str = "RGB", **facts: object) -> bytes:
    """Return a picture of one colour as Pillow saves it."""
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **facts)
    return out.getvalue()


_PROFILE = b"a\0\0" + zlib.compress(b"\0" * 1_000_000, 9)
_EXIF = b"\xff\xe1\x00\x12Exif\0\0" + b"\0" * 10

BOMBS: dict[str, dict[str, Callable[[], bytes]]] = {
    "picture": {
        "PNG that only claims 50,000 × 50,000": pixel_bomb,
        "PNG of 7,740 × 7,740 RGBA": lambda: plain_png(7740, 7740),
        "PNG of 4,400 × 4,400 RGBA": lambda: plain_png(4400, 4400),
        "PNG of 20,000 × 1,200 RGB": lambda: plain_png(20_000, 1200, "RGB"),
        "PNG of 7,000 × 7,000 grey": lambda: plain_png(7000, 7000, "L"),
        "PNG with thousands of colour profiles": lambda: png_with(_PROFILE, 9_000, name=b"iCCP"),
        "PNG with thousands of packed texts": lambda: png_with(_PROFILE, 9_000, name=b"zTXt"),
        "PNG of 800,000 chunks": lambda: png_with(b"", 800_000, name=b"teSt"),
        "WebP of 7,740 × 7,740 RGBA": lambda: saved("WEBP", (7740, 7740), "RGBA", lossless=True),
        "WebP of 4,000 × 3,000 RGBA": lambda: saved("WEBP", (4000, 3000), "RGBA", lossless=True),
        "JPEG of 7,740 × 7,740": lambda: saved("JPEG", (7740, 7740)),
        "JPEG of 50,000 × 1,200": lambda: saved("JPEG", (50_000, 1200)),
        "JPEG of 7,740 × 7,740, progressive": lambda: saved("JPEG", (7740, 7740), progressive=True),
        "JPEG of 7,740 × 7,740, CMYK": lambda: saved("JPEG", (7740, 7740), "CMYK"),
        "JPEG of 5,000 scans": lambda: jpeg_scans(5_000),
        "JPEG of 500,000 Exif segments": lambda: jpeg_with(_EXIF, 500_000),
    },
    "sheet": {
        "one letter at ZZ59999": lambda: stray("ZZ59999"),
        "one letter at OJ59999": lambda: stray("OJ59999"),
        "one letter at XFD1048576": lambda: stray("XFD1048576"),
        "one letter at B1048576": lambda: stray("B1048576"),
        "one letter at IV65536, xls": stray_xls,
        "3,000 rows to XFD": lambda: many_far_cells(3_000),
        "spans of 1,000 × 1,000, HTML": spans,
        "16,000 open cells": lambda: workbook(sheet("<row>" + "<c " * 22_000)),
        "web page of 2,000,000 open tags": lambda: b"<table>" + b"<a " * 2_000_000,
        "web page of 1,000,000 open comments": lambda: b"<table>" + b"<!-- " * 1_000_000,
        "web page of spans beside spans": lambda: b"<table><tr>" + b"<td rowspan=99999>" * 400 + b"<tr><td>" * 1_000_000,
        "one text of 32,000 signs, 100,000 times": lambda: one_long_text(100_000),
        "a row of 9,000,000 commas": lambda: "姓名,手机\n".encode() + b"," * 9_000_000,
        "quotation marks and line ends, CSV": lambda: "姓名,手机\n".encode() + b'"a\nb"\n' * 1_000_000,
        "900,000 cells": lambda: workbook(sheet(f"<row>{'<c><v>1</v></c>' * 90}</row>" * 10_000)),
        "a million empty rows with a format": lambda: workbook(sheet('<row s="1" customFormat="1"><c s="1"/></row>' * 1_000_000)),
        "a comment of 140 MB": lambda: workbook(f"<a><!--{' >' * 70_000_000}--></a>", level=6),
        "400 MB of blanks": lambda: workbook(" " * 400_000_000, level=6),
        "merged ranges over one another": merges,
        "90,000 parts": many_parts,
        "ods: a thousand million cells": ods,
        "100 people side by side, 198 shared columns": people_side_by_side,
        "20,000 headings and totals": repeated_headings,
        "2,000 addresses of 2,000 signs": long_addresses,
        "XML 2003 with a far cell": lambda: (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
            b'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>'
            b'<Row ss:Index="999999"><Cell ss:Index="399"><Data ss:Type="String">x</Data></Cell></Row></Table></Worksheet></Workbook>'
        ),
        "web archive of nested parts": lambda: (
            b"MIME-Version: 1.0\n"
            + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(90_000))
        ),
    },
}  # fmt: skip
