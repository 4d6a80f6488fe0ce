"""What a station keeps: hours, people, rules, postings; who may write it; what lists read of it."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stations.places import workflow
from stations.places import workflow as stations
from stations.places.enums import StaffPost
from stations.places.hours_rules import Span
from stations.places.models import HoursException, OpeningInterval, Posting, Station, StationStaff
from stations.places.queries import postings_at, proposed_for, week_of, weeks_of, year_counts
from stations.places.rules_text import template_for
from tests.factories.stations import ActivityFactory, CheckInFactory, VoterReceptionFactory
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied

MORNING = Span(time(8, 30), time(11, 30))
TODAY = timezone.localdate()


@pytest.fixture
def clerk(county, staff):
    """Office staff of 浮云街道."""
    return staff(county.fuyun)


def post(station, by, *deputies, begins_on=TODAY):
    return workflow.post_deputies(station, deputies, by=by, begins_on=begins_on)


# --- hours


def test_a_week_is_written_whole_and_said_in_words(tree, clerk):
    workflow.set_hours(tree.zhongshan, by=clerk, days={1: [MORNING], 2: [MORNING]})
    workflow.set_hours(tree.zhongshan, by=clerk, days={3: [MORNING]}, keeps_holidays=False)
    tree.zhongshan.refresh_from_db()
    assert tree.zhongshan.opening_hours == "周三 8:30–11:30"
    week = week_of(tree.zhongshan)
    assert (dict(week.days), week.keeps_holidays) == ({3: (MORNING,)}, False)
    assert AuditEvent.objects.filter(verb="stations.set_hours").latest("id").changes["开放时间"] == [
        "周一、周二 8:30–11:30",
        "周三 8:30–11:30",
    ]


def test_a_date_of_its_own_is_added_once_and_taken_back(tree, clerk):
    made = workflow.add_exception(tree.zhongshan, by=clerk, on=TODAY, hours="9:00-10:00", note="周末接待")
    assert week_of(tree.zhongshan).on(TODAY) == (Span(time(9), time(10)),)
    with pytest.raises(ValidationError, match="已有特别安排"):
        workflow.add_exception(tree.zhongshan, by=clerk, on=TODAY)
    workflow.remove_exception(made, by=clerk)
    assert not HoursException.objects.exists()


@pytest.mark.parametrize(
    ("on", "hours", "error"), [(TODAY - timedelta(days=1), "", ValidationError), (TODAY, "上午", ValidationError)]
)
def test_a_date_that_cannot_be_is_refused(tree, clerk, on, hours, error):
    with pytest.raises(error):
        workflow.add_exception(tree.zhongshan, by=clerk, on=on, hours=hours)
    assert not HoursException.objects.exists()


def test_the_database_refuses_hours_that_end_before_they_begin(tree):
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningInterval.objects.create(station=tree.zhongshan, weekday=1, opens=time(11), closes=time(8))


def test_hours_of_many_stations_cost_two_queries(tree, clerk, django_assert_num_queries):
    workflow.set_hours(tree.zhongshan, by=clerk, days={1: [MORNING]})
    rows = list(Station.objects.all())
    with django_assert_num_queries(2):
        assert weeks_of(rows)[tree.zhongshan.pk].is_known


def test_hours_in_the_page(tree, clerk, sign_in):
    client, url = sign_in(clerk), reverse("places:station-hours", args=[tree.zhongshan.pk])
    assert client.get(url).content.decode().count("8:30–11:30，14:00–17:00") == 5  # a proposal, not saved
    refused = client.post(url, {"week": "1", "day1": "随时"}).content.decode()
    assert "看不懂“随时”" in refused
    client.post(url, {"week": "1", "day1": "8:30-11:30", "day6": "9-10点", "keeps_holidays": "on"})
    assert not OpeningInterval.objects.filter(weekday=6).exists()
    client.post(url, {"week": "1", "day1": "8:30-11:30", "keeps_holidays": "on"})
    assert OpeningInterval.objects.get().weekday == 1
    client.post(url, {"exception": "1", "on": TODAY.isoformat(), "hours": "", "note": "停电"})
    assert "停电" in client.get(url).content.decode()
    client.post(reverse("places:exception-remove", args=[HoursException.objects.get().pk]))
    assert not HoursException.objects.exists()


# --- people


def test_people_are_named_and_the_lists_read_head_and_officers(tree, clerk):
    head = workflow.save_staff(tree.zhongshan, by=clerk, name="王秀英", post=StaffPost.HEAD)
    for name in ("雷小兰", "蓝建国"):
        workflow.save_staff(tree.zhongshan, by=clerk, name=name, post=StaffPost.OFFICER)
    tree.zhongshan.refresh_from_db()
    assert (tree.zhongshan.head_name, tree.zhongshan.liaison_officer) == ("王秀英", "雷小兰、蓝建国")
    workflow.save_staff(tree.zhongshan, by=clerk, person=head, post=StaffPost.WORKER)
    workflow.remove_staff(StationStaff.objects.get(name="雷小兰"), by=clerk)
    tree.zhongshan.refresh_from_db()
    assert (tree.zhongshan.head_name, tree.zhongshan.liaison_officer) == ("", "蓝建国")


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"name": "乙", "post": StaffPost.HEAD}, "只能有一位站长"),
        ({"name": "乙", "phone": "13905780000"}, "不登记个人手机"),
        ({"name": "乙", "phone": "没有"}, "请填写办公电话"),
        ({"name": "乙", "phone_is_public": True}, "请先填写办公电话"),
        ({"name": ""}, "name"),
    ],
)
def test_people_that_cannot_be_are_refused(tree, clerk, facts, says):
    workflow.save_staff(tree.zhongshan, by=clerk, name="甲", post=StaffPost.HEAD)
    with pytest.raises(ValidationError) as refused:
        workflow.save_staff(tree.zhongshan, by=clerk, **facts)
    assert says in str(refused.value)
    assert StationStaff.objects.count() == 1


def test_people_in_the_page(tree, clerk, sign_in):
    client, url = sign_in(clerk), reverse("places:station-staff", args=[tree.zhongshan.pk])
    assert (
        "不登记个人手机" in client.post(url, {"name": "甲", "post": "1_head", "phone": "13905780000"}).content.decode()
    )
    client.post(url, {"name": "甲", "post": "1_head", "phone": "0578-5120000", "phone_is_public": "on"})
    person = StationStaff.objects.get()
    client.post(reverse("places:staff-edit", args=[person.pk]), {"name": "乙", "post": "1_head"})
    person.refresh_from_db()
    assert (person.name, person.phone) == ("乙", "")
    client.post(reverse("places:staff-remove", args=[person.pk]))
    assert not StationStaff.objects.exists()


# --- rules


def test_rules_begin_with_a_text_for_the_kind_and_are_kept(tree, clerk, sign_in):
    assert "每两个月至少接待选民一次" in template_for(tree.zhongshan)
    assert "搬进县城" in template_for(tree.urban)
    client, url = sign_in(clerk), reverse("places:station-rules", args=[tree.zhongshan.pk])
    assert "参考范本" in client.get(url).content.decode()
    client.post(url, {"rules": "1. 按时开门。\r\n2. 如实记录。"})
    tree.zhongshan.refresh_from_db()
    assert tree.zhongshan.rules == "1. 按时开门。\n2. 如实记录。"
    workflow.set_rules(tree.zhongshan, by=clerk, rules="1. 按时开门。\n2. 如实记录。")
    assert AuditEvent.objects.filter(verb="stations.set_rules").count() == 1


# --- postings


def test_deputies_are_proposed_nearest_first_and_only_those_who_act(tree, county, serving):
    far = serving(name="丁", origin=county.fuyun, residence=county.shishan)
    unit = serving(name="丙", residence=county.dongmen)
    near = serving(name="乙")
    serving(name="甲").mandates.update(suspension="detained")
    assert list(proposed_for(tree.zhongshan)) == [near]
    assert list(proposed_for(tree.fuyun)) == [unit, near, far]
    assert list(proposed_for(tree.urban)) == [near, unit]


def test_posting_many_at_once_and_again_changes_nothing(tree, clerk, serving):
    people = [serving(), serving()]
    assert len(post(tree.zhongshan, clerk, *people)) == 2
    assert post(tree.zhongshan, clerk, *people) == []
    assert {posting.deputy for posting in postings_at(tree.zhongshan)} == set(people)
    assert AuditEvent.objects.filter(verb="stations.post_deputy").count() == 2


def test_one_who_may_not_be_posted_stops_all(tree, clerk, serving):
    able, suspended = serving(), serving()
    suspended.mandates.update(suspension="detained")
    with pytest.raises(Denied, match="不能驻站"):
        post(tree.zhongshan, clerk, able, suspended)
    assert not Posting.objects.exists()


def test_who_counts_as_posted_today(tree, clerk, serving):
    now, later, gone, suspended = (serving() for _ in range(4))
    post(tree.zhongshan, clerk, now, gone, suspended)
    post(tree.zhongshan, clerk, later, begins_on=TODAY + timedelta(days=3))
    Posting.objects.filter(deputy=gone).update(
        begins_on=TODAY - timedelta(days=9), ends_on=TODAY - timedelta(days=1), end_reason="搬离"
    )
    suspended.mandates.update(suspension="detained")
    assert [posting.deputy for posting in postings_at(tree.zhongshan)] == [now]


def test_ending_a_posting_needs_a_reason_and_happens_once(tree, clerk, serving):
    deputy = serving()
    (posting,) = post(tree.zhongshan, clerk, deputy)
    with pytest.raises(ValidationError, match="写明"):
        workflow.end_posting(posting, by=clerk, reason=" ")
    ended = workflow.end_posting(posting, by=clerk, reason="搬离")
    assert (ended.ends_on, ended.end_reason) == (TODAY, "搬离")
    with pytest.raises(Denied, match="已经结束"):
        workflow.end_posting(posting, by=clerk, reason="再来")
    assert len(post(tree.zhongshan, clerk, deputy)) == 1


def test_a_posting_that_has_not_begun_ends_on_its_first_day(tree, clerk, serving):
    begins_on = TODAY + timedelta(days=5)
    (posting,) = post(tree.zhongshan, clerk, serving(), begins_on=begins_on)
    assert workflow.end_posting(posting, by=clerk, reason="改派").ends_on == begins_on


def test_postings_in_the_page_cost_the_same_for_one_and_twenty(tree, clerk, serving, sign_in):
    client, url = sign_in(clerk), reverse("places:posting-list", args=[tree.zhongshan.pk])

    def cost():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    first = serving()
    client.post(url, {"begins_on": TODAY.isoformat(), "deputies": [first.pk]})
    assert Posting.objects.get().deputy == first
    cost()
    few = cost()
    post(tree.zhongshan, clerk, *[serving() for _ in range(10)])
    for _ in range(10):
        serving()
    assert cost() == few
    client.post(reverse("places:posting-end", args=[Posting.objects.get(deputy=first).pk]), {"reason": "搬离"})
    assert "以前驻站" in client.get(url).content.decode()


# --- who


PAGES = ("places:station-hours", "places:station-staff", "places:station-rules", "places:posting-list")
KEEPERS = [
    # actor, station, status
    ("root", "zhongshan", 200),
    ("fuyun", "zhongshan", 200),
    ("keeper", "zhongshan", 200),
    ("yuanhe", "zhongshan", 404),
    ("chishi", "urban", 200),
    ("fuyun", "urban", 403),
    ("keeper", "urban", 403),
    ("shitang", "urban", 404),
]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("actor", "station", "status"), KEEPERS)
def test_who_opens_the_pages(tree, county, staff, keeper, sign_in, name, actor, station, status):
    user = keeper(county.zhongshan) if actor == "keeper" else staff(getattr(county, actor))
    assert sign_in(user).get(reverse(name, args=[getattr(tree, station).pk])).status_code == status


def test_a_stranger_ends_and_removes_nothing(tree, county, staff, clerk, serving, sign_in):
    (posting,) = post(tree.zhongshan, clerk, serving())
    person = workflow.save_staff(tree.zhongshan, by=clerk, name="甲")
    exception = workflow.add_exception(tree.zhongshan, by=clerk, on=TODAY)
    client = sign_in(staff(county.yuanhe))
    for name, thing in (("posting-end", posting), ("staff-remove", person), ("staff-edit", person), ("exception-remove", exception)):  # fmt: skip
        assert client.post(reverse(f"places:{name}", args=[thing.pk]), {"reason": "x"}).status_code == 404
    for verb in (
        lambda by: workflow.set_hours(tree.zhongshan, by=by, days={}),
        lambda by: workflow.set_rules(tree.zhongshan, by=by, rules="x"),
        lambda by: post(tree.zhongshan, by, serving()),
        lambda by: workflow.end_posting(posting, by=by, reason="x"),
    ):
        with pytest.raises(Denied):
            verb(staff(county.yuanhe))


def test_a_closed_station_keeps_nothing_new(tree, county, staff):
    by = staff(county.chishi)
    stations.close_station(tree.urban, by=by, reason="到期")
    with pytest.raises(Denied, match="已停用"):
        workflow.set_hours(tree.urban, by=by, days={})


def test_the_year_is_counted(tree, county, serving):
    deputy = serving()
    VoterReceptionFactory(station=tree.zhongshan, by=[deputy])
    ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan, state="held")
    ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan)
    CheckInFactory(deputy=deputy, station=tree.zhongshan)
    CheckInFactory(deputy=deputy, station=tree.zhongshan, undone_at=timezone.now(), undo_reason="误")
    counts = year_counts(tree.zhongshan)
    assert (counts.receptions, counts.activities, counts.check_ins) == (1, 1, 1)
    assert year_counts(tree.zhongshan, 2001).check_ins == 0
