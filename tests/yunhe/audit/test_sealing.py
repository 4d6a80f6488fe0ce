# ruff: noqa: S608 the statements are those of the tests themselves
"""What somebody with the whole database in hand cannot hide: a cut tail, an emptied table, a forgery, a gap."""

import json
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tests.kit.databases import owner
from yunhe.audit import anchors, sealing
from yunhe.audit.anchors import UnreadableAnchorError
from yunhe.audit.models import AuditEvent, Seal
from yunhe.audit.record import record
from yunhe.audit.sealing import SealingRefusedError, adopt_old_events, seal_events
from yunhe.audit.signing import plain_digest
from yunhe.audit.verifying import check_chain
from yunhe.trail.jobs import seal, send_digest


def events(number: int) -> list[AuditEvent]:
    return [record(f"tests.n{n}", "记录", actor=f"第{n}人") for n in range(number)]


def tamper(*statements: str) -> None:
    """Do what somebody with the owner's password could do, guards and all."""
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


@pytest.fixture
def chain(db):
    """Ten events in three seals, anchored, and one that waits; the events."""
    made = []
    for part in (4, 3, 3):
        made += events(part)
        assert seal_events() == part
    return [*made, *events(1)]


def found() -> str:
    return "\n".join(check_chain().problems)


def test_a_whole_chain_holds_and_says_what_waits(chain):
    report = check_chain()
    assert report.holds
    assert (report.checked, report.waiting, report.number) == (11, 1, 3)
    assert list(Seal.objects.order_by("number").values_list("number", "total")) == [(0, 0), (1, 4), (2, 7), (3, 10)]


def test_a_cut_tail_is_found_though_its_seals_are_cut_too(chain):
    tamper(
        "DELETE FROM audit_auditevent WHERE id > (SELECT last_id FROM audit_seal WHERE number = 2)",
        "DELETE FROM audit_seal WHERE number = 3",
    )
    assert found() == "封存只到第 2 次，而库外锚定到第 3 次（10 条）：末尾被截去。"


def test_a_tail_cut_without_its_seal_is_found_event_by_event(chain):
    tamper(f"DELETE FROM audit_auditevent WHERE id = {chain[9].pk}")
    assert found() == f"第 {chain[9].pk} 号记录被删去。"


def test_an_emptied_table_is_found(chain):
    tamper("DELETE FROM audit_auditevent", "DELETE FROM audit_seal")
    assert "封存记录已被清空。" in found()


def test_an_emptied_table_is_found_though_it_looks_like_a_fresh_one(chain):
    tamper("DELETE FROM audit_auditevent", "DELETE FROM audit_seal WHERE number > 0")
    assert found() == "封存只到第 0 次，而库外锚定到第 3 次（10 条）：末尾被截去。"


def test_a_gap_in_the_middle_is_found(chain):
    tamper(f"DELETE FROM audit_auditevent WHERE id = {chain[5].pk}")
    assert found() == f"第 {chain[5].pk} 号记录被删去。"


def test_an_edit_in_the_middle_is_found(chain):
    tamper(f"UPDATE audit_auditevent SET actor = '别人' WHERE id = {chain[2].pk}")
    report = check_chain()
    assert f"第 {chain[2].pk} 号记录被改动" in found()
    assert report.broken == chain[2]


def test_two_events_that_changed_places_are_found(chain):
    a, b = chain[1].pk, chain[2].pk
    tamper(*(f"UPDATE audit_auditevent SET id = {new} WHERE id = {old}" for old, new in ((a, -1), (b, a), (-1, b))))
    assert found() == "第 1 次封存的签名不符：封存或其中的记录被换过。"


def test_a_missing_seal_is_found(chain):
    tamper("DELETE FROM audit_seal WHERE number = 2")
    assert "第 2 次封存不见了" in found()


