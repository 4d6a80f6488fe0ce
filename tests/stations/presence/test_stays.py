"""How long a deputy stays, what a scan proves, scans handed in later, and how all of it reaches chain and home office."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from stations.presence import jobs, workflow
from stations.presence.enums import PROOF_OF, CheckInRefusal, CheckInWay, DepartureWay, Proof
from stations.presence.models import CheckIn
from stations.presence.policies import CheckInRefused
from stations.presence.tasks import tell_of_guests
from tests.factories.stations import ActivityFactory, CheckInFactory, CodeFactory
from tests.kit.handed import errands_of
from yunhe.audit.models import AuditEvent
from yunhe.audit.verifying import check_chain
from yunhe.kit.refusals import Denied, Refused
from yunhe.notices.models import Notice


def noon(**parts):
    """Return today's noon in Shanghai, moved by `parts`: far from midnight, so that a stay lies within one day."""
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(**parts)


@pytest.fixture
def at_noon(monkeypatch):
    """Return a function that sets the clock of Django to today's noon plus `parts`."""

    def move(**parts):
        moment = noon(**parts)
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(UTC))
        return moment

    move()
    return move


def old_code(**subject):
    return CodeFactory(created_at=timezone.now() - timedelta(days=30), **subject)


def test_every_way_has_a_proof():
    assert set(PROOF_OF) == set(CheckInWay)
    assert set(PROOF_OF.values()) == set(Proof)


def test_the_same_code_again_later_that_day_checks_out(tree, deputy_user, at_noon):
    user, code = deputy_user(), old_code(station=tree.zhongshan)
    came = workflow.check_in(code, by=user, nonce="n1").check_in
    at_noon(minutes=80)
    done = workflow.check_in(code, by=user, nonce="n2")
    assert (done.left, done.already, done.check_in) == (True, False, came)
    assert (done.check_in.left_way, done.check_in.stay_label) == (DepartureWay.SELF, "1 小时 20 分")
    again = workflow.check_in(code, by=user, nonce="n2")
    assert (again.left, again.already) == (True, True)
    assert workflow.check_in(code, by=user, nonce="n3").already, "just left"
    at_noon(minutes=120)
    assert not workflow.check_in(code, by=user, nonce="n4").already
    assert CheckIn.objects.count() == 2


def test_a_stay_of_yesterday_is_not_ended_by_a_scan_today(tree, deputy_user, at_noon):
    user, code = deputy_user(), old_code(station=tree.zhongshan)
    at_noon(days=-1)
    workflow.check_in(code, by=user, nonce="n1")
    at_noon()
    assert not workflow.check_in(code, by=user, nonce="n2").left


@pytest.mark.parametrize(
    ("actor", "allowed"), [("self", True), ("fuyun", True), ("other", False), ("chishi", False), ("keeper", True)]
)
def test_who_checks_out(tree, county, staff, keeper, deputy_user, at_noon, actor, allowed):
    user = deputy_user()
    made = CheckInFactory(deputy=user.deputy, station=tree.zhongshan, at=noon(minutes=-30))
    who = {"self": lambda: user, "other": deputy_user, "keeper": lambda: keeper(county.zhongshan)}
    by = who[actor]() if actor in who else staff(getattr(county, actor))
    if not allowed:
        with pytest.raises(Denied):
            workflow.check_out(made, by=by)
        return
    left = workflow.check_out(made, by=by)
    assert left.left_way == (DepartureWay.SELF if actor == "self" else DepartureWay.KEEPER)
    with pytest.raises(Denied, match="不用再签"):
        workflow.check_out(made, by=by)
    assert AuditEvent.objects.get(verb="stations.check_out").actor_id == by.pk


