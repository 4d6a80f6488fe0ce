"""Follow-ups: who gives, does, drops and takes up again; notices and reminders once each; lists, pages, handover."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deputies.people.panels import panels
from stations.activities import jobs, notices, tasks, workflow
from stations.activities.enums import FollowUpState
from stations.activities.models import FollowUp
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, Refused
from yunhe.notices.models import Notice

TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def given(county, clerk, activity):
    """Return a function (**facts) -> open follow-up of 浮云街道, done by 中山社区 in ten days unless told otherwise."""

    def make(**facts):
        owner = {} if {"owner_area", "owner_deputy", "owner_name"} & set(facts) else {"owner_area": county.zhongshan}
        due_on = facts.pop("due_on", TODAY() + 10 * DAY)
        made = workflow.add_follow_up(
            by=clerk, area=county.fuyun, due_on=max(due_on, TODAY()), **{"title": "装 20 个充电位", **owner, **facts}
        )
        if due_on < TODAY():
            FollowUp.objects.filter(pk=made.pk).update(due_on=due_on, created_at=timezone.now() - 60 * DAY)
            made.refresh_from_db()
        return made

    return make


def test_taking_up_again_keeps_the_old_result_in_the_trail_and_tells_anew(given, clerk, county, keeper):
    kept_by, row = keeper(county.zhongshan), given()
    assert tasks.tell_of_follow_up(row.pk) == 1
    workflow.finish_follow_up(row, by=clerk, result="装好了")
    row = workflow.reopen_follow_up(row, by=clerk, reason="又坏了", due_on=row.due_on)
    assert (row.result, row.closed_on, row.reopened) == ("", None, 1)
    assert AuditEvent.objects.get(verb="stations.reopen_follow_up").changes["上次结果"] == ["装好了", ""]
    assert [tasks.tell_of_follow_up(row.pk) for _ in range(2)] == [1, 0]
    assert Notice.objects.filter(recipient=kept_by, title__startswith="重新跟进").count() == 1


@pytest.mark.parametrize(
    ("closed_on", "says"), [(lambda: TODAY() + DAY, "不能晚于今天"), (lambda: TODAY() - DAY, "不能早于登记")]
)
def test_a_day_of_finishing_that_cannot_be_is_refused(given, clerk, closed_on, says):
    with pytest.raises(Refused, match=says):
        workflow.finish_follow_up(given(), by=clerk, result="好了", closed_on=closed_on())


def test_it_needs_an_owner_a_day_to_come_and_is_not_written_twice(given, clerk, county):
    row = given()
    with pytest.raises(Refused, match="已经登记过"):
        given()
    with pytest.raises(Refused, match="不能早于今天"):
        workflow.add_follow_up(by=clerk, area=county.fuyun, title="x", due_on=TODAY() - DAY, owner_name="住建局")
    with pytest.raises(ValidationError, match="责任单位"):
        workflow.add_follow_up(by=clerk, area=county.fuyun, title="x", due_on=row.due_on)
    assert FollowUp.objects.count() == 1


def test_only_the_own_office_gives(county, staff, activity):
    facts = {"title": "x", "due_on": TODAY() + DAY, "owner_name": "住建局"}
    with pytest.raises(Denied, match="该单位登记"):
        workflow.add_follow_up(by=staff(county.yuanhe), area=county.fuyun, **facts)
    with pytest.raises(Denied, match="组织"):
        workflow.add_follow_up(by=staff(county.yuanhe), area=county.yuanhe, activity=activity(), **facts)


def test_a_new_owner_is_told_the_old_one_not_again(given, clerk, county, keeper, deputy_user):
    first, second = keeper(county.zhongshan), deputy_user()
    row = given()
    tasks.tell_of_follow_up(row.pk)
    workflow.edit_follow_up(row, by=clerk, owner_deputy=second.deputy)
    tasks.tell_of_follow_up(row.pk)
    assert Notice.objects.filter(recipient=first).count() == Notice.objects.filter(recipient=second).count() == 1
    workflow.edit_follow_up(row, by=clerk, due_on=row.due_on + DAY)
    tasks.tell_of_follow_up(row.pk)
    assert Notice.objects.filter(recipient=first).count() == 2


def test_the_giver_hears_of_the_result_and_the_owner_of_the_dropping(given, clerk, deputy_user):
    owner = deputy_user()
    row = workflow.finish_follow_up(given(owner_deputy=owner.deputy), by=owner, result="装好了")
    assert [tasks.tell_of_closed_follow_up(row.pk, owner.pk) for _ in range(2)] == [1, 0]
    assert Notice.objects.get(recipient=clerk).title.startswith("已完成")
    other = workflow.drop_follow_up(given(owner_deputy=owner.deputy, title="别的"), by=clerk, reason="重复")
    tasks.tell_of_closed_follow_up(other.pk, clerk.pk)
    assert "重复" in Notice.objects.get(recipient=owner, title__startswith="不用再办").body
    by_giver = workflow.finish_follow_up(given(owner_deputy=owner.deputy, title="第三"), by=clerk, result="好")
    assert tasks.tell_of_closed_follow_up(by_giver.pk, clerk.pk) == 0


@pytest.mark.parametrize(
    ("days", "stage"),
    [(-4, ""), (-3, "ahead"), (-1, "ahead"), (0, "today"), (1, "late-1"), (7, "late-1"), (8, "late-2"), (15, "late-3")],
)
def test_the_stages_of_reminding(days, stage):
    row = FollowUp(due_on=date(2026, 6, 20), created_at=timezone.now().replace(year=2026, month=5))
    assert notices.reminder_stage(row, row.due_on + days * DAY) == stage


def test_what_was_given_at_short_notice_is_not_announced_again_before_its_day(given):
    assert notices.reminder_stage(given(due_on=TODAY() + 2 * DAY), TODAY()) == ""


def test_each_reminder_goes_out_once_and_lateness_reaches_the_giver(given, clerk, county, keeper):
    kept_by, row = keeper(county.zhongshan), given(due_on=TODAY() - 2 * DAY)
    far, closed = given(title="远"), given(title="已办")
    workflow.finish_follow_up(closed, by=clerk, result="装好了")
    assert jobs.remind_of_follow_ups() == 1
    on = row.due_on
    for offset in (-3, -2, 0, 0, 1, 2, 7, 8, 9):
        tasks.remind_of_follow_up(row.pk, (on + offset * DAY).isoformat())
    reminded = Notice.objects.exclude(key__endswith="-given")
    mine = list(reminded.filter(recipient=kept_by).order_by("pk").values_list("key", flat=True))
    assert [key.rpartition(f"{on:%Y%m%d}-")[2] for key in mine] == ["ahead", "today", "late-1", "late-2"]
    assert reminded.filter(recipient=clerk, is_urgent=True).count() == 2
    assert not Notice.objects.filter(key__startswith=f"follow-up-{far.pk}-").exists()
    assert tasks.remind_of_follow_up(closed.pk, (closed.due_on + DAY).isoformat()) == 0


def test_the_page_takes_a_line_of_the_minutes(activity, clerk, county, sign_in):
    held, client = activity(), sign_in(clerk)
    minutes = workflow.write_minutes(
        held, by=clerk, chair="", guests="", body="议了", agreed="装充电位\n清理楼道", recorder="我"
    )
    workflow.publish_minutes(minutes, by=clerk)
    url = f"{reverse('activities:follow-up-create')}?activity={held.pk}&line=1"
    assert 'value="清理楼道"' in client.get(url).content.decode()
    posted = {"title": "清理楼道", "owner_area": county.zhongshan.pk, "due_on": TODAY() + DAY}
    client.post(url, posted)
    row = held.follow_ups.get()
    assert (row.area, row.owner_area) == (county.fuyun, county.zhongshan)
    page = client.get(held.get_absolute_url()).content.decode()
    assert "1 件事项跟进中" in page
    offered = client.get(reverse("activities:follow-up-create"), {"activity": held.pk}).content.decode()
    assert "装充电位" in offered
    assert "清理楼道</a>" not in offered


def test_a_form_without_an_owner_is_told_and_nothing_is_lost(clerk, sign_in):
    posted = {"title": "清理楼道", "due_on": TODAY() + DAY}
    page = sign_in(clerk).post(reverse("activities:follow-up-create"), posted).content.decode()
    assert "请至少写明一个责任人" in page
    assert "清理楼道" in page
    assert not FollowUp.objects.exists()


def test_the_deputy_finishes_on_the_phone(given, deputy_user, sign_in):
    owner = deputy_user()
    row, client = given(owner_deputy=owner.deputy), sign_in(owner)
    assert row.title in client.get(reverse("activities:my-follow-ups")).content.decode()
    url = reverse("activities:follow-up-move", args=[row.pk, "finish"])
    assert "完成情况" in client.get(url).content.decode()
    client.post(url, {"result": "装好了", "closed_on": TODAY()})
    row.refresh_from_db()
    assert (row.state, row.result) == (FollowUpState.DONE, "装好了")
    assert "重新跟进" not in client.get(row.get_absolute_url()).content.decode()
    assert client.get(reverse("activities:follow-up-move", args=[row.pk, "reopen"])).status_code == 403
    assert client.get(reverse("activities:follow-up-move", args=[row.pk, "burn"])).status_code == 404


def test_insider_owner_and_stranger(given, county, staff, keeper, deputy_user, sign_in):
    row = given()
    url, listing = row.get_absolute_url(), reverse("activities:follow-up-list")
    edit = reverse("activities:follow-up-edit", args=[row.pk])
    drop = reverse("activities:follow-up-move", args=[row.pk, "drop"])
    for user, status in ((staff(county.fuyun), 200), (keeper(county.zhongshan), 403)):
        client = sign_in(user)
        assert row.title in client.get(listing).content.decode()
        assert client.get(url).status_code == 200
        assert client.get(edit).status_code == client.get(drop).status_code == status
    for user in (staff(county.yuanhe), deputy_user()):
        client = sign_in(user)
        assert client.get(url).status_code == 404
        assert client.post(drop, {"reason": "x"}).status_code == 404
    assert row.title not in sign_in(staff(county.yuanhe)).get(listing).content.decode()


def test_one_and_many_rows_cost_the_same(given, clerk, serving, sign_in, django_assert_num_queries):
    client, url = sign_in(clerk), reverse("activities:follow-up-list")
    given(owner_deputy=serving())
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for number in range(12):
        given(title=f"事项{number}", owner_deputy=serving(), due_on=TODAY() - number * DAY)
    with django_assert_num_queries(len(one)):
        client.get(url)


@pytest.mark.parametrize(("query", "shown"), [({"late": "1"}, "晚了"), ({"state": "done"}, "办好了")])
def test_the_list_is_narrowed(given, clerk, sign_in, query, shown):
    given(title="晚了", due_on=TODAY() - DAY)
    workflow.finish_follow_up(given(title="办好了"), by=clerk, result="装好了")
    given(title="还早")
    page = sign_in(clerk).get(reverse("activities:follow-up-list"), query).content.decode()
    assert [title for title in ("晚了", "办好了", "还早") if f">{title}</a>" in page] == [shown]


def test_the_panel_on_the_deputys_file_counts(given, clerk, serving):
    person = serving()
    given(owner_deputy=person, due_on=TODAY() - DAY)
    given(owner_deputy=person, title="二")
    workflow.finish_follow_up(given(owner_deputy=person, title="三"), by=clerk, result="装好了")
    panel = next(panel for panel in panels.of(person, clerk) if panel.title == "跟进事项")
    assert (panel.context["count"], panel.context["late"], panel.context["done"]) == (2, 1, 1)
    assert "跟进事项" not in [panel.title for panel in panels.of(serving(), clerk)]


def test_a_county_office_owner_is_the_county_office(given, county, appoint):
    office = appoint(Role.COUNTY_OFFICE, county.root)
    row = given(owner_area=county.root)
    tasks.tell_of_follow_up(row.pk)
    assert Notice.objects.get().recipient == office
