"""Series: a year from a rule with preview, holidays moved, themes in order, the rest of the year changed, nothing twice."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stations.activities import workflow
from stations.activities.enums import ActivityKind, ActivityState, TopicState
from stations.activities.models import Activity, ActivitySeries, Topic
from stations.activities.workflow import cancel_activity, edit_activity
from stations.rotas.enums import Months, Rhythm
from tests.factories.deputies import TeamFactory
from yunhe.kit.refusals import Denied, Refused
from yunhe.kit.workdays import is_workday

NEXT = timezone.localdate().year + 1
RULE = {
    "title": "代表来了",
    "kind": ActivityKind.THEME,
    "year": NEXT,
    "rhythm": Rhythm.MONTH_DAY,
    "months": Months.ALL,
    "day": 20,
    "weekday": 4,
    "nth": 1,
    "starts": time(14, 30),
    "ends": time(16, 30),
    "themes": "充电\n物业\n学生接送",
}


@pytest.fixture
def office(county, staff):
    """Office staff of 元和街道."""
    return staff(county.yuanhe)


@pytest.fixture
def series(county, office):
    """Return a function (**facts) -> series of 元和街道 in the next year."""

    def make(**facts):
        return workflow.plan_series(by=office, area=county.yuanhe, **{**RULE, **facts})

    return make


def days(row):
    return [timezone.localtime(each.starts_at).date() for each in row.activities.order_by("starts_at")]


def test_a_year_becomes_twelve_activities_on_working_days_with_themes_in_order(series):
    row = series()
    titles = list(row.activities.order_by("starts_at").values_list("title", flat=True))
    assert len(titles) == 12
    assert titles[:3] == ["代表来了：充电", "代表来了：物业", "代表来了：学生接送"]
    assert titles[3] == "代表来了（4月20日）"
    assert all(is_workday(day) for day in days(row))
    assert [each.series_on.day for each in row.activities.all()] == [20] * 12


def test_the_rest_of_this_year_begins_today(county, office):
    drafted = workflow.draft_series(ActivitySeries(area=county.yuanhe, **{**RULE, "year": timezone.localdate().year}))
    assert all(item.day.on >= timezone.localdate() for item in drafted)


@pytest.mark.parametrize(
    ("facts", "error", "says"),
    [
        ({"ends": time(8)}, ValidationError, "结束时间应晚于开始时间"),
        ({"day": 40}, ValidationError, "31"),
        ({"year": 2021}, Refused, "没有活动"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_and_nothing_is_written(series, facts, error, says):
    with pytest.raises(error) as refused:
        series(**facts)
    assert says in str(refused.value)
    assert not ActivitySeries.objects.exists()
    assert not Activity.objects.exists()


def test_the_same_series_is_not_planned_twice_in_a_year_but_goes_on_in_the_next(series):
    series()
    with pytest.raises(ValidationError, match="已有同名系列"):
        series()
    assert series(year=NEXT + 1).activities.count() == 12


def test_completing_again_changes_nothing(series, office):
    row = series()
    Activity.objects.filter(pk=row.activities.first().pk).delete()
    first = [step.kind for step in workflow.change_series(row, by=office)]
    assert first.count("new") == 1
    assert {step.kind for step in workflow.change_series(row, by=office)} == {"keep"}
    assert row.activities.count() == 12


def test_one_moved_by_hand_and_one_cancelled_are_not_made_again(series, office):
    row = series()
    one, other = row.activities.order_by("starts_at")[:2]
    edit_activity(one, by=office, starts_at=one.starts_at + timedelta(days=1), ends_at=one.ends_at + timedelta(days=1))
    cancel_activity(other, by=office, reason="下雪")
    steps = workflow.draft_change(row)
    assert [step.kind for step in steps].count("new") == 0


def test_a_new_day_moves_each_month_and_keeps_who_is_invited(series, office, serving, invite):
    row = series()
    first = row.activities.order_by("starts_at").first()
    invite(first, serving())
    steps = workflow.change_series(row, by=office, day=10, themes="停车")
    assert {step.kind for step in steps} == {"move"}
    first.refresh_from_db()
    assert (first.title, first.series_on, first.invitations.count()) == ("代表来了：停车", date(NEXT, 1, 10), 1)
    assert (first.revision, row.activities.count()) == (1, 12)


def test_fewer_months_cancel_and_more_make(series, office):
    row = series(with_topics=True)
    steps = workflow.change_series(row, by=office, months=Months.QUARTER)
    kinds = [step.kind for step in steps]
    assert (kinds.count("keep") + kinds.count("move"), kinds.count("cancel")) == (4, 8)
    assert row.activities.filter(state=ActivityState.CANCELLED).count() == 8
    assert Topic.objects.filter(state=TopicState.DROPPED).count() == 8
    again = workflow.change_series(row, by=office, months=Months.ALL, day=21)
    assert [step.kind for step in again].count("new") == 8


def test_what_has_been_held_stays(series, office):
    row = series(year=NEXT)
    held = row.activities.order_by("starts_at").first()
    Activity.objects.filter(pk=held.pk).update(state=ActivityState.HELD)
    workflow.change_series(row, by=office, day=10)
    held.refresh_from_db()
    assert held.series_on == date(NEXT, 1, 20)
    assert row.activities.count() == 12


def test_a_turn_whose_new_day_has_passed_keeps_its_activity(series, office, county):
    today = timezone.localdate()
    row = series(year=today.year + 1)
    ActivitySeries.objects.filter(pk=row.pk).update(year=today.year)
    row.activities.all().delete()
    row.refresh_from_db()
    starts = timezone.make_aware(datetime.combine(today + timedelta(days=1), time(9)))
    Activity.objects.create(
        title="本月", kind=ActivityKind.THEME, organising_area=county.yuanhe, series=row, series_on=today,
        starts_at=starts, ends_at=starts + timedelta(hours=1),
    )  # fmt: skip
    row.day, row.begins_on = today.day, today + timedelta(days=20)  # longer than any holiday moves a day
    steps = [step for step in workflow.draft_change(row) if step.activity]
    assert [step.kind for step in steps] == ["keep"]


def test_each_gets_a_topic_when_wanted(series):
    row = series(with_topics=True)
    assert Topic.objects.count() == 12
    assert row.activities.order_by("starts_at").first().topic.title == "充电"


def test_two_may_change_places(series, office):
    row = series(rhythm=Rhythm.WEEKLY, weekday=4)
    before = row.activities.count()
    workflow.change_series(row, by=office, weekday=2)
    assert row.activities.exclude(state=ActivityState.CANCELLED).count() in (before - 1, before, before + 1)
    assert {step.kind for step in workflow.change_series(row, by=office)} <= {"keep"}


def test_only_the_own_side_plans_and_changes(series, county, staff, office):
    with pytest.raises(Denied, match="本单位"):
        workflow.plan_series(by=staff(county.fuyun), area=county.yuanhe, **RULE)
    with pytest.raises(Denied, match="团队"):
        series(team=TeamFactory(area=county.fuyun))
    row = series()
    with pytest.raises(Denied, match="编排"):
        workflow.change_series(row, by=staff(county.fuyun), day=3)


def given(county, **facts):
    posted = {**RULE, "starts": "14:30", "ends": "16:30", "area": county.yuanhe.pk, **facts}
    return {key: value for key, value in posted.items() if value is not None}


def test_the_pages_preview_first_and_write_on_confirming(county, office, sign_in):
    client, url = sign_in(office), reverse("activities:series-create")
    preview = client.post(url, {**given(county), "preview": "1"}).content.decode()
    assert "共 <strong>12</strong> 次" in preview
    assert not ActivitySeries.objects.exists()
    long = client.post(url, {**given(county, themes="好\n" + "长" * 41), "preview": "1"}).content.decode()
    assert "第 2 行超过" in long
    answer = client.post(url, {**given(county), "confirm": "1"})
    row = ActivitySeries.objects.get()
    assert answer.url == row.get_absolute_url()
    assert "代表来了：充电" in client.get(answer.url).content.decode()
    copied = client.get(url, {"copy": row.pk}).content.decode()
    assert f'value="{NEXT + 1}"' in copied


def test_the_page_of_change_shows_what_moves_before_it_does(series, office, county, sign_in):
    row, client = series(), sign_in(office)
    url = reverse("activities:series-change", args=[row.pk])
    assert "充电" in client.get(url).content.decode()
    preview = client.post(url, {**given(county, day=10), "preview": "1"}).content.decode()
    assert "变动预览" in preview
    assert date(NEXT, 1, 20) in set(row.activities.values_list("series_on", flat=True))
    client.post(url, {**given(county, day=10), "confirm": "1"})
    assert date(NEXT, 1, 10) in set(row.activities.values_list("series_on", flat=True))
    assert "没有缺的" in client.post(reverse("activities:series-complete", args=[row.pk]), follow=True).content.decode()


def test_insider_partner_and_stranger(series, county, staff, office, sign_in):
    row = series(team=TeamFactory(area=county.yuanhe, partner=county.chishi))
    listing, url = reverse("activities:series-list"), row.get_absolute_url()
    change = reverse("activities:series-change", args=[row.pk])
    for user, status in ((office, 200), (staff(county.chishi), 403)):
        client = sign_in(user)
        assert row.title in client.get(listing).content.decode()
        assert (client.get(url).status_code, client.get(change).status_code) == (200, status)
    client = sign_in(staff(county.fuyun))
    assert row.title not in client.get(listing).content.decode()
    assert (client.get(url).status_code, client.get(change).status_code) == (404, 404)


def test_one_and_many_rows_cost_the_same(series, office, sign_in, django_assert_num_queries):
    client, url = sign_in(office), reverse("activities:series-list")
    series()
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for year in range(NEXT + 1, NEXT + 4):
        series(year=year)
    with django_assert_num_queries(len(one)):
        client.get(url)
