"""Verifying the trail: every event's signature, every seal, the number of events, and the anchors and witnesses outside the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from yunhe.audit import anchors, sealing, signing, witness
from yunhe.audit.anchors import Anchor
from yunhe.audit.models import AuditEvent, Seal
from yunhe.audit.record import content_of

AT_MOST = 20  # sentences; more say nothing new
CHUNK = 2000


@dataclass
class ChainReport:
    """What verifying has found.

    checked: events that fit; waiting: those among them that no seal holds yet; last_hash: of the newest seal, number: its
    number; broken: the first event that does not fit, where it is an event; problems: a sentence each, none when all holds.
    """

    checked: int = 0
    waiting: int = 0
    number: int = 0
    last_hash: str = sealing.GENESIS
    broken: AuditEvent | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.problems

    def says(self, sentence: str, event: AuditEvent | None = None) -> None:
        """Add a finding."""
        self.broken = self.broken or event
        if len(self.problems) < AT_MOST:
            self.problems.append(sentence)


def check_chain(anchor: Anchor | None = None) -> ChainReport:
    """Verify everything that is there now; compare with the anchors that are kept, and with `anchor` where one is given."""
    report = ChainReport()
    seals = _Seals()
    for seal in seals:
        _check_seal(report, seal, seals.before)
    if seals.before is None:
        report.says("封存记录已被清空。")
    else:
        report.number, report.last_hash = seals.before.number, seals.before.hash
    _check_waiting(report)
    _check_witnesses(report)
    _check_anchors(report, seals, anchor)
    return report


class _Seals:
    """The seals in their order, one at a time; `before` is the one before, at last the newest."""

    def __init__(self) -> None:
        self.before: Seal | None = None
        self.hashes: dict[int, tuple[str, int]] = {}

    def __iter__(self) -> Iterator[Seal]:
        newest = Seal.objects.values_list("number", flat=True).first()
        if newest is None:
            return
        for seal in Seal.objects.filter(number__lte=newest).order_by("number").iterator(chunk_size=20):
            yield seal
            self.hashes[seal.number] = (seal.hash, seal.total)
            self.before = seal


def _check_seal(report: ChainReport, seal: Seal, before: Seal | None) -> None:
    """Check one seal against the one before it, and the events that it holds."""
    number, previous, total = (before.number + 1, before.hash, before.total) if before else (0, sealing.GENESIS, 0)
    if seal.number != number:
        report.says(f"第 {number} 次封存不见了（其后是第 {seal.number} 次）。")
    elif (seal.previous, seal.total) != (previous, total + len(seal.event_ids)):
        report.says(f"第 {seal.number} 次封存接不上前一次。")
    if seal.is_old and before and not before.is_old:
        report.says(f"第 {seal.number} 次封存自称是启用签名前的记录，却排在其后。")
    events = AuditEvent.objects.filter(pk__in=seal.event_ids).in_bulk() if seal.event_ids else {}
    old = _last_old_hash(before) if seal.is_old else ""
    for pk in seal.event_ids:
        event = events.get(pk)
        if event is None:
            report.says(f"第 {pk} 号记录被删去。")
        elif _fits(event, old if seal.is_old else None):
            report.checked += 1
        else:
            report.says(f"第 {pk} 号记录被改动（{event.at:%Y-%m-%d %H:%M}）。", event)
        old = event.hash if event else old
    pairs = [(pk, events[pk].hash) for pk in seal.event_ids if pk in events]
    is_whole = len(pairs) == len(seal.event_ids)
    if seal.number == 0:  # made with the tables, before the system had its keys; it says only that it is the first
        is_whole = False
        if seal.event_ids:
            report.says("第 0 次封存不是空的。")
    if is_whole and not signing.is_signed(signing.SEAL, sealing.content_of_seal(seal, pairs), seal.hash):
        report.says(f"第 {seal.number} 次封存的签名不符：封存或其中的记录被换过。")


def _fits(event: AuditEvent, old: str | None) -> bool:
    """Whether an event fits its own signature; an old one (`old`: hash of the event before) its place in the old chain."""
    if old is None:
        return signing.is_signed(signing.EVENT, content_of(event), event.hash)
    return event.salt == old and event.hash == signing.plain_digest(content_of(event))


def _last_old_hash(before: Seal | None) -> str:
    """Return the hash of the last event of the seal before, for old events; that of the beginning where there is none."""
    if before is None or not before.event_ids:
        return sealing.GENESIS
    found = AuditEvent.objects.filter(pk=before.event_ids[-1]).values_list("hash", flat=True).first()
    return found or sealing.GENESIS


def _check_waiting(report: ChainReport) -> None:
    """Check the events that no seal holds yet, by their own signatures."""
    waiting = [pk for pk, _hash in sealing.unsealed(of_all_times=True)]
    for start in range(0, len(waiting), CHUNK):
        for event in AuditEvent.objects.filter(pk__in=waiting[start : start + CHUNK]).order_by("id"):
            if _fits(event, None):
                report.checked, report.waiting = report.checked + 1, report.waiting + 1
            else:
                report.says(f"第 {event.pk} 号记录不是本系统写下的，或被改动（{event.at:%Y-%m-%d %H:%M}）。", event)


def _check_witnesses(report: ChainReport) -> None:
    """Tell of the events that were deleted before they had a seal: those that the sweep has found, and those of now."""
    told = witness.recorded()
    for event in told.values():
        report.says(f"{event.reason}（{timezone.localtime(event.at):%Y-%m-%d %H:%M} 发现）")
    for note in witness.missing()[0]:
        if note.hash not in told:
            report.says(note.sentence)


def _check_anchors(report: ChainReport, seals: _Seals, given: Anchor | None) -> None:
    """Compare with what lies outside the database."""
    found, forged = anchors.kept()
    if forged:
        report.says(f"锚定文件中有 {forged} 行签名不符。")
    last = seals.before
    if not found and last is not None and not last.is_old:
        report.says("库外的锚定文件不见了，无法证明末尾没有被截去：请找回锚定文件，或用留存的锚定行核对。")
    for anchor in [*found[-1:], *([given] if given else [])]:
        kept = seals.hashes.get(anchor.number)
        if kept is None:
            report.says(
                f"封存只到第 {last.number if last else 0} 次，而库外锚定到第 {anchor.number} 次（{anchor.total} 条）：末尾被截去。"
            )
        elif kept != (anchor.hash, anchor.total):
            report.says(f"第 {anchor.number} 次封存与库外锚定不符：整条链被替换过。")
