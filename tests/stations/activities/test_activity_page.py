"""The page of an activity: who signed up beside who came, and what is to be done next at each stage."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stations.activities import queries, workflow
from stations.activities.enums import ActivityState, InvitationState
from stations.activities.models import Minutes
from stations.presence.models import CheckIn
from tests.factories.stations import CheckInFactory, CodeFactory

DAY = timedelta(days=1)


def test_everybody_who_was_invited_or_came_is_counted_once(activity, serving, invite):
    held = activity()
    invite(held, serving(), came=True)
    invite(held, serving())
    invite(held, serving(), InvitationState.DECLINED, came=True)
    invite(held, serving(), InvitationState.INVITED)
    CheckInFactory(deputy=serving(), activity=held)
    CheckInFactory(deputy=serving(), activity=held, undone_at=timezone.now(), undo_reason="登错")
    attendance = queries.attendance_of(held)
    assert len(attendance.people) == 5
    assert (attendance.invited, attendance.present, attendance.unannounced, attendance.absent) == (4, 3, 2, 1)
    words = sorted(person.mark[0] for person in attendance.people)
    assert words == sorted(["到场", "报名未到", "未报名到场", "", "未报名到场"])


def test_nobody_is_absent_before_it_is_over(activity, serving, invite):
    going_on = activity(state=ActivityState.PLANNED, starts_at=timezone.now() - timedelta(minutes=5))
    invite(going_on, serving())
    assert queries.attendance_of(going_on).absent == 0


def step(activity):
    minutes = Minutes.objects.filter(activity=activity).first()
    attendance = queries.attendance_of(activity)
    follow_ups = queries.follow_ups_of(activity)
    return queries.next_step(activity, attendance, minutes, follow_ups, has_code=activity.codes.exists())


def test_the_next_step_follows_the_activity_from_plan_to_minutes(activity, clerk, serving, invite):
    planned = activity(state=ActivityState.PLANNED, starts_at=timezone.now() + DAY)
    assert step(planned).action == "邀请代表"
    invite(planned, serving(), came=False)
    assert step(planned).action == "制作活动码"
    CodeFactory(activity=planned)
    assert step(planned).action == "打印签到表"
    planned.starts_at = timezone.now() - timedelta(minutes=5)
    assert step(planned).action == "登记签到"
    planned.ends_at = timezone.now()
    assert (step(planned).action, step(planned).is_post) == ("登记为已举行", True)
    planned.state = ActivityState.HELD
    planned.save()
    assert step(planned).action == "写纪要"
    facts = {"body": "议了", "agreed": "装充电位", "chair": "", "guests": "", "recorder": "我"}
    minutes = workflow.write_minutes(planned, by=clerk, **facts)
    assert step(planned).action == "核对并印发纪要"
    workflow.publish_minutes(minutes, by=clerk)
    planned.refresh_from_db()
    assert step(planned).action == "登记后续事项"
    row = workflow.add_follow_up(
        by=clerk, area=planned.organising_area, activity=planned, title="装充电位", owner_name="物业",
        due_on=timezone.localdate() + DAY,
    )  # fmt: skip
    assert "1 件事项跟进中" in step(planned).says
    workflow.finish_follow_up(row, by=clerk, result="装好了")
    done = step(planned)
    assert (done.stage, done.action) == (len(queries.STAGES), "")


@pytest.mark.parametrize("state", ActivityState)
def test_the_page_opens_in_every_state_and_says_what_to_do(activity, clerk, serving, invite, sign_in, state):
    shown = activity(state=state, cancel_reason="台风" if state == ActivityState.CANCELLED else "")
    invite(shown, serving(name="单小满"), came=state == ActivityState.HELD)
    page = sign_in(clerk).get(shown.get_absolute_url()).content.decode()
    expected = {"planned": "登记为已举行", "held": "写纪要", "cancelled": "台风"}[state]
    assert expected in page
    assert "单小满" in page


def test_the_host_reads_and_is_told_nothing_to_press(activity, county, tree, staff, sign_in):
    guest = activity(organising_area=county.chishi, station=tree.urban)
    page = sign_in(staff(county.fuyun)).get(guest.get_absolute_url()).content.decode()
    assert "写纪要</span>" not in page
    assert f"/stations/activities/{guest.pk}/costs/" not in page


def test_check_ins_stay_counted_once(activity, serving, invite):
    held, person = activity(), serving()
    invite(held, person, came=True)
    assert CheckIn.objects.standing().filter(activity=held).count() == queries.attendance_of(held).present == 1