def test_the_keeper_names_a_time_that_can_be_true(tree, county, staff, serving, at_noon):
    by = staff(county.fuyun)
    made = CheckInFactory(deputy=serving(), station=tree.zhongshan, at=noon(hours=-2))
    for at, sentence in (
        (noon(hours=-3), "不能早于签到时间"),
        (noon(hours=1), "不能晚于现在"),
    ):
        with pytest.raises(Refused, match=sentence):
            workflow.check_out(made, by=by, at=at)
    assert workflow.check_out(made, by=by, at=noon(hours=-1)).stay_label == "1 小时 0 分"


def test_a_deputy_does_not_name_the_time_nor_check_out_the_next_day(tree, deputy_user, at_noon):
    user = deputy_user()
    made = CheckInFactory(deputy=user.deputy, station=tree.zhongshan, at=noon(hours=-1))
    with pytest.raises(Denied, match="负责人"):
        workflow.check_out(made, by=user, at=noon(minutes=-5))
    CheckIn.objects.update(at=noon(days=-1))
    with pytest.raises(Denied, match="当天签退"):
        workflow.check_out(made, by=user)


def test_who_did_not_check_out_is_checked_out_by_the_clock(tree, county, serving, at_noon):
    activity = ActivityFactory(organising_area=county.fuyun, starts_at=noon(hours=-3))
    there, at_activity, evening, moved = serving(), serving(), serving(), serving()
    morning = CheckInFactory(deputy=there, station=tree.zhongshan, at=noon(hours=-3))
    attended = CheckInFactory(deputy=at_activity, activity=activity, at=noon(hours=-3))
    late = CheckInFactory(deputy=evening, station=tree.zhongshan, at=noon(hours=7))
    first = CheckInFactory(deputy=moved, station=tree.zhongshan, at=noon(hours=-3))
    CheckInFactory(deputy=moved, station=tree.shishan, at=noon(hours=2))
    assert jobs.close_stays() == 1, "only the activity has ended at noon"
    attended.refresh_from_db()
    assert (attended.left_at, attended.left_way) == (activity.ends_at, DepartureWay.AUTOMATIC)
    at_noon(hours=6, minutes=1)
    assert jobs.close_stays() == 3
    morning.refresh_from_db()
    first.refresh_from_db()
    assert (morning.left_at, morning.stay_label) == (noon(hours=6), "9 小时 0 分")
    assert first.left_at == noon(hours=2), "before the next check-in elsewhere"
    at_noon(days=1)
    assert jobs.close_stays() == 1
    late.refresh_from_db()
    assert (late.left_at, late.stay) == (late.at, None), "after closing time nobody knows"
    assert AuditEvent.objects.filter(verb="stations.check_out_automatically").count() == 5
    assert jobs.close_stays() == 0
    assert check_chain().holds


def test_scans_are_sealed_once_with_who_and_when(tree, deputy_user, at_noon):
    user, code = deputy_user(), old_code(station=tree.zhongshan)
    workflow.check_in(code, by=user, nonce="n1")
    at_noon(minutes=30)
    workflow.check_in(code, by=user, nonce="n2")
    assert not AuditEvent.objects.filter(verb__startswith="stations.check").exists()
    jobs.seal_check_ins()
    jobs.seal_check_ins()
    came, left = AuditEvent.objects.filter(object_type="stations.checkin").order_by("pk")
    assert (came.verb, left.verb) == ("stations.check_in", "stations.check_out")
    assert (came.actor_id, came.actor) == (user.pk, user.display_name)
    assert came.changes["签到时间"][1].endswith("12:00:00")
    assert left.changes["离开时间"][1].endswith("12:30:00")
    assert check_chain().holds
    assert not CheckIn.objects.unsealed().exists()


def test_who_undoes_seals_first_so_that_the_chain_tells_it_in_order(tree, county, staff, deputy_user):
    done = workflow.check_in(CodeFactory(station=tree.zhongshan), by=deputy_user(), nonce="n1")
    workflow.undo_check_in(done.check_in, by=staff(county.fuyun), reason="扫错了")
    verbs = AuditEvent.objects.filter(object_type="stations.checkin").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["stations.check_in", "stations.undo_check_in"]
    assert check_chain().holds


