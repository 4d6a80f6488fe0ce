"""The preview of an import in a real browser: read on PC and phone, agreed to by ticks, a row corrected in place."""

import pytest
from playwright.sync_api import expect

from deputies.people.models import Deputy
from tests.browser.conftest import PC, PHONE, assert_accessible, until
from tests.workbooks import xlsx
from yunhe.imports import workflow
from yunhe.imports.models import ImportRun

HEAD = ["序号", "姓名", "性别", "出生年月", "手机", "选区", "现居住地", "备注"]
ROWS = [
    [1, "叶示一", "南", "1990", "1690578001", "第一选区", "城区（中山社区）", None],
    [2, "蓝示二", "女", "1975.3", "16905780002", "第一选区", "浮云街道", None],
    [3, "项示三\n周示四", "男", None, None, "第二选区", "浮云街道", None],
    [4, "钟示五", "女", None, "16905780005", "第二选区", "元和街道", None],
    [5, "雷示六", "女", None, "16905780006", "第二选区", "元和街道", None],
]


@pytest.fixture
def run(transactional_db, county, staff):
    """A roster in preview, and who uploaded it."""
    by = staff(county.chishi)
    content = xlsx({"名册": [["赤石乡第十七届人民代表大会代表名册"], HEAD, *ROWS]})
    run, _job = workflow.upload(
        register="deputy-roster", area=county.chishi, file_name="名册.xlsx", content=content, options={}, by=by
    )
    return workflow.read(run, by=by), by


@pytest.mark.parametrize("size", [PC, PHONE], ids=["pc", "phone"])
def test_the_preview_can_be_read_by_everybody(person, run, size):
    page = person(run[1], **size)
    page.goto(f"/imports/{run[0].pk}/")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="改这一行").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("第3行：叶示一")
    expect(page.get_by_text("性别“南”不认识")).to_be_visible()
    assert_accessible(page)


def test_a_row_is_corrected_and_the_rest_confirmed_with_the_ticks(person, run, worker):
    page = person(run[1], **PC)
    page.goto(f"/imports/{run[0].pk}/")
    page.get_by_role("link", name="改这一行").first.click()
    page.get_by_label("性别").fill("女")
    page.get_by_label("手机").fill("16905780001")
    page.get_by_role("button", name="保存并重新读取").click()
    until(lambda: ImportRun.objects.get().state == "preview")
    page.goto(f"/imports/{run[0].pk}/")
    page.get_by_role("link", name="确认导入").click()
    dialog = page.locator("#confirm")
    dialog.get_by_role("button", name="确认导入").click()
    assert ImportRun.objects.get().state == "preview"  # the browser asks for the ticks
    for tick in dialog.get_by_role("checkbox").all():
        tick.check()
    dialog.get_by_role("button", name="确认导入").click()
    until(lambda: ImportRun.objects.get().state == "confirmed")
    assert set(Deputy.objects.values_list("name", flat=True)) == {"叶示一", "蓝示二", "钟示五", "雷示六"}
    assert Deputy.objects.get(name="叶示一").phone == "16905780001"
