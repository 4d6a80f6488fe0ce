"""Anchors: signed lines outside the database that say how far the chain had come; a shortened or replaced chain contradicts them.

They lie in settings.AUDIT_ANCHORS, a folder on another volume than the database, one file a month, appended only, so that any
log shipper can carry them further. `manage.py verify_audit --anchor LINE` compares with a line kept elsewhere, say in a mail.
"""

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from yunhe.audit import signing
from yunhe.audit.models import Seal


class UnreadableAnchorError(ValueError):
    """A line that is no anchor of this system; the message says so."""


@dataclass(frozen=True)
class Anchor:
    """How far the chain had come: the seal of this number closed `total` events and had this signature."""

    number: int
    total: int
    hash: str
    at: str
    note: str = ""

    @property
    def line(self) -> str:
        """The signed line."""
        facts = asdict(self)
        return json.dumps({**facts, "signature": signing.sign(signing.ANCHOR, facts)}, ensure_ascii=False)


def anchor_of(seal: Seal, note: str = "") -> Anchor:
    """Return the anchor that a seal gives. note: why it does not follow the one before, "" as a rule."""
    return Anchor(seal.number, seal.total, seal.hash, seal.at.isoformat(), note)


def read(line: str) -> Anchor:
    """Return the anchor of a line. Raises UnreadableAnchorError when it is none or not signed by us."""
    try:
        facts = json.loads(line)
        signature = facts.pop("signature")
        anchor = Anchor(**facts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableAnchorError("这一行不是锚定记录，请完整复制以 { 开头、以 } 结尾的一行。") from error
    if not signing.is_signed(signing.ANCHOR, asdict(anchor), signature):
        raise UnreadableAnchorError("这一行锚定记录的签名不符：它被改动过，或由别的密钥签发。")
    return anchor


def kept() -> tuple[list[Anchor], int]:
    """Return the anchors of the newest file that has any, oldest first, and how many of its lines were forged.

    A line that was torn by a full disk is no line; one of the right shape with a wrong signature is forged.
    """
    for path in sorted(_folder().glob("anchors-*.jsonl"), reverse=True):
        found, forged = [], 0
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                found.append(read(line))
            except UnreadableAnchorError:
                forged += line.startswith("{") and line.endswith("}")
        if found or forged:
            return found, forged
    return [], 0


def newest() -> Anchor | None:
    """Return the newest anchor that is kept, None where there is none."""
    for path in sorted(_folder().glob("anchors-*.jsonl"), reverse=True):
        for line in reversed(path.read_text(encoding="utf-8", errors="replace").splitlines()):
            with contextlib.suppress(UnreadableAnchorError):
                return read(line)
    return None


def keep(anchor: Anchor) -> None:
    """Append an anchor. Raises OSError where the folder cannot be written. Side effect: the folder, where it is missing."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"anchors-{timezone.localtime():%Y-%m}.jsonl"
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        size = os.fstat(descriptor).st_size
        torn = size and os.pread(descriptor, 1, size - 1) != b"\n"
        file.write((b"\n" if torn else b"") + anchor.line.encode() + b"\n")
        file.flush()
        os.fsync(descriptor)


def _folder() -> Path:
    return Path(settings.AUDIT_ANCHORS)