def test_an_interrupted_sweep_loses_nothing(tree, deputy_user, monkeypatch):
    workflow.check_in(CodeFactory(station=tree.zhongshan), by=deputy_user(), nonce="n1")

    def die(ids):
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "tell_of_guests", die)
    with pytest.raises(KeyboardInterrupt):
        jobs.seal_check_ins()
    monkeypatch.undo()
    assert CheckIn.objects.unsealed().count() == 1
    assert jobs.seal_check_ins() == 1
    assert AuditEvent.objects.filter(verb="stations.check_in").count() == 1


def test_a_scan_without_network_keeps_its_true_time_and_is_marked(tree, deputy_user, at_noon):
    user, code = deputy_user(), old_code(station=tree.zhongshan)
    done = workflow.check_in(code, by=user, nonce="n1", happened_at=noon(hours=-20))
    assert (done.check_in.at, done.check_in.uploaded_at) == (noon(hours=-20), noon())
    prompt = workflow.check_in(code, by=user, nonce="n2", happened_at=noon(seconds=-20))
    assert prompt.check_in.uploaded_at is None, "handed in at once"


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        ({"minutes": 2}, CheckInRefusal.IN_THE_FUTURE),
        ({"hours": -73}, CheckInRefusal.TOO_OLD),
        ({"hours": -50}, CheckInRefusal.CODE_NOT_YET),
        ({"hours": -10}, None),
        ({"hours": -2}, CheckInRefusal.CODE_REVOKED),
    ],
)
def test_the_code_must_have_been_valid_when_it_was_scanned(tree, deputy_user, at_noon, moment, reason):
    code = CodeFactory(
        station=tree.zhongshan, created_at=noon(hours=-40), revoked_at=noon(hours=-5), revoke_reason="遗失"
    )
    if reason is None:
        assert workflow.check_in(code, by=deputy_user(), nonce="n1", happened_at=noon(**moment)).check_in.pk
        return
    with pytest.raises(CheckInRefused) as refused:
        workflow.check_in(code, by=deputy_user(), nonce="n1", happened_at=noon(**moment))
    assert refused.value.reason == reason
    assert not CheckIn.objects.exists()


def test_a_keeper_scans_the_deputys_code(tree, county, keeper, serving, at_noon):
    by, code = keeper(county.zhongshan), old_code(deputy=serving())
    done = workflow.check_in_by_deputy_code(code, by=by, nonce="n1", station=tree.zhongshan)
    assert (done.check_in.way, done.check_in.proof) == (CheckInWay.DEPUTY_CODE, Proof.KEEPER)
    at_noon(minutes=30)
    left = workflow.check_in_by_deputy_code(code, by=by, nonce="n2", station=tree.zhongshan)
    assert (left.left, left.check_in.left_way) == (True, DepartureWay.KEEPER)
    with pytest.raises(Denied):
        workflow.check_in_by_deputy_code(code, by=by, nonce="n3", station=tree.shishan)
    with pytest.raises(CheckInRefused) as refused:
        workflow.check_in_by_deputy_code(old_code(station=tree.shishan), by=by, nonce="n4", station=tree.zhongshan)
    assert refused.value.reason == CheckInRefusal.NO_DEPUTY_CODE


def test_a_guest_is_credited_at_home_and_the_home_office_told_once(tree, county, staff, deputy_user):
    home, host = staff(county.shitang), staff(county.fuyun)
    activity = ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan)
    code = CodeFactory(activity=activity)
    guests = [deputy_user(origin=county.shitang, residence=county.shishan) for _ in range(2)]
    for guest in guests:
        workflow.check_in(code, by=guest, nonce="n1")
        jobs.seal_check_ins()
    notice = Notice.objects.get(recipient=home)
    assert activity.title in notice.title
    assert guests[0].deputy.name in notice.body
    assert not Notice.objects.filter(recipient=host).exists()
    credited = CheckIn.objects.visible_to(home).away()
    assert credited.count() == 2
    assert all(one.is_away for one in credited)