def test_an_event_that_was_written_by_hand_is_found_before_it_is_sealed(chain):
    tamper(
        "INSERT INTO audit_auditevent (at, actor, verb, verb_label, object_type, object_id, object_label, area_paths, changes,"
        " reason, succeeded, request_id, salt, hash) VALUES (now(), '别人', 'x', 'x', '', '', '', '[]', '{}', '', true, '', 'x', 'x')"
    )
    assert "不是本系统写下的" in found()
    seal_events()
    assert "被改动" in found()


def test_a_chain_sealed_again_without_the_key_is_found(chain, settings):
    key, settings.AUDIT_KEYS = settings.AUDIT_KEYS, ["a-key-that-somebody-made-up"]
    tamper("DELETE FROM audit_seal WHERE number > 0", "UPDATE audit_auditevent SET actor = '别人'")
    rest, anchored = sealing.unsealed(of_all_times=True), anchors.kept()
    sealing.next_seal(Seal.objects.first(), rest).save(force_insert=True)
    settings.AUDIT_KEYS = key
    assert anchored == ([], 3)  # the forger's key does not even read them
    assert "第 1 次封存的签名不符" in found()
    assert "末尾被截去" in found()


def test_a_chain_sealed_again_with_a_stolen_key_contradicts_its_anchor(chain):
    tamper(
        "DELETE FROM audit_seal WHERE number > 0",
        f"DELETE FROM audit_auditevent WHERE id = {chain[3].pk}",
    )
    last = Seal.objects.first()
    for part in (3, 3, 4):
        last = sealing.next_seal(last, sealing.unsealed(of_all_times=True, at_most=part))
        last.save(force_insert=True)
    assert found() == "第 3 次封存与库外锚定不符：整条链被替换过。"


def test_sealing_does_not_go_on_over_a_cut_chain(chain, caplog):
    before = anchors.kept()
    tamper("DELETE FROM audit_seal WHERE number = 3")
    with pytest.raises(SealingRefusedError, match="末尾被截去"):
        seal_events()
    assert seal() == 0
    assert "末尾被截去" in caplog.text
    assert anchors.kept() == before


def test_anchors_that_are_gone_or_forged_are_told(chain, settings):
    path = next(settings.AUDIT_ANCHORS.iterdir())
    assert (path.stat().st_mode & 0o777) == 0o600
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:-1], lines[-1].replace('"total": 10', '"total": 9')]) + "\n")
    assert found() == "锚定文件中有 1 行签名不符。"
    path.unlink()
    assert "锚定文件不见了" in found()


def test_a_line_torn_by_a_full_disk_is_no_forgery(chain, settings):
    path = next(settings.AUDIT_ANCHORS.iterdir())
    with path.open("a") as file:
        file.write('{"number": 4, "tot')
    assert seal_events() == 1
    assert check_chain().holds
    assert anchors.kept()[0][-1].number == 4


@pytest.mark.usefixtures("chain")
def test_a_line_from_a_mail_proves_it_without_any_file(settings, mailoutbox, capsys):
    settings.AUDIT_DIGEST_TO = ["shenji@example.gov.cn"]
    send_digest()
    mail = mailoutbox[0]
    assert (mail.to, "校验结果：完好。" in mail.body) == (["shenji@example.gov.cn"], True)
    line = mail.body.splitlines()[-1]
    call_command("verify_audit", anchor=line)
    assert "审计链完好：11 条" in capsys.readouterr().out
    tamper(
        "DELETE FROM audit_seal WHERE number > 2",
        "DELETE FROM audit_auditevent WHERE id > (SELECT last_id FROM audit_seal WHERE number = 2)",
    )
    for path in settings.AUDIT_ANCHORS.iterdir():
        path.unlink()
    anchors.keep(anchors.anchor_of(Seal.objects.first()))  # the file was replaced as well
    with pytest.raises(CommandError, match="末尾被截去"):
        call_command("verify_audit", anchor=line)
    with pytest.raises(CommandError, match="签名不符"):
        call_command("verify_audit", anchor=line.replace('"total": 11', '"total": 7'))
    with pytest.raises(UnreadableAnchorError, match="完整复制"):
        anchors.read("第 4 次")


