"""Two offices and one deputy in real browsers: moving on to another street, settling a difference, holding a joint meeting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from liaison.discrepancies.enums import DiscrepancyState
from liaison.discrepancies.models import Discrepancy, Statement
from liaison.joint_meetings.enums import MeetingState, ResolutionState
from liaison.joint_meetings.models import JointMeeting, Resolution
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from tests.browser.conftest import PC, PHONE
from tests.factories.areas import make_county
from tests.factories.registration import RegistrationFactory
from yunhe.accounts.enums import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(live_server, queue, appoint):
    """The county, its people, and 单小满 of 赤石乡 who is co-managed in 中山社区 of 浮云街道."""
    county = make_county()
    people = {
        "origin": appoint(Role.OFFICE_STAFF, county.chishi, name="赤石乡干事"),
        "fuyun": appoint(Role.OFFICE_STAFF, county.fuyun, name="浮云干事"),
        "yuanhe": appoint(Role.OFFICE_STAFF, county.yuanhe, name="元和干事"),
        "zhongshan": appoint(Role.POINT_KEEPER, county.zhongshan, name="中山联络员"),
        "shishan": appoint(Role.POINT_KEEPER, county.shishan, name="狮山联络员"),
        "deputy": appoint(Role.DEPUTY, county.chishi, name="单小满"),
    }
    file = RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=RegistrationState.CO_MANAGED)
    deputy = file.deputy
    deputy.name, deputy.user, deputy.phone = "单小满", people["deputy"], "16905780001"
    deputy.save()
    return county, people, file


@pytest.fixture
def browser(town, person):
    """Return a function (name of one of the people, **options) -> page of that person's own browser."""
    _, people, _ = town
    return lambda who, **options: person(people[who], **options)


def test_moving_on_to_another_street(town, browser):
    county, _, file = town
    fuyun, yuanhe, keeper = browser("fuyun", **PC), browser("yuanhe", **PC), browser("shishan", **PHONE)
    phone, origin = browser("deputy", **PHONE), browser("origin", **PC)

    # The street that the deputy leaves ends its file and says where the deputy has gone.
    fuyun.goto(file.get_absolute_url())
    fuyun.get_by_role("link", name="结束共管").click()
    fuyun.get_by_label("结束原因").select_option(label="迁往别处")
    fuyun.get_by_label("迁往的社区（村）").select_option(label="狮山社区")
    fuyun.get_by_label("新住址").fill("狮山小区5幢302室")
    fuyun.get_by_role("button", name="结束共管").click()
    fuyun.get_by_text("已办理：结束共管").wait_for()
    following = Registration.objects.get(previous=file)
    assert (following.state, following.residence) == (RegistrationState.URGED, county.yuanhe)

    # The deputy registers there, the new street verifies, the new community receives.
    phone.goto("/")
    phone.get_by_role("link", name="去登记").click()
    phone.get_by_role("link", name="提交登记").click()
    phone.get_by_role("button", name="提交登记").click()
    phone.get_by_text("等流入地核实").wait_for()
    yuanhe.goto(following.get_absolute_url())
    yuanhe.get_by_role("link", name="核实通过").click()
    yuanhe.get_by_role("button", name="核实通过").click()
    yuanhe.get_by_text("等代表到社区报到").wait_for()
    keeper.goto(following.get_absolute_url())
    keeper.get_by_role("link", name="社区接收").click()
    keeper.get_by_label("社区联系人").fill("狮山联络员")
    keeper.get_by_role("button", name="社区接收").click()
    keeper.get_by_text("双方共同管理").wait_for()

    # The origin sees both files in one chain; the street that was left sees only its own as it ended.
    origin.goto(following.get_absolute_url())
    origin.get_by_role("heading", name="档案链").wait_for()
    origin.get_by_role("link", name="赤石乡 → 浮云街道").click()
    origin.get_by_text("迁往别处").first.wait_for()
    assert fuyun.goto(following.get_absolute_url()).status == 404
    file.deputy.refresh_from_db()
    assert (file.deputy.residence, file.deputy.address) == (county.shishan, "狮山小区5幢302室")


