"""A topic of the month is taken from voters' concerns, and what came of it is read by the office and by the voter."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from liaison.concerns import following, workflow
from liaison.concerns.enums import ConcernState
from liaison.concerns.models import Concern
from stations.activities.enums import TopicState
from stations.activities.models import Topic
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, Refused

MONTH = date(2026, 11, 1)


def take_up_page(concern):
    return reverse("concerns:concern-take-up", args=[concern.pk])


@pytest.fixture
def topic(county):
    """A planned topic of 浮云街道."""
    return Topic.objects.create(title="小区充电", area=county.fuyun, month=MONTH, created_by="浮云干事")


def test_a_new_topic_is_taken_from_a_concern_and_those_that_look_like_it(concern, clerk, county, sign_in):
    one, other = concern(text="安置小区楼道灯不亮，老人上楼不方便"), concern(text="安置小区楼道灯不亮，晚上看不见")
    client = sign_in(clerk)
    page = client.get(take_up_page(one)).content.decode()
    assert other.spoken_number in page
    answer = client.post(take_up_page(one), {"title": "小区照明", "month": "2026-11", "also": [other.pk]})
    topic = Topic.objects.get()
    assert answer.url == topic.get_absolute_url()
    assert (topic.area, topic.month, topic.title) == (county.fuyun, MONTH, "小区照明")
    assert one.spoken_number in topic.reason
    assert set(topic.concerns.all()) == {one, other}
    assert AuditEvent.objects.filter(verb="liaison.take_up_concern").count() == 2
    shown = client.get(topic.get_absolute_url()).content.decode()
    assert "来自群众诉求" in shown
    assert other.get_absolute_url() in shown


def test_a_concern_goes_under_a_topic_that_is_there_once(concern, clerk, topic):
    thing = concern()
    assert workflow.take_up(thing, by=clerk, topic=topic) == topic
    with pytest.raises(Denied, match="已列入议题“小区充电”"):
        workflow.take_up(thing, by=clerk, topic=topic)


@pytest.mark.parametrize("given", [{}, {"title": "照明"}, {"title": "照明", "month": MONTH, "topic": True}])
def test_either_a_topic_or_a_new_one_with_its_month_is_named(concern, clerk, topic, given):
    thing = concern()
    facts = {**given, "topic": topic} if given.get("topic") else given
    with pytest.raises(Refused, match="两样填一样|请选择新议题的月份"):  # noqa: RUF043 one of the two sentences
        workflow.take_up(thing, by=clerk, **facts)
    assert Topic.objects.count() == 1


def test_what_was_refused_or_merged_is_no_topic(concern, clerk, topic):
    with pytest.raises(Denied, match="不能列入议题"):
        workflow.take_up(concern(ConcernState.REFUSED), by=clerk, topic=topic)


def test_a_topic_of_others_takes_nothing_and_strangers_see_nothing(concern, county, staff, topic, appoint, sign_in):
    thing = concern()
    with pytest.raises(Denied, match="议题由浮云街道办理"):
        workflow.take_up(thing, by=staff(county.chishi), topic=topic)
    assert sign_in(staff(county.chishi)).get(take_up_page(thing)).status_code == 200
    assert sign_in(appoint(Role.POINT_KEEPER, county.zhongshan)).get(take_up_page(thing)).status_code == 403
    assert sign_in(staff(county.yuanhe)).get(take_up_page(thing)).status_code == 404


def test_a_concern_leaves_its_topic_until_that_was_dealt_with(concern, clerk, topic, sign_in):
    thing = concern()
    workflow.take_up(thing, by=clerk, topic=topic)
    sign_in(clerk).post(reverse("concerns:concern-leave-topic", args=[thing.pk]))
    thing.refresh_from_db()
    assert thing.topic is None
    workflow.take_up(thing, by=clerk, topic=topic)
    Topic.objects.update(outcome="装灯", studied_on=MONTH, study_note="学习")
    with pytest.raises(Denied, match="已经议过"):
        workflow.leave_topic(thing, by=clerk)


def test_office_and_voter_read_what_came_of_the_topic(concern, clerk, topic, sign_in, client):
    thing = concern(ConcernState.ASSIGNED)
    workflow.take_up(thing, by=clerk, topic=topic)
    facts = {"studied_on": MONTH, "study_note": "学习", "outcome": "每幢装一盏声控灯", "conclusion": "已全部装好"}
    Topic.objects.filter(pk=topic.pk).update(state=TopicState.PLANNED, **facts)
    page = sign_in(clerk).get(thing.get_absolute_url()).content.decode()
    session = client.session
    request = type("Request", (), {"session": session})()
    following.grant(request, Concern.objects.get(pk=thing.pk), "h7k2-mmq9", following.OWNER)
    session.save()
    voter = client.get(reverse("concern-followed", args=[thing.number])).content.decode()
    for text in (page, voter):
        assert "每幢装一盏声控灯" in text
        assert "已全部装好" in text
    assert f"{timezone.localdate():%Y}" in voter


def test_the_list_shows_what_has_become_a_topic(concern, clerk, topic, sign_in):
    taken, other = concern(), concern()
    workflow.take_up(taken, by=clerk, topic=topic)
    client = sign_in(clerk)
    for asked, found in (("yes", taken), ("no", other)):
        rows = client.get(f"/concerns/?topic={asked}").context["listing"].page.rows
        assert [row.pk for row in rows] == [found.pk]
