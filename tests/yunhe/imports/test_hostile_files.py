"""A hostile file costs the process that reads it, never this one: little memory, little time, one sentence."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from tests import bombs
from tests.workbooks import xls, xlsx
from yunhe.imports.files import child, kinds, start, webpages
from yunhe.imports.files.cells import MAX_AREA, MAX_CELLS, MAX_COLUMNS
from yunhe.imports.files.parts import mended
from yunhe.imports.files.refusing import DAMAGED, Unreadable
from yunhe.imports.headers import MAX_SIDE_BY_SIDE, HeadingFinder, make_table
from yunhe.imports.layout import MAX_TABLES, MAX_TOTALS, read_layout
from yunhe.imports.reading import TOO_LONG, UnreadableFile, read_sheets

ROWS = bombs.ROWS
BOMBS = bombs.BOMBS["sheet"]
QUICK = {
    "one letter at ZZ59999": "ZZ 列还有内容（第 59999 行），共 702 列",
    "one letter at OJ59999": "单元格 OJ59999 里有内容",
    "one letter at XFD1048576": "共 16384 列",
    "one letter at B1048576": "单元格 B1048576 里有内容",
    "one letter at IV65536, xls": "单元格 IV65536 里有内容",
    "3,000 rows to XFD": "共 16384 列",
    "16,000 open cells": "损坏",
    "one text of 32,000 signs, 100,000 times": "内容太多",
    "a row of 9,000,000 commas": "行列太多",
    "a comment of 140 MB": "损坏",
    "400 MB of blanks": "过大",
    "merged ranges over one another": "损坏",
    "90,000 parts": "损坏",
    "ods: a thousand million cells": "损坏",
    "XML 2003 with a far cell": "离其他内容太远",
    "web archive of nested parts": "损坏|很久",
}


def growth(act) -> int:
    """Return by how many kB the highest memory of this process rises while `act` runs."""
    Path("/proc/self/clear_refs").write_text("5")
    before = memory("VmRSS")
    act()
    return memory("VmHWM") - before


def memory(word: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(word))


@pytest.mark.parametrize("name", QUICK)
def test_a_bomb_is_refused_with_one_sentence_and_leaves_this_process_as_it_was(name):
    content = BOMBS[name]()

    def read():
        with pytest.raises(UnreadableFile, match=QUICK[name]) as refusal:
            read_sheets(content, "名册.xlsx")
        assert str(refusal.value).endswith("。")

    assert growth(read) < 60_000


@pytest.mark.parametrize("name", ["spans of 1,000 × 1,000, HTML", "web page of 1,000,000 open comments"])
def test_a_page_that_only_looks_large_is_read(name):
    assert read_sheets(BOMBS[name](), "a.xls")[0].rows == []


def test_the_size_is_judged_before_anything_is_laid_out():
    """In this very process: the far cell is refused by its place, no grid is ever made for it."""
    for name in ("one letter at ZZ59999", "one letter at B1048576", "one letter at IV65536, xls"):
        content = BOMBS[name]()

        def read(content=content):
            with pytest.raises(Unreadable):
                kinds.read(content, "a")

        assert growth(read) < 40_000, name


def test_the_child_is_held_by_limits_of_memory_and_computing():
    code = (
        "import resource; from yunhe.imports.files import child; child.limit(); "
        "print(resource.getrlimit(resource.RLIMIT_AS)[1], resource.getrlimit(resource.RLIMIT_CPU)[1])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert [int(number) for number in said] == [child.MEMORY, child.SECONDS]
    assert child.MEMORY <= 320 * 1024 * 1024


def test_the_child_loads_nothing_of_the_application():
    code = f"import runpy, sys; sys.argv = ['x', 'a', *{[path for path in sys.path if path.endswith('-packages')]}]; "
    code += f"import io; runpy.run_path({start.__file__!r}, run_name='__main__')"
    code += "; print(); print(sorted({name.split('.')[0] for name in sys.modules} & {'django', 'celery', 'redis'}))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], input=xlsx(ROWS), capture_output=True, check=True, cwd="/"
    )
    sheets, loaded = done.stdout.decode().splitlines()
    assert json.loads(sheets)["sheets"][0]["rows"] == ROWS
    assert loaded == "[]"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("any(iter(int, 1))", TOO_LONG),
        ("x = [0] * 10**9", "过大"),
        ("import os; os.abort()", DAMAGED),
        ("import os; os.kill(os.getpid(), 9)", TOO_LONG),
        ("raise SystemExit(3)", DAMAGED),
    ],
    ids=["endless", "memory", "crash", "killed", "ended"],
)
def test_however_the_child_ends_the_person_gets_a_sentence(tmp_path, monkeypatch, body, words):
    begins = Path(start.__file__).read_text().replace("__file__", repr(start.__file__)).rpartition("    main(")[0]
    reader = tmp_path / "start.py"
    reader.write_text(
        f"{begins}    from yunhe.imports.files import child, kinds\n    def read(*_): {body}\n"
        "    kinds.read, child.limit.__defaults__ = read, (child.MEMORY, 1)\n    main(sys.argv[1])\n"
    )
    monkeypatch.setattr(start, "__file__", str(reader))
    with pytest.raises(UnreadableFile, match=words):
        read_sheets(b"a,b", "a.csv")


def test_days_times_marks_and_long_texts_come_out_of_the_child_as_they_were():
    book = openpyxl.load_workbook(io.BytesIO(xlsx([*ROWS, ["长" * 3000, 1.5], [None, "=A1"]], merges=["A1:B1"])))
    for row, value in enumerate(
        [date(1979, 5, 1), datetime.fromisoformat("1979-05-01T08:30"), time(8, 30), True], start=6
    ):
        book.active.cell(row, 1, value)
    book.active.column_dimensions["B"].hidden = True
    out = io.BytesIO()
    book.save(out)
    (sheet,) = read_sheets(out.getvalue())
    assert [row[0] for row in sheet.rows[5:]] == [
        date(1979, 5, 1),
        datetime.fromisoformat("1979-05-01T08:30"),
        time(8, 30),
        True,
    ]
    assert sheet.rows[2] == ["长" * 2000, 1.5]
    assert (sheet.merges, sheet.uncached, sheet.hidden_columns) == ([(0, 0, 0, 1)], {(3, 1)}, {1})
    assert sheet == kinds.read(out.getvalue(), "a")[0]


def test_limits_of_cells_area_and_columns():
    assert len(read_sheets(xlsx([["x"] * MAX_COLUMNS]))[0].rows[0]) == MAX_COLUMNS
    with pytest.raises(UnreadableFile, match="共 401 列"):
        read_sheets(xlsx([["x"] * (MAX_COLUMNS + 1)]))
    wide = MAX_AREA // 100
    assert len(read_sheets(f"{',' * 99}x\n{chr(10) * (wide - 2)}x".encode())[0].rows) == wide
    with pytest.raises(UnreadableFile, match=f"单元格 A{wide + 1} 里有内容"):
        read_sheets(f"{',' * 99}x\n{chr(10) * (wide - 1)}x".encode())
    with pytest.raises(Unreadable, match="内容太多"):
        kinds.read(bombs.workbook(bombs.sheet(f"<row>{'<c><v>1</v></c>' * 100}</row>" * (MAX_CELLS // 100 + 1))), "a")


def test_cells_of_a_web_page_are_counted_though_nothing_stands_in_them(monkeypatch):
    monkeypatch.setattr(webpages, "MAX_CELLS", 100)
    row = "<tr>" + "<td>" * 20
    assert webpages.read_html(f"<table>{row * 19}<tr><td>x", "a").rows[19] == ["x"]
    with pytest.raises(Unreadable, match="展开后过大"):
        webpages.read_html(f"<table>{row * 20}<tr><td>x", "a")


def test_xml_that_is_not_clean_is_read_where_its_sense_is_plain():
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓\x07名&#7;</t></is></c></row>'
    assert kinds.read(bombs.workbook(bombs.sheet(cell)), "a")[0].rows == [["姓名"]]
    assert mended(b"\n <a>&#x0007;&#10;&#31;\xff</a>") == "<a>&#10;\ufffd</a>".encode()


def test_prefixes_strokes_capitals_and_missing_places_make_no_difference():
    sheet = '<x:worksheet xmlns:x="a"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>姓名</x:t></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    source = zipfile.ZipFile(io.BytesIO(bombs.workbook(sheet)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info in source.infolist():
            archive.writestr(
                info.filename.replace("/", "\\").replace("workbook.xml", "Workbook.xml"), source.read(info)
            )
    assert kinds.read(out.getvalue(), "a")[0].rows == [["姓名", 7]]


def test_old_workbooks_keep_their_cells_and_marks_apart():
    (sheet,) = kinds.read(xls([*ROWS, [None, None], ["x"]], hidden_rows=[3], merges=[(3, 3, 0, 1)]), "a")
    assert sheet.rows == [*ROWS, [None, None], ["x", None]]
    assert (sheet.hidden_rows, sheet.merges) == ({3}, [(3, 0, 3, 1)])


class OneField:
    """A vocabulary that knows two headings."""

    name_key = "name"
    fields: dict = {}

    def knows(self, value):
        return value in {"姓名", "手机"}

    is_name_heading = staticmethod(lambda value: value == "姓名")

    def match(self, path):
        return {"姓名": "name", "手机": "phone"}.get(path[-1]) if path else None


def test_more_people_side_by_side_than_any_paper_holds_are_read_as_one():
    for people in (MAX_SIDE_BY_SIDE, MAX_SIDE_BY_SIDE + 1):
        (sheet,) = kinds.read(bombs.workbook_of([["姓名", "手机"] * people, ["示一", "1"] * people]), "a")
        table = make_table(sheet, HeadingFinder(sheet, OneField()), (0, 0), chosen={}, remembered={})
        assert len(table.groups) == (people if people <= MAX_SIDE_BY_SIDE else 1)


def test_headings_and_totals_without_end_are_refused():
    (headings,) = kinds.read(bombs.workbook_of([["姓名", "手机"], ["示一", "1"]] * (MAX_TABLES + 1)), "a")
    with pytest.raises(UnreadableFile, match="个以上的表头"):
        read_layout(headings, OneField())
    totals = [["姓名", "手机"], *[["示一", "1"], ["小计", "1人"]] * (MAX_TOTALS + 2)]
    with pytest.raises(UnreadableFile, match="行小计"):
        read_layout(kinds.read(bombs.workbook_of(totals), "a")[0], OneField())


def test_no_reading_leaves_a_process_behind():
    before = children()
    read_sheets(xlsx(ROWS))
    assert children() == before


def children() -> set[str]:
    return {child for tasks in Path("/proc/self/task").glob("*/children") for child in tasks.read_text().split()}
