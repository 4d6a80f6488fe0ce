"""An activity from plan to what it left to do: cost, invitation, sign-up on the phone, check-in, minutes, photo, follow-up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stations.activities.enums import FollowUpState, InvitationState, MinutesState
from stations.activities.models import Activity, FollowUp, Minutes
from stations.codes.workflow import issue_code
from stations.places.workflow import build_tree
from stations.presence.models import CheckIn
from tests.browser.conftest import PC, PHONE, until
from tests.factories.areas import make_county
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.pictures import with_place
from yunhe.accounts.enums import Role
from yunhe.notices.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(live_server, appoint):
    """浮云's office, and a deputy of 赤石乡 who lives in 中山社区."""
    county = make_county()
    office = appoint(Role.OFFICE_STAFF, county.fuyun, name="浮云干事")
    user = appoint(Role.DEPUTY, county.chishi, name="单小满")
    deputy = DeputyFactory(name="单小满", origin=county.chishi, residence=county.zhongshan, user=user)
    MandateFactory(deputy=deputy)
    build_tree(county.root)
    return office, deputy


def test_from_the_plan_to_what_was_left_to_do(town, worker, person, tmp_path):
    office, deputy = town
    desk = person(office, **PC)
    phone = person(deputy.user, **PHONE)
    desk.set_default_timeout(30_000)
    phone.set_default_timeout(30_000)

    # The office plans it for the next hour, with what it costs.
    starts = timezone.localtime() + timedelta(minutes=40)
    desk.goto("/stations/activities/new/")
    desk.get_by_label("活动名称").fill("充电桩议事会")
    desk.get_by_label("类别").select_option(label="议事会")
    desk.get_by_label("开始时间").fill(f"{starts:%Y-%m-%dT%H:%M}")
    desk.get_by_label("结束时间").fill(f"{starts + timedelta(hours=1):%Y-%m-%dT%H:%M}")
    desk.get_by_label("地点").fill("社区一楼")
    desk.get_by_role("button", name="保存").click()
    desk.get_by_role("link", name="登记经费").click()
    desk.get_by_label("项目").first.fill("学习资料")
    desk.get_by_label("金额（元）").first.fill("180.50")
    desk.get_by_role("button", name="保存经费计划").click()
    desk.get_by_text("合计 180.50 元").wait_for()
    activity = Activity.objects.get()

    # It says what comes next: invite. The worker tells the deputy.
    desk.locator(".next-step").get_by_role("link", name="邀请代表").click()
    desk.get_by_label("单小满").check()
    desk.get_by_role("button", name="发出邀请").click()
    desk.get_by_text("新邀请 1 人").wait_for()
    until(lambda: Notice.objects.filter(recipient=deputy.user, title__contains="充电桩议事会").exists())

    # The deputy signs up on the phone, and checks in by the code.
    phone.goto("/stations/invitations/mine/")
    phone.get_by_role("button", name="参加").click()
    phone.get_by_text("已报名参加").first.wait_for()
    assert activity.invitations.get().state == InvitationState.COMING
    phone.goto(issue_code(activity, by=office).get_absolute_url())
    phone.get_by_role("button", name="签到").first.click()
    until(lambda: CheckIn.objects.filter(activity=activity, deputy=deputy).exists())

    # It is over: held, minutes written and published, a photo added.
    Activity.objects.filter(pk=activity.pk).update(
        starts_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now() - timedelta(minutes=1)
    )
    desk.goto(activity.get_absolute_url())
    desk.locator(".next-step").get_by_role("button", name="登记为已举行").click()
    desk.locator(".next-step").get_by_role("link", name="写纪要").click()
    desk.get_by_label("纪要正文").fill("议了充电桩选址。")
    desk.get_by_label("议定事项").fill("装 20 个充电位")
    desk.get_by_role("button", name="保存草稿").click()
    desk.get_by_role("button", name="印发").click()
    desk.get_by_text("纪要已印发").first.wait_for()
    assert Minutes.objects.get().state == MinutesState.PUBLISHED
    picture = tmp_path / "现场.jpg"
    picture.write_bytes(with_place())
    desk.goto(f"{activity.get_absolute_url()}photos/")
    desk.get_by_label("照片").set_input_files(picture)
    desk.get_by_text("现场.jpg").wait_for()
    desk.get_by_role("button", name="上传照片").click()
    desk.get_by_text("已添加 1 张照片").wait_for()

    # What was agreed becomes a follow-up of the deputy.
    desk.goto(activity.get_absolute_url())
    desk.locator(".next-step").get_by_role("link", name="登记后续事项").click()
    desk.get_by_role("link", name="装 20 个充电位").click()
    desk.get_by_label("责任代表").select_option(label="单小满（赤石乡）")
    desk.get_by_label("期限").fill(f"{timezone.localdate() + timedelta(days=9)}")
    desk.get_by_role("button", name="保存").click()
    desk.get_by_text("1 件事项跟进中").wait_for()

    # The deputy reads the minutes on the phone and finishes; the office is told.
    until(lambda: Notice.objects.filter(recipient=deputy.user, title__contains="请您跟进").exists())
    phone.goto(Minutes.objects.get().get_absolute_url())
    phone.get_by_text("议了充电桩选址。").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    phone.goto("/stations/follow-ups/mine/")
    phone.get_by_role("link", name="登记完成").click()
    phone.get_by_label("完成情况").fill("已经装好，试用正常。")
    phone.get_by_role("button", name="登记完成").click()
    phone.get_by_text("已登记完成").wait_for()
    assert FollowUp.objects.get().state == FollowUpState.DONE
    until(lambda: Notice.objects.filter(recipient=office, title__contains="已完成").exists())
    desk.goto(activity.get_absolute_url())
    desk.get_by_text("后续事项都办完了").wait_for()