def test_who_takes_part_at_home_or_at_the_countys_is_no_guest(tree, county, serving):
    deputy = serving()
    own = CheckInFactory(deputy=deputy, station=tree.chishi)
    urban = CheckInFactory(deputy=deputy, station=tree.urban)
    main = CheckInFactory(deputy=deputy, station=tree.main)
    assert not any(one.is_away for one in (own, urban, main))
    assert not CheckIn.objects.away().exists()
    assert tell_of_guests([own.pk, urban.pk, main.pk]) == 0


def test_what_the_keeper_types_tells_the_home_office_too(tree, county, staff, serving):
    home = staff(county.chishi)
    done = workflow.record_by_keeper(serving(), by=staff(county.fuyun), station=tree.zhongshan)
    assert errands_of(tell_of_guests) == [[[done.check_in.pk]]]
    tell_of_guests(*errands_of(tell_of_guests)[0])
    assert tree.zhongshan.name in Notice.objects.get(recipient=home).title


# --- pages ------------------------------------------------------------------------------------------------------------


def test_the_list_marks_guests_and_late_scans(sign_in, tree, county, staff, serving):
    CheckInFactory(deputy=serving(), station=tree.zhongshan, uploaded_at=timezone.now())
    CheckInFactory(deputy=serving(origin=county.fuyun), station=tree.zhongshan)
    client = sign_in(staff(county.root))
    page = client.get("/stations/check-ins/").content.decode()
    assert page.count("离线补传</span>") == 1
    assert page.count("在外单位参加</span>") == 1
    host = sign_in(staff(county.fuyun)).get("/stations/check-ins/").content.decode()
    assert host.count("外单位代表</span>") == 1
    client = sign_in(staff(county.root))
    for query, rows in (
        ("mark=away", 1),
        ("mark=uploaded", 1),
        ("mark=there", 2),
        ("proof=printed", 2),
        ("proof=keeper", 0),
    ):
        answer = client.get(f"/stations/check-ins/?{query}")
        assert answer.context["listing"].page.total == rows, query


def test_the_keeper_calls_the_roll_and_undoes_a_wrong_name(sign_in, county, staff, serving):
    activity = ActivityFactory(organising_area=county.fuyun)
    first, second = serving(residence=county.zhongshan), serving(residence=county.zhongshan)
    client = sign_in(staff(county.fuyun))
    url = f"/stations/activities/{activity.pk}/roll-call/"
    assert "请至少勾选一位" in client.post(url, {}).content.decode()
    client.post(url, {"deputies": [first.pk, second.pk]})
    assert set(activity.check_ins.values_list("way", flat=True)) == {CheckInWay.KEEPER}
    wrong = activity.check_ins.get(deputy=second)
    client.post(f"/stations/check-ins/{wrong.pk}/undo/", {"reason": "认错人"})
    assert activity.check_ins.standing().get().deputy == first


def test_the_deputy_checks_out_on_the_own_page(sign_in, tree, deputy_user, at_noon):
    user = deputy_user()
    made = CheckInFactory(deputy=user.deputy, station=tree.zhongshan, at=noon(minutes=-45))
    other = CheckInFactory(deputy=deputy_user().deputy, station=tree.zhongshan, at=noon(minutes=-45))
    client = sign_in(user)
    assert "签退" in client.get("/stations/mine/").content.decode()
    assert "停留 45 分钟" in client.post(f"/stations/mine/{made.pk}/leave/", follow=True).content.decode()
    assert client.post(f"/stations/mine/{other.pk}/leave/").status_code == 404


