"""Benchmark: a clean roster of 10,000 rows and 20 columns, by import_roster and by a stock ModelResource, in one run.

Run: python -m tests.benchmarks.import_roster [--rows 10000] [--rounds 5]. The second floor reads the workbook, looks every cell up and
checks it, and writes the same tables by COPY: no matching, no plan, no preview, no audit.
"""

import argparse
import io
import itertools
import resource
import sys
import time

from tests.benchmarks import phones
from tests.benchmarks.rounds import Ratio, report

STOCK, LEAST = "≥ 40", "≥ 0.6"
HEADINGS = ["代表团", "姓名", "性别", "民族", "出生年月", "政治面貌", "学历", "工作单位及职务", "代表类别", "选区", "户籍所在村", "户籍是否仍在原乡镇", "现居住街道", "现居住社区", "小区（楼幢）", "居住起始", "手机", "短号", "特长专长", "备注"]  # fmt: skip
GIVEN = "安柏彩辰德恩方国海佳康乐明宁培清荣思涛文熙雅泽志"


def people(rows: int) -> list[list[str]]:
    """Return `rows` invented people of the six townships who live in the county town."""
    from yunhe.areas.models import Area

    townships = list(Area.objects.townships())
    villages = {area.pk: list(Area.objects.points().filter(unit=area)) for area in townships}
    communities = list(Area.objects.points().filter(unit__kind="street").select_related("unit"))
    names = ("".join(name) for name in itertools.product("陈林王张叶刘", GIVEN, GIVEN, GIVEN))
    table = []
    for number, name in zip(range(rows), names, strict=False):
        township = townships[number % 6]
        home = communities[number % len(communities)]
        village = villages[township.pk][number % len(villages[township.pk])]
        table.append(
            [
                township.name, name, "男女"[number % 2], "汉族", f"{1960 + number % 40}.{number % 12 + 1:02d}", "群众", "高中",
                f"示例单位{number % 400}职工", "工人", f"第{number % 9 + 1}选区", village.name, "是", home.unit.name, home.name,
                f"示例小区{number % 60}幢{number % 7 + 1}单元", f"2019.{number % 12 + 1:02d}", f"1690578{number:04d}"[:11].ljust(11, "0"),
                f"6{number:05d}", "茶叶加工", f"编号{number}",
            ]
        )  # fmt: skip
    return table


def workbook(table: list[list[str]]) -> bytes:
    """Return the table as xlsx with one heading row."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("名册")
    sheet.append(HEADINGS)
    for row in table:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ours(content: bytes, expect: str) -> float:
    """Import with the project's engine; return seconds."""
    from deputies.rosters.register import KEY
    from yunhe.areas.models import Area
    from yunhe.imports import registers, workflow
    from yunhe.imports.models import ImportRun

    started = time.perf_counter()
    kind = registers.get(KEY)
    area = Area.objects.get(kind="county")
    run = ImportRun(
        register=KEY,
        area=area,
        file_name="名册.xlsx",
        options=kind.clean_options({"level": "county", "term": 17}, area),
    )
    plan = kind.plan(run, content, by=None)
    workflow.write_at_once(run, plan, by=None)
    seconds = time.perf_counter() - started
    counts = plan.counts()
    if counts[expect] != len(plan.rows):
        sample = [finding.message for row in plan.rows[:2000] for finding in row.findings if row.action != expect][:3]
        sys.exit(f"not clean: {counts} {sample}")
    return seconds


def stock(content: bytes) -> float:
    """Import the same file with a stock ModelResource into the same table; return seconds."""
    import tablib
    from import_export import fields, resources, widgets

    from deputies.people.models import Deputy
    from tests.kit.databases import owner
    from yunhe.areas.models import Area

    class StockResource(resources.ModelResource):
        origin = fields.Field("origin", "代表团", widgets.ForeignKeyWidget(Area, "name"))
        home_village = fields.Field("home_village", "户籍所在村", widgets.ForeignKeyWidget(Area, "name"))
        residence = fields.Field("residence", "现居住社区", widgets.ForeignKeyWidget(Area, "name"))
        name = fields.Field("name", "姓名")
        gender = fields.Field("gender", "性别")
        ethnicity = fields.Field("ethnicity", "民族")
        party = fields.Field("party", "政治面貌")
        education = fields.Field("education", "学历")
        employment = fields.Field("employment", "工作单位及职务")
        occupation = fields.Field("occupation", "代表类别")
        phone = fields.Field("phone", "手机")
        short_phone = fields.Field("short_phone", "短号")
        household_at_home = fields.Field("household_at_home", "户籍是否仍在原乡镇", widgets.BooleanWidget())
        resides_since = fields.Field("resides_since", "居住起始", widgets.DateWidget("%Y.%m"))
        name_pinyin = fields.Field("name_pinyin", "出生年月")  # three columns go into texts of like length, because the
        name_initials = fields.Field("name_initials", "选区")  # table behind them is not Deputy or has a check
        id_digest = fields.Field("id_digest", "现居住街道")
        phone_digest = fields.Field("phone_digest", "备注")  # indexed, so that the look-up is as fast as can be
        address = fields.Field("address", "小区（楼幢）")
        specialities = fields.Field("specialities", "特长专长")
        remark = fields.Field("remark", "备注")

        class Meta:
            model = Deputy
            import_id_fields = ["phone_digest"]
            fields = ["origin", "home_village", "residence", "name", "gender", "ethnicity", "party", "education", "employment", "occupation", "phone", "short_phone", "household_at_home", "resides_since", "name_pinyin", "name_initials", "id_digest", "phone_digest", "address", "specialities", "remark"]  # fmt: skip

    started = time.perf_counter()
    dataset = tablib.Dataset().load(content, format="xlsx")
    with owner():  # it sets the sequence of the keys, which the program's account may not
        result = StockResource().import_data(dataset, dry_run=False)
    seconds = time.perf_counter() - started
    if result.has_errors():
        sys.exit(f"stock import failed: {[str(one.error) for one in result.base_errors][:2]} {result.row_errors()[:1]}")
    return seconds


