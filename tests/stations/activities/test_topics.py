"""Topics: study first, discuss, supervise, close; who moves them, who sees them, the pages."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deputies.teams.panels import panels
from stations.activities import workflow
from stations.activities.enums import ActivityState, TopicState
from stations.activities.models import Topic
from tests.factories.deputies import TeamFactory, TeamMemberFactory
from yunhe.kit.refusals import Denied, Refused

DAY = timedelta(days=1)


@pytest.fixture
def office(county, staff):
    """Office staff of 元和街道."""
    return staff(county.yuanhe)


@pytest.fixture
def topic(county, office):
    """Return a function (**facts) -> planned topic of 元和街道."""

    def make(**facts):
        given = {"area": county.yuanhe, "title": "老旧小区电动车充电", "month": date(2026, 10, 20), "reason": "起火多"}
        return workflow.plan_topic(by=office, **{**given, **facts})

    return make


@pytest.fixture
def meeting(activity, county, tree):
    """An activity of 元和街道 that was held yesterday."""
    return activity(organising_area=county.yuanhe, station=tree.yuanhe)


def follow(topic, by, **facts):
    given = {"title": "装充电位", "owner_name": "物业", "due_on": timezone.localdate() + DAY}
    return workflow.add_follow_up(by=by, area=topic.area, topic=topic, activity=topic.activity, **{**given, **facts})


def mover(verb, meeting):
    return {
        "study": lambda row, by: workflow.study_topic(
            row, by=by, studied_on=timezone.localdate() - 5 * DAY, study_note="物业管理条例"
        ),
        "discuss": lambda row, by: workflow.discuss_topic(row, by=by, activity=meeting, outcome="装 20 个"),
        "supervise": lambda row, by: workflow.supervise_topic(row, by=by),
        "close": lambda row, by: workflow.close_topic(row, by=by, conclusion="都装好了"),
        "drop": lambda row, by: workflow.drop_topic(row, by=by, reason="并入下月"),
    }[verb]


PATHS = {
    TopicState.PLANNED: (),
    TopicState.STUDIED: ("study",),
    TopicState.DISCUSSED: ("study", "discuss"),
    TopicState.SUPERVISING: ("study", "discuss", "supervise"),
    TopicState.CLOSED: ("study", "discuss", "supervise", "close"),
    TopicState.DROPPED: ("drop",),
}


def bring_to(row, state, by, meeting):
    for verb in PATHS[state]:
        if verb == "supervise":
            done = follow(Topic.objects.get(pk=row.pk), by)
            workflow.finish_follow_up(done, by=by, result="好了")
        row = mover(verb, meeting)(row, by)
    return row


def test_a_stranger_moves_nothing(topic, staff, county, meeting):
    row = topic()
    for verb in ("study", "drop"):
        with pytest.raises(Denied, match="元和街道办理"):
            mover(verb, meeting)(row, staff(county.fuyun))


def test_what_is_discussed_was_studied_before(topic, office, meeting, activity, county):
    row = workflow.study_topic(topic(), by=office, studied_on=timezone.localdate(), study_note="条例")
    with pytest.raises(Refused, match="先学习、后监督"):
        workflow.discuss_topic(row, by=office, activity=meeting, outcome="x")
    coming = activity(organising_area=county.yuanhe, state=ActivityState.PLANNED, starts_at=timezone.now() + DAY)
    with pytest.raises(Refused, match="还没有举行"):
        workflow.discuss_topic(row, by=office, activity=coming, outcome="x")
    with pytest.raises(Refused, match="不能晚于今天"):
        workflow.study_topic(topic(title="二"), by=office, studied_on=timezone.localdate() + DAY, study_note="x")


def test_nothing_to_supervise_and_nothing_left_open(topic, office, meeting):
    row = bring_to(topic(), TopicState.DISCUSSED, office, meeting)
    with pytest.raises(Denied, match="先登记要跟踪监督"):
        workflow.supervise_topic(row, by=office)
    waiting = follow(row, office)
    row = workflow.supervise_topic(row, by=office)
    with pytest.raises(Denied, match="还有 1 件"):
        workflow.close_topic(row, by=office, conclusion="x")
    workflow.finish_follow_up(waiting, by=office, result="好了")
    assert workflow.close_topic(row, by=office, conclusion="好了").closed_on == timezone.localdate()


def test_one_activity_deals_with_one_topic(topic, office, meeting):
    bring_to(topic(), TopicState.DISCUSSED, office, meeting)
    other = bring_to(topic(title="二"), TopicState.STUDIED, office, meeting)
    with pytest.raises(ValidationError, match="议事活动"):
        workflow.discuss_topic(other, by=office, activity=meeting, outcome="x")


def test_the_pages_go_from_plan_to_conclusion(county, office, meeting, sign_in):
    client = sign_in(office)
    posted = {"title": "充电", "month": "2026-10", "area": county.yuanhe.pk, "reason": "起火多"}
    assert "月份请写成" in client.post(reverse("activities:topic-create"), {**posted, "month": "十月"}).content.decode()
    client.post(reverse("activities:topic-create"), posted)
    row = Topic.objects.get()
    assert row.month == date(2026, 10, 1)
    client.post(reverse("activities:topic-edit", args=[row.pk]), {**posted, "title": "电动车充电"})

    def move(verb, **given):
        return client.post(reverse("activities:topic-move", args=[row.pk, verb]), given)

    assert "这个字段是必填项" in move("study").content.decode()
    move("study", studied_on=timezone.localdate() - 3 * DAY, study_note="条例")
    move("discuss", activity=meeting.pk, outcome="装 20 个")
    assert move("supervise").status_code == 403
    create = f"{reverse('activities:follow-up-create')}?topic={row.pk}"
    client.post(create, {"title": "装充电位", "owner_name": "物业", "due_on": timezone.localdate()})
    move("supervise")
    workflow.finish_follow_up(row.follow_ups.get(), by=office, result="好了")
    move("close", conclusion="都装好了")
    row.refresh_from_db()
    assert (row.title, row.state, row.follow_ups.get().activity) == ("电动车充电", TopicState.CLOSED, meeting)
    page = client.get(row.get_absolute_url()).content.decode()
    for text in ("起火多", "条例", "装 20 个", "装充电位", "都装好了"):
        assert text in page
    assert "电动车充电" in client.get(meeting.get_absolute_url()).content.decode()


def test_a_member_of_the_team_reads_a_stranger_does_not(topic, county, office, staff, deputy_user, sign_in):
    team, member, other = TeamFactory(area=county.yuanhe), deputy_user(), deputy_user()
    TeamMemberFactory(team=team, deputy=member.deputy)
    row = topic(team=team)
    url, edit = row.get_absolute_url(), reverse("activities:topic-edit", args=[row.pk])
    assert "修改" not in sign_in(member).get(url).content.decode().split("<main")[1]
    assert sign_in(member).get(edit).status_code == 403
    assert sign_in(office).get(edit).status_code == 200
    for stranger in (other, staff(county.fuyun)):
        assert sign_in(stranger).get(url).status_code == 404
    assert row.title not in sign_in(staff(county.fuyun)).get(reverse("activities:topic-list")).content.decode()
    assert [panel.title for panel in panels.of(team, member)].count("议题和系列活动") == 1


def test_the_partner_of_a_joint_team_moves_its_topics_on(county, staff, topic, meeting):
    team = TeamFactory(area=county.yuanhe, partner=county.chishi)
    row = topic(team=team)
    assert mover("study", meeting)(row, staff(county.chishi)).state == TopicState.STUDIED
    with pytest.raises(Denied, match="团队"):
        topic(team=TeamFactory(area=county.fuyun))


def test_one_and_many_rows_cost_the_same(topic, office, sign_in, django_assert_num_queries):
    client, url = sign_in(office), reverse("activities:topic-list")
    topic()
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for number in range(12):
        topic(title=f"议题{number}")
    with django_assert_num_queries(len(one)):
        client.get(url)
