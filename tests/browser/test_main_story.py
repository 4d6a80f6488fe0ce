"""The main story with four people: origin office, residence office, community keeper, and a deputy with a phone.

From "living elsewhere, not registered" through urging, registering, verifying and reporting in by the station's code to
co-management; then the half-year ledger opens, reminds from a worker, is confirmed in two taps and countersigned.
"""

import os

import pytest
import zxingcpp
from PIL import Image

from liaison.ledger import jobs
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from stations.codes.enums import CodeKind
from stations.codes.models import Code
from stations.places.enums import StationKind
from stations.places.models import Station
from stations.places.workflow import build_tree
from stations.presence.models import CheckIn
from tests.browser.conftest import PC, PHONE, until
from tests.factories.areas import make_county
from tests.factories.deputies import DeputyFactory, MandateFactory
from yunhe.accounts.enums import Role
from yunhe.notices.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(live_server, appoint):
    """The county, its stations, the four people, and a deputy of 赤石乡 who lives in 中山社区 without a file."""
    county = make_county()
    people = {
        "origin": appoint(Role.OFFICE_STAFF, county.chishi, name="赤石乡干事"),
        "residence": appoint(Role.OFFICE_STAFF, county.fuyun, name="浮云干事"),
        "keeper": appoint(Role.POINT_KEEPER, county.zhongshan, name="中山联络员"),
        "deputy": appoint(Role.DEPUTY, county.chishi, name="单小满"),
        "county": appoint(Role.COUNTY_OFFICE, county.root, name="县人大干事"),
    }
    deputy = DeputyFactory(
        name="单小满",
        origin=county.chishi,
        residence=county.zhongshan,
        home_village=county.shuanglin,
        user=people["deputy"],
    )
    MandateFactory(deputy=deputy)
    build_tree(county.root, by=people["county"])
    return county, people, deputy


def test_the_main_story(town, worker, person):
    county, people, deputy = town

    def browser(who, **options):
        return person(people[who], **options)

    origin, residence = browser("origin", **PC), browser("residence", **PC)
    keeper, phone = browser("keeper", **PC), browser("deputy", **PHONE)

    # The origin finds the deputy who lives elsewhere, and urges.
    origin.goto("/")
    origin.get_by_role("link", name="流出未登记").first.click()
    origin.get_by_role("row", name="单小满").get_by_role("checkbox").check()
    origin.get_by_role("button", name="督促登记").click()
    origin.get_by_text("已督促 1 名代表").wait_for()
    file = Registration.objects.get()
    assert file.state == RegistrationState.URGED

    # The deputy registers on the phone.
    phone.goto("/")
    phone.get_by_role("link", name="去登记").click()
    phone.get_by_role("link", name="提交登记").click()
    phone.get_by_label("现居住社区（村）").select_option(label="中山社区")
    phone.get_by_label("现住址").fill("示例小区3幢2单元501室")
    phone.get_by_role("button", name="提交登记").click()
    phone.get_by_text("等流入地核实").wait_for()

    # The residence office was told, verifies, and names the community.
    until(lambda: Notice.objects.filter(recipient=people["residence"], title__contains="提交登记").exists())
    residence.goto("/")
    residence.get_by_role("link", name="待核实").first.click()
    residence.get_by_role("link", name="单小满").click()
    residence.get_by_role("link", name="核实通过").click()
    residence.get_by_label("由哪个社区（村）接收").select_option(label="中山社区")
    residence.get_by_role("button", name="核实通过").click()
    residence.get_by_text("等代表到社区报到").wait_for()

    # The keeper has the station's code made; a worker process draws it.
    point = Station.objects.get(kind=StationKind.POINT, location_area=county.zhongshan)
    keeper.goto(f"/stations/{point.pk}/")
    keeper.get_by_role("button", name="制作联络站码").click()
    code = until(
        lambda: Code.objects.filter(kind=CodeKind.STATION, station=point, images_made_at__isnull=False).first()
    )
    drawn_by = int(code.images_made_by.rpartition(":")[2])
    assert drawn_by == worker.pid != os.getpid()

    # The deputy scans the code that hangs on the wall, and opens what it says.
    with code.png.open() as picture:
        found = zxingcpp.read_barcodes(Image.open(picture))
    assert [barcode.text for barcode in found] == [code.url]
    phone.goto(found[0].text)
    phone.get_by_role("button", name="签到并向社区报到").click()
    phone.get_by_text("社区报到已完成").wait_for()
    file.refresh_from_db()
    assert (file.state, file.received_by) == (RegistrationState.CO_MANAGED, "扫码报到")
    assert CheckIn.objects.get().deputy == deputy

    # The community completes its part; the origin sees it in the same file.
    keeper.goto(file.get_absolute_url())
    keeper.get_by_role("link", name="补充社区接收信息").click()
    keeper.get_by_label("社区联系人").fill("中山联络员")
    keeper.get_by_label("编入网格").fill("第3网格")
    keeper.get_by_role("button", name="补充社区接收信息").click()
    origin.goto(file.get_absolute_url())
    origin.get_by_text("第3网格").wait_for()
    origin.get_by_text("扫码报到 → 共管中").wait_for()
    assert set(file.steps.values_list("verb", flat=True)) == {"urge", "submit", "verify", "report_in"}

    # The half-year ledger opens and reminds, both from the worker.
    jobs.open_due_rounds.delay("2026-11-01")
    entry = until(lambda: LedgerEntry.objects.filter(deputy=deputy).first())
    jobs.send_due_reminders.delay("2026-12-17")
    reminder = until(lambda: Notice.objects.filter(key__startswith="ledger-2026-H2-before-14").first())
    assert int(reminder.worker.rpartition(":")[2]) == worker.pid
    assert Notice.objects.filter(recipient=people["deputy"], kind="ledger").count() == 1

    # Two taps on the phone, one at the office.
    phone.goto("/")
    phone.get_by_role("link", name="确认台账").click()
    phone.get_by_label("是，仍在").check()
    phone.get_by_role("button", name="没有变化，确认").click()
    phone.get_by_text("已确认，等登记管理人会签").wait_for()
    origin.goto(entry.get_absolute_url())
    origin.get_by_role("button", name="会签并锁定").click()
    origin.get_by_text("已会签，条目锁定").wait_for()
    entry.refresh_from_db()
    assert entry.state == EntryState.LOCKED

    # The county sees it, counted.
    office = browser("county", **PC)
    office.goto("/county/")
    office.get_by_text("100.00%").first.wait_for()
    office.get_by_role("link", name="1 共管中").wait_for()