def floor(content: bytes) -> float:
    """Read the workbook, check every cell and write the same tables by COPY; return seconds."""
    from datetime import date

    from django.db import transaction

    from deputies.mandates.models import CongressTerm, Mandate
    from deputies.people.models import Deputy, ResidenceSpell
    from yunhe.areas.models import Area
    from yunhe.imports.reading import read_sheets
    from yunhe.kit.copying import allocate_ids, copy_in

    started = time.perf_counter()
    sheet = read_sheets(content, "名册.xlsx")[0]
    lines = [
        [str(cell.text if hasattr(cell, "text") else cell or "").strip() for cell in row] for row in sheet.rows[1:]
    ]
    areas: dict[str, int] = {}
    for area in Area.objects.all():
        areas.setdefault(area.name, area.pk)
    term = CongressTerm.objects.first()
    ids = allocate_ids(Deputy, len(lines))
    people, mandates, spells = [], [], []
    for pk, line in zip(ids, lines, strict=True):
        year, _, month = line[4].partition(".")
        since = date(int(line[15].partition(".")[0]), int(line[15].partition(".")[2]), 1)
        if len(line[1]) < 2 or line[2] not in "男女" or not line[16].isdigit() or len(line[16]) != 11:
            sys.exit(f"not clean: {line}")
        people.append(
            (pk, line[1], line[1], "", "male" if line[2] == "男" else "female", line[3], date(int(year), int(month), 1), "month", line[5],
             line[7], areas[line[0]], areas[line[10]], areas[line[13]], since, line[14], line[16], f"{pk:064d}", line[17], line[18], line[19])
        )  # fmt: skip
        mandates.append((pk, "county", term.pk if term else None))
        spells.append((pk, areas[line[13]], since))
    names = ("id", "name", "name_pinyin", "name_initials", "gender", "ethnicity", "born_on", "born_precision", "party", "employment",
             "origin_id", "home_village_id", "residence_id", "resides_since", "address", "phone", "phone_digest", "short_phone",
             "specialities", "remark")  # fmt: skip
    with transaction.atomic():
        copy_in(Deputy, names, people)
        if term:
            copy_in(Mandate, ("deputy_id", "level", "term_id"), mandates)
        copy_in(ResidenceSpell, ("deputy_id", "area_id", "begins_on"), spells)
    return time.perf_counter() - started


def empty() -> None:
    """Take everybody out again."""
    from django.db import connection

    from tests.kit.databases import owner

    with owner(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE deputies_deputy, imports_importrun CASCADE")


def main() -> None:
    """Measure all three in turn and report; the peak of memory is printed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    stocks, floors = [], []
    with phones.database():
        from yunhe.areas.loading import load_areas

        load_areas()
        content = workbook(people(asked.rows))
        for _ in range(asked.rounds):
            first = ours(content, "created")
            again = ours(content, "unchanged")
            empty()
            least = floor(content)
            empty()
            plain = stock(content)
            empty()
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            rates = " ".join(f"{asked.rows / seconds:,.0f}" for seconds in (first, again, least, plain))
            print(f"rows/s: import, again, read + check + COPY, stock: {rates}; peak {peak:.0f} MB")
            stocks.append(plain / first)
            floors.append(least / first)
    report(
        Ratio("导入 1 万行 20 列", "stock ModelResource", STOCK, stocks),
        Ratio("导入 1 万行 20 列", "读取、核对、COPY", LEAST, floors),
    )


if __name__ == "__main__":
    main()
