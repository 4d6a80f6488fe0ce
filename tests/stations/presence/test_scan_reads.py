"""The reads of a scan that are written as SQL say what the querysets say that they stand for."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from deputies.mandates.queries import is_serving
from stations.codes.models import Code
from stations.presence import jobs, scan_reads, workflow
from stations.presence.models import CheckIn
from stations.presence.workflow import check_ins
from tests.factories.stations import ActivityFactory, CheckInFactory, CodeFactory
from yunhe.audit.models import AuditEvent


def loaded(thing, names):
    return {name: getattr(thing, name) for name in names} if thing else None


@pytest.mark.parametrize("subject", ["station", "activity", "roaming", "deputy"])
def test_a_code_is_read_with_its_place(tree, county, serving, subject):
    code = {
        "station": lambda: CodeFactory(station=tree.zhongshan),
        "activity": lambda: CodeFactory(activity=ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan)),
        "roaming": lambda: CodeFactory(activity=ActivityFactory(organising_area=county.fuyun)),
        "deputy": lambda: CodeFactory(deputy=serving()),
    }[subject]()
    expected = Code.objects.select_related("station", "activity__station").get(pk=code.pk)
    with CaptureQueriesContext(connection) as asked:
        for read in (scan_reads.code_of_token(code.token), scan_reads.code_again(code)):
            assert loaded(read, scan_reads.CODE) == loaded(expected, scan_reads.CODE)
            if not code.deputy_id:
                assert loaded(read.station, scan_reads.STATION) == loaded(expected.station, scan_reads.STATION)
                assert loaded(read.activity, scan_reads.ACTIVITY) == loaded(expected.activity, scan_reads.ACTIVITY)
            if read.activity_id:
                assert read.activity.station == expected.activity.station
    assert len(asked) == 2
    assert scan_reads.code_of_token("nosuchcode") is None


def test_a_column_that_was_not_read_is_fetched_when_asked_for(tree):
    code = scan_reads.code_of_token(CodeFactory(station=tree.zhongshan, version=3).token)
    assert code.version == 3
    assert code.station.address == tree.zhongshan.address


def test_the_locked_deputy_says_whether_a_mandate_is_in_force(deputy_user):
    acting, ended, suspended = deputy_user(), deputy_user(), deputy_user()
    ended.deputy.mandates.update(ended_on="2026-01-01", end_reason="resigned")
    suspended.deputy.mandates.update(suspension="detained")
    with transaction.atomic():
        for user in (acting, ended, suspended):
            by_user, by_pk = scan_reads.lock_deputy(user=user.pk), scan_reads.lock_deputy(pk=user.deputy.pk)
            assert by_user == by_pk == user.deputy
            assert by_user.serves == by_pk.serves == is_serving(user.deputy)
        assert scan_reads.lock_deputy(user=0) is None


def test_known_check_ins_are_those_that_a_scan_may_repeat_or_end(tree, county, serving):
    deputy, now = serving(), timezone.now()
    activity = ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan)
    here = CheckInFactory(deputy=deputy, station=tree.zhongshan, at=now - timedelta(hours=2))
    at_activity = CheckInFactory(deputy=deputy, station=tree.zhongshan, activity=activity, at=now - timedelta(days=40))
    own = CheckInFactory(deputy=deputy, station=tree.shishan, at=now - timedelta(days=9), nonce="mine")
    left = CheckInFactory(
        deputy=deputy, station=tree.yuanhe, at=now - timedelta(days=9), left_at=now, left_way="self", left_nonce="gone"
    )
    CheckInFactory(deputy=deputy, station=tree.zhongshan, at=now - timedelta(days=2))
    CheckInFactory(deputy=serving(), station=tree.zhongshan, at=now)
    CheckInFactory(deputy=deputy, station=tree.zhongshan, at=now, undone_at=now, undo_reason="错", undone_by="某")

    def known(station, activity_id, nonce):
        return scan_reads.known_check_ins(deputy, station, activity_id, now, nonce)

    assert known(tree.zhongshan.pk, None, "x") == [here]
    assert known(tree.zhongshan.pk, activity.pk, "x") == [at_activity]
    assert known(tree.zhongshan.pk, None, "mine") == [here, own]
    assert known(tree.zhongshan.pk, None, "gone") == [here, left]
    assert known(None, activity.pk, "x") == [at_activity]


def test_a_scan_asks_few_questions(tree, deputy_user):
    user, code = deputy_user(), CodeFactory(station=tree.zhongshan)
    with CaptureQueriesContext(connection) as asked:
        workflow.check_in(scan_reads.code_of_token(code.token), by=user, nonce="n1")
    told = [query["sql"].split()[0] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert told == ["SELECT", "SELECT", "SELECT", "INSERT", "SELECT"]


def test_who_leaves_while_the_sweep_seals_is_not_sealed_twice(tree, deputy_user, monkeypatch):
    user, code = deputy_user(), CodeFactory(station=tree.zhongshan, created_at=timezone.now() - timedelta(days=2))
    workflow.check_in(code, by=user, nonce="n1")
    CheckIn.objects.update(at=timezone.now() - timedelta(minutes=15))

    def read_then_seal(*args):
        found = scan_reads.known_check_ins(*args)
        jobs.seal_check_ins()
        return found

    monkeypatch.setattr(check_ins, "known_check_ins", read_then_seal)
    monkeypatch.setattr(type(CheckIn.objects.get()), "is_ended_by", lambda self, at: self.is_open)
    assert workflow.check_in(code, by=user, nonce="n2").left
    monkeypatch.undo()
    jobs.seal_check_ins()
    verbs = AuditEvent.objects.filter(object_type="stations.checkin").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["stations.check_in", "stations.check_out"]


@pytest.mark.parametrize("nonce", ["\x00", "一二三", "a b\x00c", "-" * 50])
def test_an_odd_nonce_does_no_harm(sign_in, tree, deputy_user, nonce):
    code = CodeFactory(station=tree.zhongshan)
    answer = sign_in(deputy_user()).post(f"{code.get_absolute_url()}/check-in/", {"nonce": nonce})
    assert "/done/" in answer["Location"]
    assert CheckIn.objects.count() == 1