def test_the_keeper_notes_when_a_deputy_left(sign_in, tree, county, staff, serving, at_noon):
    made = CheckInFactory(deputy=serving(), station=tree.zhongshan, at=noon(hours=-2))
    client = sign_in(staff(county.fuyun))
    assert "登记签退" in client.get(made.get_absolute_url()).content.decode()
    wrong = client.post(f"/stations/check-ins/{made.pk}/leave/", {"at": "昨天"}, follow=True)
    assert "请检查离开时间" in wrong.content.decode()
    client.post(f"/stations/check-ins/{made.pk}/leave/", {"at": f"{noon(hours=-1):%Y-%m-%dT%H:%M}"})
    made.refresh_from_db()
    assert made.stay_label == "1 小时 0 分"


def test_a_station_with_a_position_offers_to_look_and_keeps_yes_or_no_only(sign_in, tree, deputy_user):
    user, code = deputy_user(), CodeFactory(station=tree.zhongshan)
    client = sign_in(user)
    assert "data-near" not in client.get(code.get_absolute_url()).content.decode()
    tree.zhongshan.latitude, tree.zhongshan.longitude = "28.115300", "119.573100"
    tree.zhongshan.save()
    page = client.get(code.get_absolute_url())
    assert "data-near" in page.content.decode()
    assert "geolocation=(self)" in page.headers["Permissions-Policy"]
    client.post(
        f"{code.get_absolute_url()}/check-in/",
        {"nonce": "n1", "within_radius": "yes", "latitude": "28.1", "longitude": "119.5"},
    )
    made = CheckIn.objects.get()
    assert made.within_radius is True
    assert "28.1" not in str(CheckIn.objects.values().get())
    assert "geolocation=()" in client.get("/stations/mine/").headers["Permissions-Policy"]


def test_half_a_position_is_refused(sign_in, tree, county, staff):
    client = sign_in(staff(county.fuyun))
    page = client.get(f"/stations/{tree.zhongshan.pk}/edit/")
    assert "用本机位置填入" in page.content.decode()
    facts = {name: value or "" for name, value in page.context["form"].initial.items()}
    facts |= {"organising_area": tree.zhongshan.organising_area_id, "location_area": tree.zhongshan.location_area_id}
    answer = client.post(f"/stations/{tree.zhongshan.pk}/edit/", facts | {"latitude": "28.1153", "radius": ""})
    assert "须同时填写" in answer.content.decode()
    client.post(
        f"/stations/{tree.zhongshan.pk}/edit/", facts | {"latitude": "28.1153", "longitude": "119.5731", "radius": ""}
    )
    tree.zhongshan.refresh_from_db()
    assert (str(tree.zhongshan.latitude), tree.zhongshan.radius) == ("28.115300", 200)


def test_the_code_offers_to_leave_and_the_tap_does_it(sign_in, tree, deputy_user, at_noon):
    user, code = deputy_user(), old_code(station=tree.zhongshan)
    client = sign_in(user)
    workflow.check_in(code, by=user, nonce="n1")
    at_noon(minutes=5)
    soon = client.get(code.get_absolute_url()).content.decode()
    assert "已在这里签到" in soon
    assert "<span>签到</span>" not in soon
    at_noon(minutes=25)
    assert "<span>签退</span>" in client.get(code.get_absolute_url()).content.decode()
    done = client.post(f"{code.get_absolute_url()}/check-in/", {"nonce": "n2"}, follow=True).content.decode()
    assert "签退成功" in done
    assert "停留 25 分钟" in done


def test_the_day_of_a_scan_is_the_countys(tree, deputy_user):
    """23:30 and 00:15 in Shanghai are two days although one in UTC."""
    user = deputy_user()
    tz = timezone.get_current_timezone()
    made = CheckInFactory(deputy=user.deputy, station=tree.zhongshan, at=datetime(2026, 3, 1, 23, 30, tzinfo=tz))
    assert made.is_ended_by(datetime(2026, 3, 1, 23, 45, tzinfo=tz))
    assert not made.is_ended_by(datetime(2026, 3, 2, 0, 15, tzinfo=tz))
