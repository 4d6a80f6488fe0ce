"""From a proposal to a visit: the office has pairs proposed and accepts a part, the deputy visits with a phone, coverage moves."""

import pytest

from liaison.households.models import HouseholdPair
from liaison.visits.enums import VisitOutcome
from liaison.visits.models import Visit
from tests.browser.conftest import PC, PHONE, until
from tests.factories.areas import make_county
from tests.factories.contacts import HouseholdFactory
from tests.factories.deputies import DeputyFactory, MandateFactory
from yunhe.accounts.enums import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def township(live_server, appoint):
    """赤石乡 with one township deputy who has an account, and four households nobody keeps in touch with."""
    county = make_county()
    clerk = appoint(Role.OFFICE_STAFF, county.chishi, name="赤石乡干事")
    user = appoint(Role.DEPUTY, county.chishi, name="单小满")
    deputy = DeputyFactory(name="单小满", origin=county.chishi, residence=county.zhongshan, user=user)
    MandateFactory(deputy=deputy)
    for head in ("叶一", "叶二", "雷三", "钟四"):
        HouseholdFactory(head=head, village=county.shuanglin, community=county.zhongshan)
    return clerk, user, deputy


# What the phone keeps, in the words of the browser; of what is encrypted the length.
KEPT = """() => new Promise((resolve) => {
  const request = indexedDB.open("yunhe-queue", 1);
  request.onsuccess = () => {
    const all = request.result.transaction("entries").objectStore("entries").getAll();
    all.onsuccess = () => resolve(all.result.map((entry) => ({ ...entry, sealed: entry.sealed?.byteLength ?? 0 })));
  };
})"""


def test_from_a_proposal_to_a_visit(township, worker, person):
    clerk, user, deputy = township
    office, phone = person(clerk, **PC), person(user, **PHONE)

    # The office sees what is uncovered, has pairs proposed by a worker, and accepts two lines of four.
    office.goto("/pairing/")
    office.get_by_role("link", name="生成结对方案").click()
    office.get_by_role("button", name="开始计算").click()
    office.get_by_role("link", name="去查看").click(timeout=30_000)
    ticks = office.locator("input[name=pk]")
    until(lambda: ticks.count() >= 4)
    ticks.nth(0).check()
    ticks.nth(1).check()
    office.get_by_role("button", name="采纳所选").click()
    office.get_by_role("button", name="确认采纳（2 项）").click()
    office.get_by_text("已采纳 2 项").wait_for()
    assert HouseholdPair.objects.open().filter(deputy=deputy).count() == 2

    # The deputy logs a visit in two taps, and goes straight on to the next household.
    phone.goto("/")
    phone.locator(".tabbar").get_by_role("link", name="我的选民").click()
    phone.get_by_role("link", name="记走访").first.click()
    phone.get_by_role("button", name="见到了，记下").click()
    phone.get_by_role("heading", name="已记下 1 户").wait_for()
    phone.get_by_role("link", name="记下一户").click()

    # Without signal the phone keeps the visit, and sends it once there is.
    phone.context.set_offline(True)
    phone.get_by_role("button", name="没人在家").click()
    phone.get_by_text("已存在手机里：还有 1 条走访等待上传").wait_for()
    kept = phone.evaluate(KEPT)
    assert len(kept) == 1
    assert not {"data", "household", "outcome"} & kept[0].keys()  # no word of it lies open
    assert kept[0]["sealed"] > 100
    assert Visit.objects.count() == 1
    phone.context.set_offline(False)
    phone.get_by_text("刚才存下的 1 条走访已上传").wait_for()
    assert Visit.objects.filter(outcome=VisitOutcome.NOBODY).count() == 1

    # Coverage has moved by the one household that was met.
    office.goto("/visits/coverage/")
    assert "1" in office.get_by_role("link", name="本季度已联系").inner_text()
    office.get_by_role("link", name="本季度已联系").click()
    until(lambda: office.locator("tbody tr").count() == 1)