def test_a_difference_is_settled(town, browser):
    _, _, file = town
    keeper, phone, fuyun = browser("zhongshan", **PHONE), browser("deputy", **PHONE), browser("fuyun", **PC)

    # The keeper confirms by one tap, the deputy says that the phone has changed.
    keeper.goto("/discrepancies/here/")
    keeper.get_by_role("button", name="还在这里").click()
    keeper.get_by_text("已确认：单小满还在浮云街道中山社区").wait_for()
    assert Statement.objects.get().source == "tap"
    phone.goto("/discrepancies/mine/")
    phone.get_by_role("link", name="有变化，我来说明").click()
    phone.get_by_label("手机").fill("169 0578 0002")
    phone.get_by_role("button", name="提交说明").click()
    phone.get_by_text("说法不同，等待核定").wait_for()
    found = Discrepancy.objects.get()

    # The street sees it on the board, looks at the number in full, calls, and settles.
    fuyun.goto("/discrepancies/?turn=mine")
    fuyun.get_by_role("link", name="单小满").click()
    assert fuyun.get_by_text("16905780002").count() == 0
    fuyun.get_by_role("button", name="查看").click()
    fuyun.get_by_text("16905780002").wait_for()
    fuyun.get_by_role("link", name="核定").click()
    fuyun.get_by_label("169****0002（代表本人）").check()
    fuyun.get_by_label("怎样核实的").select_option(label="电话核对")
    fuyun.get_by_role("button", name="核定并写入档案").click()
    fuyun.get_by_text("已核定并写入档案").wait_for()
    found.refresh_from_db()
    file.deputy.refresh_from_db()
    assert (found.state, file.deputy.phone) == (DiscrepancyState.SETTLED, "16905780002")
    phone.goto("/discrepancies/mine/")
    phone.get_by_role("button", name="没有变化，还在这里").click()
    phone.get_by_text("您上次于").wait_for()
    assert phone.get_by_text("说法不同，等待核定").count() == 0


def test_a_joint_meeting_from_proposal_to_done_resolution(town, browser):
    _, _, file = town
    origin, fuyun = browser("origin", **PC), browser("fuyun", **PC)
    soon = timezone.localtime() + timedelta(days=2)

    # The origin proposes, the residence agrees.
    origin.goto("/joint-meetings/")
    origin.get_by_role("link", name="赤石乡—浮云街道").click()
    origin.get_by_role("link", name="提议开会").click()
    origin.get_by_label("会议时间").fill(soon.strftime("%Y-%m-%dT%H:%M"))
    origin.get_by_label("会议地点").fill("城区联络站")
    origin.get_by_role("button", name="提议").click()
    origin.get_by_text("已向浮云街道提议").wait_for()
    meeting = JointMeeting.objects.get()
    fuyun.goto("/joint-meetings/meetings/?mine=1")
    fuyun.get_by_role("link", name="联席会议").last.click()
    fuyun.get_by_role("link", name="同意时间地点").click()
    fuyun.get_by_role("button", name="同意时间地点").click()
    fuyun.get_by_text("双方准备议题").wait_for()

    # The meeting takes place; the residence writes the minutes and what was resolved, the origin confirms.
    held = timezone.localtime() - timedelta(hours=2)
    fuyun.get_by_role("link", name="登记会议和纪要").click()
    fuyun.get_by_label("实际开始时间").fill(held.strftime("%Y-%m-%dT%H:%M"))
    fuyun.get_by_label("赤石乡出席人员").fill("王主席 乡人大主席")
    fuyun.get_by_label("浮云街道出席人员").fill("陈主任 人大工委主任")
    fuyun.get_by_label("会议纪要").fill("会议核对了台账。")
    fuyun.get_by_role("button", name="登记会议和纪要").click()
    fuyun.get_by_role("link", name="登记议定事项").click()
    fuyun.get_by_label("议定事项").fill("联合培训一次")
    fuyun.get_by_label("责任单位").select_option(label="赤石乡")
    fuyun.get_by_label("完成期限").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    fuyun.get_by_role("button", name="登记").click()
    fuyun.get_by_text("已登记议定事项").wait_for()
    origin.goto(meeting.get_absolute_url())
    origin.get_by_role("link", name="确认纪要").click()
    origin.get_by_text("会议核对了台账").wait_for()
    origin.get_by_role("button", name="确认纪要").click()
    origin.get_by_text("双方已确认纪要").wait_for()
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CLOSED

    # The owner says what was done; the evidence of the pair counts it.
    origin.goto("/joint-meetings/resolutions/?state=open&mine=1")
    origin.get_by_role("link", name="联合培训一次").click()
    origin.get_by_role("link", name="登记完成").click()
    origin.get_by_label("办理结果").fill("办班一期，18人参加")
    origin.get_by_role("button", name="登记完成").click()
    origin.get_by_text("办班一期").first.wait_for()
    assert Resolution.objects.get().state == ResolutionState.DONE
    fuyun.goto(f"/joint-meetings/pairs/{file.origin_id}/{file.residence_id}/")
    fuyun.get_by_role("link", name="其中已完成 1").click()
    fuyun.get_by_role("link", name="联合培训一次").wait_for()
