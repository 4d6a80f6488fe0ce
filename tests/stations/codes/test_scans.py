"""The scan log: what is kept of an opening, counted once, folded after thirty days, shown by day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stations.codes import jobs as jobs
from stations.codes.enums import Channel, Visitor
from stations.codes.models import Scan, ScanDay
from stations.codes.queries import scans_of
from stations.codes.workflow import scans as workflow
from tests.factories.stations import CodeFactory

WECHAT = "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50 NetType/WIFI"


@pytest.fixture
def code(tree):
    return CodeFactory(station=tree.zhongshan)


def scan(code, days_ago=0, *, visitor=Visitor.ANONYMOUS, channel=Channel.WECHAT, at=None):
    at = at or timezone.now() - timedelta(days=days_ago)
    key = f"k{Scan.objects.count()}-{at.timestamp()}"[:32]
    workflow.note_scan(code.pk, at=at, visitor=visitor, channel=channel, key=key)


def test_nothing_about_the_person_has_a_place_in_the_log():
    assert {field.name for field in Scan._meta.get_fields()} == {"id", "code", "at", "visitor", "channel", "key"}


@pytest.mark.parametrize(("agent", "channel"), [(WECHAT, "wechat"), ("Mozilla/5.0 Safari", "other"), ("", "other")])
def test_the_channel_is_read_from_the_browser(agent, channel):
    assert workflow.channel_of(agent) == channel


def test_a_message_delivered_twice_counts_once(code):
    facts = [code.pk, timezone.now().isoformat(), "anonymous", "wechat", "key-1"]
    jobs.count_scan(*facts)
    jobs.count_scan(*facts)
    code.refresh_from_db()
    assert (code.scan_count, Scan.objects.count()) == (1, 1)


def test_a_scan_of_a_code_that_is_gone_is_passed_over(db):
    jobs.count_scan(999_999, timezone.now().isoformat(), "anonymous", "other", "key-1")
    assert not Scan.objects.exists()


def test_old_openings_are_folded_and_the_sums_stay(code, tree):
    other = CodeFactory(station=tree.fuyun)
    for days in (40, 40, 40, 31, 2):
        scan(code, days)
    scan(code, 40, visitor=Visitor.SIGNED_IN)
    scan(other, 40)
    assert jobs.fold_old_scans() == 4
    assert Scan.objects.count() == 1
    assert sum(ScanDay.objects.filter(code=code).values_list("number", flat=True)) == 5
    assert jobs.fold_old_scans() == 0
    scan(code, 40)  # a message that was late
    jobs.fold_old_scans()
    day = timezone.localdate() - timedelta(days=40)
    assert ScanDay.objects.get(code=code, on=day, visitor=Visitor.ANONYMOUS).number == 4


def test_a_day_begins_at_midnight_in_shanghai(code):
    shanghai = ZoneInfo("Asia/Shanghai")
    scan(code, at=datetime(2026, 3, 1, 0, 30, tzinfo=shanghai))
    scan(code, at=datetime(2026, 2, 28, 23, 30, tzinfo=shanghai))
    jobs.fold_old_scans("2026-03-31")
    assert [f"{day.on} {day.number}" for day in ScanDay.objects.order_by("on")] == ["2026-02-28 1"]
    jobs.fold_old_scans("2026-04-01")
    assert [f"{day.on}" for day in ScanDay.objects.order_by("on")] == ["2026-02-28", "2026-03-01"]


def test_the_days_add_up_the_log_and_the_folded_counts(code):
    for days in (0, 0, 3):
        scan(code, days)
    ScanDay.objects.create(
        code=code, on=timezone.localdate() - timedelta(days=3), visitor="signed_in", channel="other", number=5
    )
    summary = scans_of(code)
    assert (summary.total, len(summary.days)) == (8, 30)
    assert [(day.number, day.height) for day in summary.busy_days] == [(2, 33), (6, 100)]
    assert summary.kinds == [("已登录 · 其他浏览器", 5), ("未登录 · 微信", 3)]


def test_the_code_page_shows_them_at_a_fixed_cost(code, county, staff, sign_in):
    client = sign_in(staff(county.fuyun))

    def cost():
        with CaptureQueriesContext(connection) as seen:
            page = client.get(code.manage_url).content.decode()
        return len(seen), page

    scan(code)
    cost()
    few, page = cost()
    assert "近 30 天共 1 次" in page
    for days in range(20):
        scan(code, days)
    assert cost()[0] == few
