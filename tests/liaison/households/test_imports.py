"""Household registers and pairing lists through upload, preview, confirm and undo."""

import io

import pytest
import xlwt
from django.urls import reverse

from deputies.people.enums import CongressLevel
from liaison.households.enums import PairEnd
from liaison.households.models import DeputyPair, Household, HouseholdPair
from tests.workbooks import xls, xlsx
from yunhe.audit.models import AuditEvent
from yunhe.imports import workflow
from yunhe.imports.enums import ImportState
from yunhe.imports.models import ImportRow, ImportRun
from yunhe.kit.refusals import Denied, Refused

HEAD = ["序号", "户主姓名", "户籍村", "现居住社区", "现住址", "联系电话", "家庭人口", "搬迁时间"]
PAIR_HEAD = ["县代表", "乡代表", "序号", "联系户户主", "所在村", "联系电话", "备注"]


def preview(content, by, area, register="households", name="名册.xlsx") -> ImportRun:
    """Upload and read a file."""
    run, _job = workflow.upload(register=register, area=area, file_name=name, content=content, by=by)
    return workflow.read(run, by=by)


def take_in(*args, **kwargs) -> ImportRun:
    """Upload, read, confirm and write a file."""
    run = preview(*args, **kwargs)
    workflow.confirm(run, by=kwargs.get("by", args[1]))
    run.refresh_from_db()
    return workflow.write(run, by=args[1])


