"""A paper sign-in sheet comes in as a file: who was there is recorded, who was not is left, and all of it can be taken back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from stations.presence.enums import CheckInWay, SheetMark
from stations.presence.models import CheckIn
from stations.presence.rosters.reading import mark_of
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import ActivityFactory
from tests.workbooks import xlsx
from yunhe.accounts.enums import Role
from yunhe.imports import workflow
from yunhe.imports.enums import ImportState, RowAction
from yunhe.imports.models import ImportRun
from yunhe.kit.refusals import Denied, Refused

HEAD = ["序号", "姓名", "电话", "签名"]


@pytest.fixture
def serving(county):
    """Return a function (name, **facts) -> deputy in office of 赤石乡 who lives in 中山社区."""

    def make(name, **facts):
        deputy = DeputyFactory(name=name, **{"origin": county.chishi, "residence": county.zhongshan, **facts})
        MandateFactory(deputy=deputy)
        return deputy

    return make


@pytest.fixture
def activity(county):
    return ActivityFactory(organising_area=county.fuyun, title="代表接待日")


@pytest.fixture
def preview(county, staff, activity):
    """Return a function (rows) -> the read import of such a sheet, by the office of 浮云街道."""
    clerk = staff(county.fuyun)

    def read(rows, **facts):
        content = rows if isinstance(rows, bytes) else xlsx(rows)
        run, _ = workflow.upload(
            register="sign-in-sheet", area=county.fuyun, file_name="签到表.xlsx", content=content, by=clerk,
            options={"activity": activity.pk},
        )  # fmt: skip
        return workflow.read(run, by=clerk)

    read.clerk = clerk
    return read


def said(run):
    return {row.label: (row.action, row.target) for row in run.rows.all()}


def put_in(run, by):
    workflow.confirm(run, by=by)
    return workflow.write(run, by=by)


def test_two_blocks_side_by_side_become_attendance(serving, preview, activity):
    first, second, *_ = (serving(name) for name in ("叶示一", "蓝示二", "王示三", "雷示四"))
    rows = [
        ["代表接待日签到表"],
        HEAD + HEAD,
        [1, "叶示一", None, "√", 3, "王示三", None, "请假"],
        [2, "蓝示二", None, "蓝示二", 4, "雷示四", None, None],
    ]
    run = preview(rows)
    assert said(run) == {
        "叶示一": (RowAction.CREATED, "登记到场"),
        "蓝示二": (RowAction.CREATED, "登记到场"),
        "王示三": (RowAction.UNCHANGED, "请假或未到，不登记"),
        "雷示四": (RowAction.UNCHANGED, "没有签名，不登记"),
    }
    assert put_in(run, preview.clerk).state == ImportState.CONFIRMED
    present = CheckIn.objects.standing().filter(activity=activity)
    assert set(present.values_list("deputy", flat=True)) == {first.pk, second.pk}
    one = present.get(deputy=first)
    assert (one.way, one.reason, one.at) == (CheckInWay.AFTERWARDS, "依据签到表：签到表.xlsx", activity.starts_at)


def test_the_whole_sheet_can_be_taken_back(serving, preview, activity):
    serving("叶示一")
    run = put_in(preview([HEAD, [1, "叶示一", None, "到"]]), preview.clerk)
    workflow.undo(run, by=preview.clerk, reason="传错了活动")
    undone = CheckIn.objects.get(activity=activity)
    assert undone.undo_reason == "撤销导入：签到表.xlsx"
    assert not CheckIn.objects.standing().exists()


def test_what_was_undone_by_hand_meanwhile_keeps_the_sheet(serving, preview, activity):
    from stations.presence.workflow import undo_check_in

    serving("叶示一")
    run = put_in(preview([HEAD, [1, "叶示一", None, "到"]]), preview.clerk)
    undo_check_in(CheckIn.objects.get(), by=preview.clerk, reason="没有来")
    with pytest.raises(Refused, match="撤销了其中的签到"):
        workflow.undo(run, by=preview.clerk)


def test_who_is_in_already_stays_as_he_is(serving, preview, activity):
    deputy = serving("叶示一")
    CheckIn.objects.create(deputy=deputy, activity=activity, way=CheckInWay.ACTIVITY_CODE, nonce="n")
    assert said(preview([HEAD, [1, "叶示一", None, "√"]])) == {"叶示一": (RowAction.UNCHANGED, "已签到，不重复登记")}


def test_strangers_namesakes_and_repeated_rows_are_refused_with_a_reason(county, serving, preview):
    serving("叶示一")
    serving("蓝示二")
    serving("蓝示二", origin=county.shitang)
    run = preview(
        [HEAD, [1, "张某", None, "√"], [2, "蓝示二", None, "√"], [3, "叶示一", None, "√"], [4, "叶示一", None, "√"]]
    )
    codes = {row.row: [finding["code"] for finding in row.findings] for row in run.rows.all()}
    assert codes == {2: ["deputy_unknown"], 3: ["deputy_ambiguous"], 4: [], 5: ["row_repeated"]}
    assert [row.action for row in run.rows.order_by("row")] == ["refused", "refused", "created", "refused"]


def test_namesakes_are_told_apart_by_phone(county, serving, preview):
    meant = serving("蓝示二", phone="16905710001")
    serving("蓝示二", phone="16905710002", origin=county.shitang)
    run = preview([HEAD, [1, "蓝示二", "16905710001", "√"]])
    assert run.rows.get().object_id == meant.pk


def test_a_cell_is_corrected_in_the_preview(serving, preview):
    serving("叶示一")
    run = preview([HEAD, [1, "叶示一", None, "代"]])
    row = run.rows.get()
    assert (row.action, row.target) == (RowAction.UNCHANGED, "看不出到没到，不登记")
    workflow.correct_row(row, texts={"sign": "√"}, by=preview.clerk)
    run = workflow.read(ImportRun.objects.get(), by=preview.clerk)
    assert said(run) == {"叶示一": (RowAction.CREATED, "登记到场")}


def test_an_empty_column_of_signatures_is_told_at_the_top(serving, preview):
    serving("叶示一")
    run = preview([HEAD, [1, "叶示一", None, None]])
    assert [finding["code"] for finding in run.findings] == ["nothing_signed"]


def test_a_file_without_names_and_an_old_activity_fail_with_a_sentence(preview, activity):
    assert "没有读到人名" in preview([["通知"], ["请大家签到"]]).failure
    activity.starts_at = timezone.now() - timedelta(days=400)
    activity.ends_at = activity.starts_at + timedelta(hours=2)
    activity.save()
    assert "最近半年" in preview([HEAD, [1, "叶示一", None, "√"]]).failure


@pytest.mark.parametrize(
    ("sign", "remark", "mark"),
    [
        ("√", None, SheetMark.PRESENT), ("✔", None, SheetMark.PRESENT), ("已到", None, SheetMark.PRESENT),
        ("叶 示一", None, SheetMark.PRESENT), (1, None, SheetMark.PRESENT), ("V", None, SheetMark.PRESENT),
        ("√", "下午事假", SheetMark.AWAY), ("请假", None, SheetMark.AWAY), ("×", None, SheetMark.AWAY),
        (None, "出差", SheetMark.AWAY), (None, None, SheetMark.EMPTY), ("蓝示二代", None, SheetMark.UNCLEAR),
    ],
)  # fmt: skip
def test_what_a_signature_says(sign, remark, mark):
    assert mark_of(sign, remark, "叶示一") == mark


def test_the_office_uploads_it_on_the_page_of_the_activity(county, staff, sign_in, serving, activity):
    client = sign_in(staff(county.fuyun))
    address = reverse("presence:sheet-import", args=[activity.pk])
    assert address in client.get(activity.get_absolute_url()).content.decode()
    file = SimpleUploadedFile("签到表.xlsx", xlsx([HEAD, [1, "叶示一", None, "√"]]))
    answer = client.post(address, {"file": file})
    run = ImportRun.objects.get()
    assert answer.headers["Location"] == reverse("imports:import-detail", args=[run.pk])
    assert (run.area, run.options) == (county.fuyun, {"activity": activity.pk})
    assert "签到表" not in client.get(reverse("imports:import-create")).content.decode()  # only from an activity


def test_neither_a_keeper_nor_the_homes_of_the_deputies_bring_in_a_sheet(county, appoint, staff, sign_in, activity):
    address = reverse("presence:sheet-import", args=[activity.pk])
    for user in (appoint(Role.POINT_KEEPER, county.zhongshan), staff(county.shitang)):
        assert sign_in(user).get(address).status_code in {403, 404}
    keeper_page = sign_in(appoint(Role.POINT_KEEPER, county.zhongshan)).get(activity.get_absolute_url())
    assert address not in keeper_page.content.decode()


def test_an_office_that_lost_the_activity_writes_nothing(county, serving, preview, activity):
    serving("叶示一")
    run = preview([HEAD, [1, "叶示一", None, "√"]])
    activity.organising_area = county.shitang
    activity.save()
    workflow.confirm(run, by=preview.clerk)
    with pytest.raises(Denied):
        workflow.write(run, by=preview.clerk)
    assert not CheckIn.objects.exists()
