"""Check-in: harmless when repeated, refused with a reason, recorded by hand, undone by the keeper."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from stations.activities import workflow as activities_workflow
from stations.codes import workflow as codes_workflow
from stations.places import workflow as places_workflow
from stations.presence import jobs, workflow
from stations.presence.enums import CheckInRefusal, CheckInWay
from stations.presence.models import CheckIn
from stations.presence.policies import CheckInRefused
from tests.factories.stations import ActivityFactory, CheckInFactory, CodeFactory
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, Refused


def ago(**parts):
    return timezone.now() - timedelta(**parts)


def test_a_deputy_checks_in_at_a_station(tree, deputy_user):
    user = deputy_user()
    done = workflow.check_in(CodeFactory(station=tree.zhongshan), by=user, nonce="n1")
    assert not done.already
    assert (done.check_in.way, done.check_in.station) == (CheckInWay.STATION_CODE, tree.zhongshan)
    jobs.seal_check_ins()
    event = AuditEvent.objects.get(verb="stations.check_in")
    assert set(event.area_paths) >= {tree.chishi.organising_area.path, tree.zhongshan.organising_area.path}


def test_the_same_nonce_gives_the_same_check_in(tree, deputy_user):
    user, code = deputy_user(), CodeFactory(station=tree.zhongshan)
    first = workflow.check_in(code, by=user, nonce="n1")
    CheckIn.objects.update(at=ago(hours=3))
    again = workflow.check_in(code, by=user, nonce="n1")
    assert (again.check_in, again.already) == (first.check_in, True)


def test_the_nonce_of_another_person_is_not_mine(tree, deputy_user):
    code = CodeFactory(station=tree.zhongshan)
    workflow.check_in(code, by=deputy_user(), nonce="n1")
    assert not workflow.check_in(code, by=deputy_user(), nonce="n1").already


def test_a_second_scan_within_ten_minutes_is_the_same_visit(tree, deputy_user):
    user, code = deputy_user(), CodeFactory(station=tree.zhongshan)
    first = workflow.check_in(code, by=user, nonce="n1")
    assert workflow.check_in(code, by=user, nonce="n2").check_in == first.check_in
    assert CheckIn.objects.get().left_at is None


def test_an_activity_counts_once_and_names_its_station(tree, county, deputy_user):
    user = deputy_user()
    code = CodeFactory(activity=ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan))
    done = workflow.check_in(code, by=user, nonce="n1")
    assert (done.check_in.way, done.check_in.station) == (CheckInWay.ACTIVITY_CODE, tree.zhongshan)
    CheckIn.objects.update(at=ago(minutes=30))
    left = workflow.check_in(code, by=user, nonce="n2")
    assert (left.left, left.check_in) == (True, done.check_in)
    assert workflow.check_in(code, by=user, nonce="n3").already
    assert CheckIn.objects.count() == 1


def test_an_undone_check_in_may_be_made_again(tree, county, staff, deputy_user):
    user, code = deputy_user(), CodeFactory(activity=ActivityFactory(organising_area=county.fuyun))
    first = workflow.check_in(code, by=user, nonce="n1")
    workflow.undo_check_in(first.check_in, by=staff(county.fuyun), reason="扫错了")
    assert not workflow.check_in(code, by=user, nonce="n2").already


def station_closed(tree, county, staff, code):
    places_workflow.close_station(tree.zhongshan, by=staff(county.fuyun), reason="搬迁")


def code_revoked(tree, county, staff, code):
    codes_workflow.revoke_code(code, by=staff(county.fuyun), reason="遗失")


@pytest.mark.parametrize(
    ("reason", "spoil"),
    [(CheckInRefusal.STATION_CLOSED, station_closed), (CheckInRefusal.CODE_REVOKED, code_revoked)],
)
def test_a_dead_station_or_code_refuses_with_its_reason(tree, county, staff, deputy_user, reason, spoil):
    code = CodeFactory(station=tree.zhongshan)
    spoil(tree, county, staff, code)
    with pytest.raises(CheckInRefused, match=reason.label) as refused:
        workflow.check_in(code, by=deputy_user(), nonce="n1")
    assert refused.value.reason == reason
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    ("starts_in", "facts", "reason"),
    [
        (61, {}, CheckInRefusal.TOO_EARLY),
        (-151, {}, CheckInRefusal.TOO_LATE),
        (0, {"state": "cancelled", "cancel_reason": "下雨"}, CheckInRefusal.ACTIVITY_CANCELLED),
        (58, {}, None),
        (-148, {}, None),
    ],
)
def test_the_window_of_an_activity(county, deputy_user, starts_in, facts, reason):
    starts_at = timezone.now() + timedelta(minutes=starts_in)
    code = CodeFactory(activity=ActivityFactory(organising_area=county.fuyun, starts_at=starts_at, **facts))
    user = deputy_user()
    if reason is None:
        assert workflow.check_in(code, by=user, nonce="n1").check_in.pk
        return
    with pytest.raises(CheckInRefused) as refused:
        workflow.check_in(code, by=user, nonce="n1")
    assert refused.value.reason == reason


def test_who_is_no_deputy_or_no_longer_serves_is_told_so(tree, county, staff, deputy_user):
    code = CodeFactory(station=tree.zhongshan)
    with pytest.raises(CheckInRefused) as refused:
        workflow.check_in(code, by=staff(county.fuyun), nonce="n1")
    assert refused.value.reason == CheckInRefusal.NOT_A_DEPUTY
    ended, suspended = deputy_user(), deputy_user()
    ended.deputy.mandates.update(ended_on="2026-01-01", end_reason="resigned")
    suspended.deputy.mandates.update(suspension="detained")
    for user in (ended, suspended):
        with pytest.raises(CheckInRefused) as refused:
            workflow.check_in(code, by=user, nonce="n1")
        assert refused.value.reason == CheckInRefusal.NOT_SERVING


def test_a_deputy_code_is_no_place(deputy_user, serving):
    with pytest.raises(CheckInRefused) as refused:
        workflow.check_in(CodeFactory(deputy=serving()), by=deputy_user(), nonce="n1")
    assert refused.value.reason == CheckInRefusal.NO_PLACE


def test_a_guest_from_another_township_is_welcome(tree, county, deputy_user):
    guest = deputy_user(origin=county.shitang, residence=county.shishan)
    done = workflow.check_in(CodeFactory(station=tree.zhongshan), by=guest, nonce="n1")
    jobs.seal_check_ins()
    assert county.shitang.path in AuditEvent.objects.get(verb="stations.check_in").area_paths
    assert done.check_in in CheckIn.objects.visible_to(guest)


@pytest.mark.django_db(transaction=True)
def test_two_scans_at_the_same_moment_are_one_check_in(county, tree, deputy_user):
    user, code = deputy_user(), CodeFactory(station=tree.zhongshan)
    results, barrier = [], threading.Barrier(2)

    def scan(nonce):
        barrier.wait()
        try:
            results.append(workflow.check_in(code, by=user, nonce=nonce))
        finally:
            connection.close()

    threads = [threading.Thread(target=scan, args=(nonce,)) for nonce in ("n1", "n2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert CheckIn.objects.count() == 1
    assert sorted(result.already for result in results) == [False, True]


RECORDERS = [
    # actor, station, allowed
    ("root", "zhongshan", True),
    ("fuyun", "zhongshan", True),
    ("keeper", "zhongshan", True),
    ("keeper", "shishan", False),
    ("chishi", "zhongshan", False),
    ("fuyun", "urban", False),
    ("keeper", "urban", False),
    ("chishi", "urban", True),
]


@pytest.mark.parametrize(("actor", "name", "allowed"), RECORDERS)
def test_who_records_and_undoes_by_hand(tree, county, staff, keeper, serving, actor, name, allowed):
    user = keeper(county.zhongshan) if actor == "keeper" else staff(getattr(county, actor))
    station, deputy = getattr(tree, name), serving()
    if allowed:
        done = workflow.record_by_keeper(deputy, by=user, station=station).check_in
        assert done.way == CheckInWay.KEEPER
        assert workflow.undo_check_in(done, by=user, reason="记错人").undone_by == user.display_name
        with pytest.raises(Denied, match="已经撤销"):
            workflow.undo_check_in(done, by=user, reason="再撤")
        return
    with pytest.raises(Denied):
        workflow.record_by_keeper(deputy, by=user, station=station)
    with pytest.raises(Denied):
        workflow.undo_check_in(CheckInFactory(deputy=deputy, station=station), by=user, reason="记错人")


def test_afterwards_needs_a_reason_and_a_true_time(tree, county, staff, serving):
    by, deputy = staff(county.fuyun), serving()
    with pytest.raises(Refused, match="写明原因"):
        workflow.record_by_keeper(deputy, by=by, station=tree.zhongshan, at=ago(days=1))
    with pytest.raises(Refused, match="不能晚于现在"):
        workflow.record_by_keeper(deputy, by=by, station=tree.zhongshan, at=ago(hours=-2), reason="纸质签到")
    with pytest.raises(Refused, match="最近半年"):
        workflow.record_by_keeper(deputy, by=by, station=tree.zhongshan, at=ago(days=200), reason="纸质签到")
    at = ago(days=1)
    done = workflow.record_by_keeper(deputy, by=by, station=tree.zhongshan, at=at, reason="纸质签到").check_in
    assert (done.way, done.at, done.reason) == (CheckInWay.AFTERWARDS, at, "纸质签到")


def test_undoing_needs_a_reason(tree, county, staff, serving):
    made = CheckInFactory(deputy=serving(), station=tree.zhongshan)
    with pytest.raises(Refused, match="写明原因"):
        workflow.undo_check_in(made, by=staff(county.fuyun), reason=" ")


def test_a_paper_list_is_taken_whole_and_keeps_who_was_in(tree, county, staff, serving):
    by, activity = staff(county.fuyun), ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan)
    first, second, third = serving(), serving(), serving()
    workflow.record_by_keeper(first, by=by, activity=activity)
    at = activity.starts_at
    results = workflow.record_paper_list(activity, [first, second, third], by=by, at=at, reason="现场断网")
    assert sorted(result.already for result in results) == [False, False, True]
    assert activity.check_ins.filter(way=CheckInWay.AFTERWARDS).count() == 2


def test_a_paper_list_with_one_wrong_person_changes_nothing(county, staff, serving):
    by, activity = staff(county.fuyun), ActivityFactory(organising_area=county.fuyun)
    good, ended = serving(), serving()
    ended.mandates.update(ended_on="2026-01-01", end_reason="resigned")
    with pytest.raises(CheckInRefused):
        workflow.record_paper_list(activity, [good, ended], by=by, at=activity.starts_at, reason="现场断网")
    assert not CheckIn.objects.exists()


def test_a_time_outside_the_activity_is_refused(county, staff, serving):
    activity = ActivityFactory(organising_area=county.fuyun)
    with pytest.raises(Refused, match="签到时段内"):
        workflow.record_by_keeper(
            serving(), by=staff(county.fuyun), activity=activity, at=ago(days=2), reason="纸质签到"
        )


def test_an_activity_with_people_in_is_not_cancelled(county, staff, serving):
    activity = ActivityFactory(organising_area=county.fuyun)
    CheckInFactory(deputy=serving(), activity=activity)
    with pytest.raises(Denied, match="已有 1 人签到"):
        activities_workflow.cancel_activity(activity, by=staff(county.fuyun), reason="下雨")


def test_an_activity_that_has_not_begun_is_not_held(county, staff):
    activity = ActivityFactory(organising_area=county.fuyun, starts_at=ago(hours=-5))
    with pytest.raises(Denied, match="尚未开始"):
        activities_workflow.hold_activity(activity, by=staff(county.fuyun))
