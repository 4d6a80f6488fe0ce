"""Signing up by the activity's code: open or to some, limited places, a line of those who wait, and the printed notice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.activities import workflow
from stations.activities.enums import InvitationState, SignUp
from stations.activities.models import Invitation
from tests.factories.activities import InvitationFactory
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import ActivityFactory, CodeFactory, make_tree
from yunhe.accounts.enums import Role
from yunhe.kit.refusals import Denied, IllegalMove


@pytest.fixture
def activity(county):
    """Return a function **facts -> an activity of 浮云街道 in three days, with its code."""
    tree = make_tree(county)

    def make(**facts):
        starts = timezone.now() + timedelta(days=3)
        times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
        made = ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan, **{**times, **facts})
        CodeFactory(activity=made)
        return made

    return make


@pytest.fixture
def deputy(county, appoint):
    """Return a function origin, residence -> a serving deputy with an account."""

    def make(origin=None, residence=None):
        origin = origin or county.chishi
        user = appoint(Role.DEPUTY, origin)
        found = DeputyFactory(origin=origin, residence=residence or county.zhongshan, user=user)
        MandateFactory(deputy=found)
        return found

    return make


def page_of(activity):
    return activity.codes.get().get_absolute_url()


def sign_up_at(activity):
    return reverse("code-sign-up", args=[activity.codes.get().token])


def test_a_deputy_scans_and_signs_up_and_gives_the_place_back(activity, deputy, sign_in):
    thing, guest = activity(sign_up=SignUp.COUNTY), deputy()
    client = sign_in(guest.user)
    assert "报名" in client.get(page_of(thing)).content.decode()
    client.post(sign_up_at(thing), {"answer": "coming"})
    mine = Invitation.objects.get()
    assert (mine.deputy, mine.state, mine.group) == (guest, InvitationState.COMING, "self")
    assert "取消报名" in client.get(page_of(thing)).content.decode()
    client.post(sign_up_at(thing), {"answer": "leave", "reason": "出差"})
    mine.refresh_from_db()
    assert (mine.state, mine.reason) == (InvitationState.DECLINED, "出差")


def test_the_last_place_is_given_once_and_the_line_moves_up(activity, deputy, sign_in):
    thing, first, second = activity(sign_up=SignUp.COUNTY, capacity=1), deputy(), deputy()
    workflow.sign_up(thing, by=first.user)
    page = sign_in(second.user).get(page_of(thing)).content.decode()
    assert "名额已满，可以候补" in page
    assert workflow.sign_up(thing, by=second.user).state == InvitationState.WAITING
    assert "您排在第 1 位" in sign_in(second.user).get(page_of(thing)).content.decode()
    workflow.answer_invitation(thing.invitations.get(deputy=first), by=first.user, coming=False, reason="出差")
    assert thing.invitations.get(deputy=second).state == InvitationState.COMING


@pytest.mark.parametrize(
    ("who", "near", "far"),
    [
        (SignUp.INVITED, "只请受邀的代表", "只请受邀的代表"),
        (SignUp.NEAR, "", "选出的和住在浮云街道的"),
        (SignUp.COUNTY, "", ""),
    ],
)
def test_who_may_sign_up_is_as_the_activity_says(activity, deputy, county, who, near, far):
    thing = activity(sign_up=who)
    for guest, refusal in ((deputy(), near), (deputy(county.shitang, county.shishan), far)):
        if refusal:
            with pytest.raises(Denied, match=refusal):
                workflow.sign_up(thing, by=guest.user)
        else:
            assert workflow.sign_up(thing, by=guest.user).state == InvitationState.COMING


def test_the_invited_sign_up_by_the_code_too(activity, deputy):
    thing, guest = activity(), deputy()
    InvitationFactory(activity=thing, deputy=guest, group="own")
    assert workflow.sign_up(thing, by=guest.user).state == InvitationState.COMING
    assert Invitation.objects.count() == 1


def test_after_the_closing_and_after_the_cancelling_nobody_signs_up(activity, deputy):
    late = activity(sign_up=SignUp.COUNTY, sign_up_until=timezone.now() - timedelta(hours=1))
    with pytest.raises(IllegalMove, match="报名已截止"):
        workflow.sign_up(late, by=deputy().user)
    off = activity(sign_up=SignUp.COUNTY, state="cancelled", cancel_reason="下雨")
    with pytest.raises(IllegalMove, match="不用再报名"):
        workflow.sign_up(off, by=deputy().user)


def test_a_deputy_out_of_office_and_staff_do_not_sign_up(activity, deputy, county, staff, sign_in):
    thing, gone = activity(sign_up=SignUp.COUNTY), deputy()
    gone.mandates.update(ended_on=timezone.localdate(), end_reason="resigned")
    with pytest.raises(Denied, match="没有在任"):
        workflow.sign_up(thing, by=gone.user)
    assert sign_in(staff(county.fuyun)).post(sign_up_at(thing)).status_code == 403
    assert not Invitation.objects.exists()


def test_the_notice_is_printed_with_sign_up_and_code(activity, county, staff, sign_in):
    thing = activity(sign_up=SignUp.NEAR, capacity=30, description="先学习，后座谈")
    notice = reverse("activities:activity-notice", args=[thing.pk])
    text = sign_in(staff(county.fuyun)).get(notice).content.decode()
    for words in (thing.title, "先学习，后座谈", "住在本地的代表", "名额 30 人"):
        assert words in text
    assert sign_in(staff(county.shitang)).get(notice).status_code == 404


def test_nearby_activities_of_a_deputys_day_are_links(activity, deputy, sign_in):
    thing = activity(sign_up=SignUp.COUNTY)
    assert page_of(thing) in sign_in(deputy().user).get("/").content.decode()
