"""Invitations: the four groups, sign-up with limits, the waiting line, two at the last place, who sees what."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stations.activities import jobs, queries, tasks, workflow
from stations.activities.enums import ActivityState, InvitationState, InviteeGroup
from tests.factories.associates import AssociateFactory
from tests.factories.stations import ActivityFactory
from yunhe.kit.refusals import Denied, Refused
from yunhe.notices.models import Notice

DAY = timedelta(days=1)


@pytest.fixture
def clerk(county, staff):
    """Office staff of 浮云街道."""
    return staff(county.fuyun)


@pytest.fixture
def activity(county, tree):
    """Return a function **facts -> activity of 浮云街道 in two days."""

    def make(**facts):
        given = {"organising_area": county.fuyun, "station": tree.zhongshan, "starts_at": timezone.now() + 2 * DAY}
        return ActivityFactory(**{**given, **facts})

    return make


@pytest.fixture
def invited(activity, clerk, serving):
    """Return a function (number, **facts of the activity) -> (activity, its invitations)."""

    def make(number, **facts):
        planned = activity(**facts)
        workflow.invite(planned, {InviteeGroup.ADDED: [serving() for _ in range(number)]}, by=clerk)
        return planned, list(planned.invitations.all())

    return make


def test_the_four_groups_are_found_and_nobody_is_invited_twice(county, activity, clerk, serving):
    own = serving(origin=county.fuyun, residence=county.zhongshan)
    guest = serving(origin=county.chishi, residence=county.zhongshan)
    far = serving(origin=county.shitang, residence=county.shishan)
    other = serving(origin=county.yuanhe, residence=county.shishan)
    planned = activity()
    groups = {group: queries.invitees(planned, group, [county.shitang]) for group in InviteeGroup}
    assert [list(groups[group]) for group in ("own", "living_here", "left_places")] == [[own], [guest], [far]]
    assert workflow.invite(planned, {**groups, InviteeGroup.ADDED: [guest, far]}, by=clerk) == 3
    assert workflow.invite(planned, groups, by=clerk) == 0
    assert planned.invitations.get(deputy=guest).group == InviteeGroup.LIVING_HERE
    assert not planned.invitations.filter(deputy=other).exists()


def test_deputies_of_the_zone_are_a_group_of_their_own(county, activity, serving):
    from yunhe.areas.models import Area

    zone = Area.objects.units().filter(kind="zone", parent=county.root).first()
    if zone is None:
        pytest.fail("the test county has no zone")
    inside = serving(origin=zone, residence=county.shishan)
    assert list(queries.invitees(activity(), InviteeGroup.ZONE)) == [inside]


def test_the_limit_makes_the_next_wait_and_leave_moves_the_first_up(invited, clerk):
    planned, (first, second, third) = invited(3, capacity=1)
    states = [workflow.answer_invitation(each, by=clerk, coming=True).state for each in (first, second, third)]
    assert states == ["coming", "waiting", "waiting"]
    workflow.answer_invitation(first, by=clerk, coming=False, reason="出差")
    assert list(planned.invitations.order_by("pk").values_list("state", flat=True)) == ["declined", "coming", "waiting"]


def test_a_raised_limit_is_filled_from_the_line(invited, clerk):
    planned, (first, second, third) = invited(3, capacity=1)
    for each in (first, second, third):
        workflow.answer_invitation(each, by=clerk, coming=True)
    workflow.edit_activity(planned, by=clerk, capacity=3)
    assert planned.invitations.filter(state=InvitationState.COMING).count() == 3


def test_leave_needs_a_reason(invited, clerk):
    _, (mine,) = invited(1)
    with pytest.raises(Refused, match="请假原因"):
        workflow.answer_invitation(mine, by=clerk, coming=False)


def test_after_the_deadline_only_the_organiser_answers(invited, clerk, deputy_user):
    user = deputy_user()
    planned, _ = invited(0)
    workflow.invite(planned, {InviteeGroup.ADDED: [user.deputy]}, by=clerk)
    planned.sign_up_until = timezone.now() - DAY
    planned.save(update_fields=["sign_up_until"])
    mine = planned.invitations.get()
    with pytest.raises(Denied, match="已截止"):
        workflow.answer_invitation(mine, by=user, coming=True)
    assert workflow.answer_invitation(mine, by=clerk, coming=True).state == InvitationState.COMING


def test_who_comes_is_not_taken_off_the_list(invited, clerk):
    planned, (mine, other) = invited(2)
    workflow.answer_invitation(mine, by=clerk, coming=True)
    with pytest.raises(Denied, match="登记请假"):
        workflow.take_off_list(mine, by=clerk)
    workflow.take_off_list(other, by=clerk)
    assert planned.invitations.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_the_last_place_one_gets_it_and_the_other_waits(invited, clerk):
    planned, both = invited(2, capacity=1)
    ready = threading.Barrier(2)

    def answer(invitation):
        try:
            ready.wait()
            workflow.answer_invitation(invitation, by=clerk, coming=True)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=answer, args=[each]) for each in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(planned.invitations.values_list("state", flat=True)) == ["coming", "waiting"]


def test_invitation_place_and_reminders_are_told_once(invited, clerk, deputy_user):
    first, second = deputy_user(), deputy_user()
    planned, _ = invited(0, capacity=1, starts_at=timezone.now() + 3 * DAY)
    workflow.invite(planned, {InviteeGroup.ADDED: [first.deputy, second.deputy]}, by=clerk)
    for _ in range(2):
        tasks.tell_of_invitations(planned.pk)
    assert Notice.objects.filter(key=f"invite-{planned.pk}").count() == 2
    mine, other = planned.invitations.get(deputy=first.deputy), planned.invitations.get(deputy=second.deputy)
    workflow.answer_invitation(mine, by=first, coming=True)
    workflow.answer_invitation(other, by=second, coming=True)
    workflow.answer_invitation(mine, by=first, coming=False, reason="出差")
    for _ in range(2):
        tasks.tell_of_place(other.pk)
    assert Notice.objects.filter(recipient=second, key=f"invite-place-{other.pk}").count() == 1
    assert jobs.remind_of_coming_activities() == 1
    for _ in range(2):
        tasks.remind_of_activity(planned.pk, 3)
    reminded = Notice.objects.filter(key__startswith=f"invite-{planned.pk}-")
    assert list(reminded.values_list("recipient_id", flat=True)) == [second.pk]


def test_the_phone_answers_in_one_tap(invited, clerk, deputy_user, sign_in):
    user = deputy_user()
    planned, _ = invited(0)
    workflow.invite(planned, {InviteeGroup.ADDED: [user.deputy]}, by=clerk)
    client, mine = sign_in(user), planned.invitations.get()
    assert planned.title in client.get(reverse("activities:my-invitations")).content.decode()
    client.post(reverse("activities:invitation-answer", args=[mine.pk]), {"answer": "coming"})
    mine.refresh_from_db()
    assert mine.state == InvitationState.COMING


def test_the_page_invites_a_group(activity, clerk, serving, county, sign_in):
    guest = serving()
    planned = activity()
    url = reverse("activities:activity-invite", args=[planned.pk])
    assert "住在本地的外地代表（1 人）" in sign_in(clerk).get(url).content.decode()
    assert "请至少选择" in sign_in(clerk).post(url, {}).content.decode()
    assert "请选择搬迁户原籍的乡镇" in sign_in(clerk).post(url, {"groups": ["left_places"]}).content.decode()
    sign_in(clerk).post(url, {"groups": ["living_here"]})
    assert planned.invitations.get().deputy == guest


def test_many_are_named_and_counted_first_and_can_be_taken_back_together(
    activity, clerk, serving, sign_in, deputy_user
):
    people = [serving(name="林一"), serving(name="林二"), deputy_user().deputy]
    planned, client = activity(), sign_in(clerk)
    url = reverse("activities:activity-invite", args=[planned.pk])
    asked = client.post(url, {"groups": ["living_here"]}).content.decode()
    assert "共 3 项" in asked
    assert "林一" in asked
    assert "赤石乡 3" in asked
    assert not planned.invitations.exists()
    client.post(url, {"groups": ["living_here"], "is_sure": "1"})
    assert planned.invitations.count() == 3
    workflow.answer_invitation(planned.invitations.get(deputy=people[0]), by=clerk, coming=True)
    at = planned.invitations.first().invited_at
    assert "邀请 3 人，已答复参加 1 人" in client.get(url).content.decode()
    client.post(reverse("activities:invitations-back", args=[planned.pk]), {"at": at.isoformat()})
    assert [one.deputy for one in planned.invitations.all()] == [people[0]]
    assert [tasks.tell_of_taking_back(planned.pk, [people[2].pk], at.isoformat()) for _ in range(2)] == [1, 0]
    assert Notice.objects.get(recipient=people[2].user, title__startswith="邀请已撤回")
    with pytest.raises(Refused, match="都已答复参加"):
        workflow.take_back_invitations(planned, at=at, by=clerk)


@pytest.mark.parametrize("state", [ActivityState.HELD, ActivityState.CANCELLED])
def test_an_activity_that_is_over_invites_nobody(activity, clerk, serving, state):
    planned = activity(state=state, cancel_reason="下雨" if state == ActivityState.CANCELLED else "")
    with pytest.raises(Denied):
        workflow.invite(planned, {InviteeGroup.ADDED: [serving()]}, by=clerk)


def test_insider_other_side_and_stranger(invited, county, staff, sign_in):
    planned, (mine,) = invited(1)
    listing, answer = reverse("activities:invitation-list"), reverse("activities:invitation-answer", args=[mine.pk])
    for insider in (county.fuyun, county.chishi):
        assert mine.deputy.name in sign_in(staff(insider)).get(listing).content.decode()
    assert mine.deputy.name not in sign_in(staff(county.yuanhe)).get(listing).content.decode()
    assert sign_in(staff(county.yuanhe)).post(answer, {"answer": "coming"}).status_code == 404
    sign_in(staff(county.chishi)).post(answer, {"answer": "coming"})
    mine.refresh_from_db()
    assert mine.state == InvitationState.INVITED
    for name in ("activity-invite", "sign-in-sheet"):
        url = reverse(f"activities:{name}", args=[planned.pk])
        assert sign_in(staff(county.yuanhe)).get(url).status_code == 404
        assert sign_in(staff(county.fuyun)).get(url).status_code == 200


def test_one_and_many_rows_cost_the_same(invited, clerk, sign_in, django_assert_num_queries):
    client, url = sign_in(clerk), reverse("activities:invitation-list")
    invited(1)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    invited(12)
    with django_assert_num_queries(len(one)):
        client.get(url)


def test_who_was_invited_hears_of_each_change_once_and_who_declined_does_not(invited, clerk, deputy_user):
    coming, declined = deputy_user(), deputy_user()
    planned, _ = invited(0)
    workflow.invite(planned, {InviteeGroup.ADDED: [coming.deputy, declined.deputy]}, by=clerk)
    workflow.answer_invitation(planned.invitations.get(deputy=declined.deputy), by=clerk, coming=False, reason="出差")
    assert tasks.tell_of_change(planned.pk) == 0
    workflow.edit_activity(planned, by=clerk, description="带上笔记本")
    assert tasks.tell_of_change(planned.pk) == 0
    planned = workflow.edit_activity(planned, by=clerk, place="三楼会议室")
    assert [tasks.tell_of_change(planned.pk) for _ in range(2)] == [1, 0]
    planned = workflow.cancel_activity(planned, by=clerk, reason="台风")
    assert [tasks.tell_of_change(planned.pk) for _ in range(2)] == [1, 0]
    told = Notice.objects.filter(recipient=coming, key__startswith=f"activity-change-{planned.pk}-").order_by("pk")
    assert ["三楼会议室" in told[0].body, "台风" in told[1].body] == [True, True]
    assert not Notice.objects.filter(recipient=declined, key__startswith="activity-change-").exists()


def test_those_who_are_no_deputies_are_invited_and_noted_as_present(activity, clerk, county, sign_in):
    event = activity(starts_at=timezone.now() - timedelta(minutes=10), ends_at=timezone.now() + timedelta(hours=1))
    came, away, stranger = (AssociateFactory(area=area) for area in (county.zhongshan, county.fuyun, county.chishi))
    AssociateFactory(area=county.fuyun, ends_on=timezone.localdate() - timedelta(days=1), name="期满人")
    client, url = sign_in(clerk), reverse("activities:activity-guests", args=[event.pk])
    page = client.get(url).content.decode()
    assert came.name in page
    assert stranger.name not in page
    assert "期满人" not in page
    client.post(url, {"associates": [came.pk, away.pk]})
    client.post(
        reverse("activities:guests-present", args=[event.pk]), {"present": [event.guests.get(associate=came).pk]}
    )
    assert sorted(event.guests.values_list("associate", "was_present")) == [
        (came.pk, True),
        (away.pk, False),
    ]
    client.post(url, {"associates": []})
    assert event.guests.count() == 2  # who was noted stays
    page = client.get(event.get_absolute_url()).content.decode()
    assert "到场" in page
    assert "受邀 1 次，到场 1 次" in client.get(came.get_absolute_url()).content.decode()
