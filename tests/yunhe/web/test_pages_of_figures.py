"""A page of figures as a file: what is exported is what is shown."""

import io

from openpyxl import load_workbook

from tests.factories.registration import RegistrationFactory
from yunhe.audit.models import AuditEvent
from yunhe.web.lists.pages import sheets_of, workbook

PAGE = """
<div class="stats"><a class="stat" href="?a=1"><span class="stat-label">县代表</span>
<span class="stat-value">78<small>人</small></span></a></div>
<ul class="waiting"><li><a href="?b=1"><span class="waiting-count">3</span><span><span class="waiting-label">待核实</span>
<span class="waiting-hint">核实身份</span></span></a></li></ul>
<table><caption>各乡镇[居住]</caption><thead>
<tr><th rowspan="2">乡镇</th><th colspan="2">县代表</th></tr><tr><th>人数</th><th>占比</th></tr></thead>
<tbody><tr><th>赤石乡</th><td><a href="?c=1">11</a></td><td>90.91%</td></tr>
<tr><th>=1+1</th><td>—</td><td></td></tr></tbody></table>
"""


def test_figures_and_tables_become_sheets_with_numbers_as_numbers():
    figures, table = sheets_of(PAGE)
    assert figures == ("概况", [["县代表", 78], ["待核实", 3]])
    assert table[1] == [
        ["乡镇", "县代表", None],
        [None, "人数", "占比"],
        ["赤石乡", 11, 90.91],
        ["'=1+1", "—", ""],
    ]


def test_the_file_opens_with_a_sheet_a_table_whatever_it_is_called():
    book = load_workbook(io.BytesIO(workbook("全县概览", sheets_of(PAGE + PAGE))))
    assert len(book.sheetnames) == 3
    assert book.sheetnames[:2] == ["概况", "各乡镇 居住"]
    assert book["各乡镇 居住"]["B3"].value == 11
    assert load_workbook(io.BytesIO(workbook("空页", []))).sheetnames == ["空页"]


def test_the_workbench_gives_its_numbers_as_a_file_and_the_trail_says_so(county, staff, sign_in):
    RegistrationFactory(origin=county.chishi, community=county.zhongshan, state="submitted")
    answer = sign_in(staff(county.fuyun)).post("/", {"export": "xlsx"})
    lines = {row[0]: row[1] for row in load_workbook(io.BytesIO(answer.content))["概况"].values}
    assert lines["待核实"] == 1
    assert AuditEvent.objects.get(verb="web.export_page").changes["格式"] == [None, "xlsx"]