def test_a_restored_backup_is_anchored_anew_with_its_reason_kept(chain, capsys):
    tamper(
        "DELETE FROM audit_auditevent WHERE id > (SELECT last_id FROM audit_seal WHERE number = 2)",
        "DELETE FROM audit_seal WHERE number = 3",
    )
    with pytest.raises(CommandError, match="要说明原因"):
        call_command("anchor_audit", reason=" ")
    call_command("anchor_audit", reason="恢复 11 月 3 日的备份")
    assert "已从第 2 次封存重新锚定" in capsys.readouterr().out
    assert check_chain().holds
    assert seal_events() == 1
    assert AuditEvent.objects.get(verb="audit.anchor").reason == "恢复 11 月 3 日的备份"
    assert [anchor.note for anchor in anchors.kept()[0]] == ["开始锚定", "", "", "恢复 11 月 3 日的备份", ""]


def test_a_new_key_in_front_signs_and_the_old_one_still_verifies(chain, settings):
    settings.AUDIT_KEYS = ["a-new-key", *settings.AUDIT_KEYS]
    events(1)
    assert seal_events() == 2
    assert check_chain().holds
    settings.AUDIT_KEYS = settings.AUDIT_KEYS[:1]
    assert not check_chain().holds


@pytest.mark.django_db
def test_events_from_before_signatures_are_taken_over_as_they_are(capsys):
    previous, made = sealing.GENESIS, []
    for n in range(3):
        event = record(f"tests.n{n}", "记录")
        event.pk, event.salt = None, previous
        event.hash = previous = plain_digest([previous, *_content(event)])
        event.save(force_insert=True)
        made.append(event)
    tamper("DELETE FROM audit_auditevent WHERE length(salt) < 64", "DELETE FROM audit_seal")
    adopt_old_events()
    seal_events()
    report = check_chain()
    assert (report.holds, report.checked, report.waiting) == (True, 3, 0)
    events(2)
    assert seal_events() == 2
    tamper(f"UPDATE audit_auditevent SET reason = 'x' WHERE id = {made[1].pk}")
    assert f"第 {made[1].pk} 号记录被改动" in found()


def _content(event):
    from yunhe.audit.record import content_of

    return content_of(event)[1:]


@pytest.mark.django_db
def test_an_event_in_the_old_form_is_not_taken_for_old_later():
    event = record("tests.one", "一")
    event.pk, event.salt = None, sealing.GENESIS
    event.hash = plain_digest([sealing.GENESIS, *_content(event)])
    event.save(force_insert=True)
    seal_events()
    assert f"第 {event.pk} 号记录被改动" in found()


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_an_event_waits_for_no_seal_and_no_seal_for_a_writer():
    started, may_end = threading.Event(), threading.Event()

    def write_slowly():
        with transaction.atomic():
            record("tests.slow", "慢")
            started.set()
            may_end.wait(10)
        connection.close()

    slow = threading.Thread(target=write_slowly)
    slow.start()
    started.wait(10)
    with transaction.atomic():
        record("tests.quick", "快")  # would wait for the other's chain lock
    assert seal_events() == 1
    may_end.set()
    slow.join()
    assert seal_events() == 1  # its number is smaller than what was sealed before
    report = check_chain()
    assert (report.holds, report.checked, report.waiting) == (True, 2, 0)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_make_one_chain():
    events(40)
    sweeps = [threading.Thread(target=lambda: (seal_events(), connection.close())) for _ in range(4)]
    for sweep in sweeps:
        sweep.start()
    for sweep in sweeps:
        sweep.join()
    seal_events()
    report = check_chain()
    assert (report.holds, report.checked, report.waiting) == (True, 40, 0)


def test_an_anchor_is_one_line_that_any_log_shipper_can_carry(chain, settings):
    lines = next(settings.AUDIT_ANCHORS.iterdir()).read_text().splitlines()
    assert [json.loads(line)["number"] for line in lines] == [1, 2, 3]