def pairing_workbook() -> bytes:
    """Return an old workbook: merged county and township deputies with subtotals, and a sign-in sheet in two blocks."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("结对表")
    sheet.write_merge(0, 0, 0, 6, "赤石乡“1+M+N”代表联系户结对表")
    sheet.write_merge(1, 1, 0, 6, "填报单位（盖章）：赤石乡人大主席团　　2026年11月")
    for column, text in enumerate(PAIR_HEAD):
        sheet.write(2, column, text)
    groups = {"项秋实": ["叶一", "叶二", "叶三"], "柳春晓": ["叶四", "叶五"]}
    row = 3
    sheet.write_merge(3, 9, 0, 0, "张谷雨")
    for deputy, heads in groups.items():
        sheet.write_merge(row, row + len(heads) - 1, 1, 1, deputy)
        for number, head in enumerate(heads, start=1):
            sheet.write(row, 2, number)
            sheet.write(row, 3, head)
            sheet.write(row, 4, "双林村")
            sheet.write(row, 5, f"1690571{row:04d}")
            row += 1
        sheet.write(row, 1, "小计")
        sheet.write(row, 3, f"{len(heads)}户")
        row += 1
    sheet.write(row, 0, "合计")
    sheet.write(row, 3, "6户")
    signed = book.add_sheet("签到表")
    signed.write_merge(0, 0, 0, 5, "代表联系户培训会签到表")
    for column, text in enumerate(["序号", "姓名", "签名"] * 2):
        signed.write(1, column, text)
    for line in range(4):
        for block in (0, 3):
            signed.write(2 + line, block, line + 1 + block)
            signed.write(2 + line, block + 1, "项秋实" if not line and not block else f"季小满{line}{block}")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def people(elect):
    """The county deputy and the two township deputies of the workbook."""
    return (
        elect(CongressLevel.COUNTY, name="张谷雨"),
        elect(name="项秋实"),
        elect(name="柳春晓"),
    )


@pytest.fixture
def register(county):
    """A register as offices write it: title, one line a household, a total."""
    return xlsx(
        [
            ["赤石乡搬迁联系户名册", *[None] * 7],
            HEAD,
            [1, "叶云舟", "双林村", "中山社区", "云锦花苑3幢201室", "16905710001", 4, "2019.06"],
            [2, "雷 青禾", "双林", "浮云街道东门社区2幢", None, 16905710002, "3人", 2018],
            [3, "钟白露", "双林村委会", "丽水市莲都区", None, None, None, None],
            ["合计", "3户", *[None] * 6],
        ]
    )


def test_a_register_is_read_previewed_and_written(county, clerk, register):
    run = preview(register, clerk, county.chishi)
    assert (run.state, run.counts["created"], run.counts["refused"]) == (ImportState.PREVIEW, 3, 0)
    assert [(total["stated"], total["agrees"]) for total in run.totals] == [(3, True)]
    assert not Household.objects.exists()
    take_in(register, clerk, county.chishi)
    one, two, three = Household.objects.order_by("pk")
    assert (one.head, one.community, one.address, one.members) == ("叶云舟", county.zhongshan, "云锦花苑3幢201室", 4)
    assert (two.head, two.community, two.address, two.phone) == ("雷青禾", county.dongmen, "2幢", "16905710002")
    assert (three.community, three.outside) == (None, "丽水市莲都区")
    assert AuditEvent.objects.filter(verb="contacts.import").count() == 3


def test_nothing_stored_of_an_import_holds_a_name_or_phone_in_the_clear(county, clerk, register):
    run = preview(register, clerk, county.chishi)
    kept = list(ImportRow.objects.filter(run=run).values_list("label", "origin_name", "findings", "changes"))
    text = f"{kept}{run.findings}{run.totals}"
    for secret in ("叶云舟", "青禾", "白露", "16905710001", "201室"):
        assert secret not in text


def test_the_same_file_again_changes_nothing(county, clerk, register):
    take_in(register, clerk, county.chishi)
    run = preview(register, clerk, county.chishi)
    assert run.counts == {"created": 0, "updated": 0, "unchanged": 3, "refused": 0}


def test_a_later_file_updates_what_it_says_and_keeps_the_rest(county, clerk, register):
    take_in(register, clerk, county.chishi)
    changed = xlsx([["户主", "户籍村", "现居住社区", "电话"], ["叶云舟", "双林村", "元和街道狮山社区", "16905710001"]])
    take_in(changed, clerk, county.chishi)
    one = Household.objects.order_by("pk").first()
    assert (one.community, one.address, one.members) == (county.shishan, "云锦花苑3幢201室", 4)


def test_undo_takes_back_what_was_new_and_restores_what_was_changed(county, clerk, register):
    first = take_in(register, clerk, county.chishi)
    changed = xlsx(
        [["户主", "户籍村", "家庭人口", "电话"], ["叶云舟", "双林村", 5, "16905710001"], ["潘听雨", "双林村", 2, ""]]
    )
    second = take_in(changed, clerk, county.chishi)
    assert Household.objects.count() == 4
    with pytest.raises(Refused, match="有人改动过"):
        workflow.undo(first, by=clerk, reason="试")
    workflow.undo(second, by=clerk, reason="传错了")
    assert Household.objects.count() == 3
    assert Household.objects.order_by("pk").first().members == 4


def test_an_import_on_which_something_builds_is_not_undone(county, clerk, elect, register):
    run = take_in(register, clerk, county.chishi)
    HouseholdPair.objects.create(household=Household.objects.first(), deputy=elect())
    with pytest.raises(Refused, match="安排了代表"):
        workflow.undo(run, by=clerk, reason="试")
    assert Household.objects.count() == 3


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["叶一", None, "16905710001"], "village_missing"),
        (["叶一", "没有这个村", "16905710001"], "village_unknown"),
        (["叶一", "联合村", "16905710001"], "village_unknown"),
        (["叶□舟", "双林村", "16905710001"], None),
    ],
)
def test_a_row_that_cannot_be_placed_is_refused_with_its_cell(county, clerk, row, code):
    run = preview(xlsx([["户主", "户籍村", "电话"], row, ["叶好", "双林村", "1"]]), clerk, county.chishi)
    assert (run.counts["created"], run.counts["refused"]) == (1, 1)
    findings = run.rows.get(action="refused").findings
    assert any(finding["level"] == "error" for finding in findings)
    if code:
        assert code in {finding["code"] for finding in findings}
        assert all("!" in finding["cell"] for finding in findings)


def test_a_repeated_row_is_refused_and_a_namesake_needs_a_phone(county, clerk, household):
    household(head="叶同名", phone="16905710001")
    household(head="叶同名", phone="16905710002")
    rows = [["叶一", "双林村", "16905710009"], ["叶 一", "双林村", "16905710009"], ["叶同名", "双林村", ""]]
    run = preview(xlsx([["户主", "户籍村", "电话"], *rows]), clerk, county.chishi)
    codes = [[finding["code"] for finding in row.findings] for row in run.rows.order_by("pk")]
    assert codes == [[], ["row_repeated"], ["head_ambiguous"]]


def test_a_file_without_households_says_so(county, clerk):
    run = preview(xlsx([["序号", "姓名", "签名"], [1, "项秋实", ""]]), clerk, county.chishi, "pairings")
    assert run.state == ImportState.FAILED
    assert "签到表" in run.failure


def test_only_the_own_unit_may_import(county, staff, register):
    with pytest.raises(Denied):
        preview(register, staff(county.fuyun), county.chishi)


def test_a_pairing_workbook_with_a_sign_in_sheet_is_read_with_its_totals(county, clerk, people):
    run = preview(pairing_workbook(), clerk, county.chishi, "pairings", "结对表.xls")
    assert run.counts == {"created": 5, "updated": 0, "unchanged": 0, "refused": 0}
    assert [(total["label"], total["stated"], total["counted"]) for total in run.totals] == [
        ("小计", 3, 3),
        ("小计", 2, 2),
        ("合计", 6, 5),
    ]
    said = "".join(finding["message"] for finding in run.findings)
    assert "写的是 6 户，表中数得 5 户" in said
    assert "签到表（2 栏并排，共 8 人），不是结对名单" in said
    assert not HouseholdPair.objects.exists()


def test_a_pairing_workbook_makes_households_and_both_links_and_is_undone(county, clerk, people):
    leader, one, two = people
    run = take_in(pairing_workbook(), clerk, county.chishi, "pairings", "结对表.xls")
    assert HouseholdPair.objects.open().filter(deputy=one).count() == 3
    assert HouseholdPair.objects.open().filter(deputy=two).count() == 2
    assert {(pair.leader, pair.member) for pair in DeputyPair.objects.open()} == {(leader, one), (leader, two)}
    again = preview(pairing_workbook(), clerk, county.chishi, "pairings", "结对表.xls")
    assert again.counts["unchanged"] == 5
    workflow.undo(run, by=clerk, reason="传错了")
    assert not Household.objects.exists()
    assert not HouseholdPair.objects.exists()
    assert not DeputyPair.objects.exists()


def test_a_household_of_another_deputy_is_handed_over_and_undo_gives_it_back(county, clerk, people, household):
    _, one, two = people
    made = household(two, head="叶一", phone="16905710003")
    run = take_in(pairing_workbook(), clerk, county.chishi, "pairings", "结对表.xls")
    assert made.pairs.open().get().deputy == one
    assert made.pairs.get(deputy=two).end_reason == PairEnd.TRANSFERRED
    workflow.undo(run, by=clerk, reason="传错了")
    assert made.pairs.get().deputy == two
    assert made.pairs.get().is_open


def test_one_household_of_two_deputies_is_told_and_kept_as_doubled(county, clerk, people):
    rows = [
        ["张谷雨", "项秋实", 1, "叶一", "双林村", "16905710003", ""],
        ["张谷雨", "柳春晓", 1, "叶一", "双林村", "16905710003", ""],
    ]
    run = preview(xls([PAIR_HEAD, *rows]), clerk, county.chishi, "pairings", "表.xls")
    assert [(row.action, [f["code"] for f in row.findings]) for row in run.rows.order_by("pk")] == [
        ("created", []),
        ("updated", ["household_doubled"]),
    ]
    workflow.confirm(run, by=clerk)
    run.refresh_from_db()
    workflow.write(run, by=clerk)
    assert Household.objects.doubled().count() == 1


def test_an_unknown_or_ambiguous_deputy_refuses_the_row(county, clerk, people, elect):
    elect(name="柳春晓")
    rows = [["张谷雨", "柳春晓", 1, "叶一", "双林村", "", ""], ["张谷雨", "无此人", 2, "叶二", "双林村", "", ""]]
    run = preview(xls([PAIR_HEAD, *rows]), clerk, county.chishi, "pairings", "表.xls")
    assert [row.findings[0]["code"] for row in run.rows.order_by("pk")] == ["deputy_ambiguous", "deputy_unknown"]


def test_another_county_deputy_in_the_file_changes_nothing_but_is_told(county, clerk, people, elect):
    _, one, _ = people
    known = elect(CongressLevel.COUNTY, name="吴立秋")
    DeputyPair.objects.create(leader=known, member=one)
    take_in(pairing_workbook(), clerk, county.chishi, "pairings", "结对表.xls")
    assert DeputyPair.objects.open().get(member=one).leader == known


def test_pages_offer_both_registers_with_their_templates(county, clerk, sign_in):
    client = sign_in(clerk)
    page = client.get(reverse("imports:import-list")).content.decode()
    assert "联系户结对表" in page
    for key in ("households", "pairings", "deputy-roster"):
        assert client.get(reverse("imports:import-template", args=[key])).content[:2] == b"PK"
    chosen = client.get(reverse("imports:import-create"), {"register": "pairings"}).content.decode()
    assert '<option value="pairings" selected>' in chosen


def test_the_blank_templates_are_read_by_their_own_register(county, clerk, people):
    from yunhe.imports import registers

    run = preview(registers.get("pairings").template(), clerk, county.chishi, "pairings", "模板.xlsx")
    assert run.state == ImportState.PREVIEW
    assert run.rows.count() == 1
