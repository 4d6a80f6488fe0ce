"""Closing obligations by hand, with evidence; waiving them, sending them back, naming who sees to them."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from liaison.obligations import policies
from liaison.obligations.enums import OBLIGATION, EvidenceKind
from liaison.obligations.evidence import Found
from liaison.obligations.models import Obligation, ObligationEvidence
from liaison.obligations.tasks import tell_reopened
from liaison.obligations.workflow.settling import write_found
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.attachments import check_attachment
from yunhe.kit.changes import rewritten
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb

ROWS = Obligation.objects.select_related("template__area", "unit", "partner", "team")


def _move(
    obligation: Obligation, verb: str, said: dict[str, Any], *, by: User, reason: str, **facts: Any
) -> Obligation:
    """Put `obligation` (locked) into the state after `verb` with `facts`; write the audit event, which says `said` too."""
    before, after = obligation.get_state_display(), OBLIGATION.after(obligation.state, verb)
    closed = {"closed_by": by.display_name, "closed_at": timezone.now()}
    rewritten(obligation, state=after, reason=reason, **closed, **facts)
    changes = {"状态": [before, obligation.get_state_display()], **said}
    record(f"obligations.{verb}", OBLIGATION.verbs[verb], obligation, by=by, changes=changes, reason=reason)
    return obligation


def _attach(obligation: Obligation, by: User, deeds: Sequence[Found], upload: UploadedFile | None) -> list[str]:
    """Write the evidence handed in and return how it is called. The file is checked first."""
    if upload is not None:
        check_attachment(upload)
    known = set(obligation.evidence.values_list("key", flat=True))
    new = [deed for deed in deeds if deed.key not in known]
    write_found(obligation, new, by.display_name)
    labels = [deed.label for deed in new]
    if upload is not None:
        label = (upload.name or "文件")[-160:]
        ObligationEvidence.objects.create(
            obligation=obligation,
            key=f"file-{secrets.token_hex(8)}",
            label=label,
            on=timezone.localdate(),
            file=upload,
            added_by=by.display_name,
        )
        labels.append(label)
    return labels


@verb(ROWS, policies.can_complete)
def complete_obligation(
    obligation: Obligation,
    *,
    by: User,
    done_on: date,
    note: str = "",
    deeds: Sequence[Found] = (),
    upload: UploadedFile | None = None,
) -> Obligation:
    """Say that an obligation was done on `done_on`, with records (`deeds`), a file or words as evidence; return it.

    Words alone are enough only where the rule asks for nothing else. Errors: Denied, Refused.
    Side effects: the obligation, its evidence, one audit event for the units that owe it.
    """
    if done_on > timezone.localdate():
        raise Refused({"done_on": "完成日期不能晚于今天。"})
    if done_on < obligation.period_from:
        raise Refused({"done_on": f"这一期从 {obligation.period_from:%Y-%m-%d} 开始，更早的不算。"})
    labels = _attach(obligation, by, deeds, upload)
    words, kind = note.strip(), obligation.template.evidence
    if not obligation.evidence.exists() and (kind != EvidenceKind.NOTE or not words):
        needs = obligation.template.get_evidence_display()
        is_note = kind == EvidenceKind.NOTE
        raise Refused("请写明完成情况。" if is_note else f"请先关联佐证（{needs}）或上传文件，再登记完成。")
    said = {"完成日期": [None, done_on.isoformat()], **({"佐证": [None, "、".join(labels)]} if labels else {})}
    return _move(obligation, "complete", said, by=by, done_on=done_on, note=words, reason="")


@verb(ROWS, policies.can_keep_obligation)
def add_evidence(
    obligation: Obligation, *, by: User, deeds: Sequence[Found] = (), upload: UploadedFile | None = None
) -> Obligation:
    """Add records or a file to an obligation that is still to be done.

    Errors: Denied, Refused. Side effects: evidence, one audit event.
    """
    labels = _attach(obligation, by, deeds, upload)
    if not labels:
        raise Refused("请选择一条记录或上传一个文件。")
    changes = {"佐证": [None, "、".join(labels)]}
    record("obligations.add_evidence", "登记佐证", obligation, by=by, changes=changes)
    return obligation


@transaction.atomic
def remove_evidence(item: ObligationEvidence, *, by: User) -> None:
    """Take a piece of evidence away while the obligation is to be done.

    Errors: Denied. Side effects: the row, its file after the commit, one audit event.
    """
    this = locked(ROWS, item.obligation)
    policies.can_keep_obligation(by, this)
    file = item.file
    if ObligationEvidence.objects.filter(pk=item.pk).delete()[0] and file:
        transaction.on_commit(lambda: file.storage.delete(file.name or ""))
    changes = {"佐证": [item.label, ""]}
    record("obligations.remove_evidence", "撤下佐证", this, by=by, changes=changes)


@verb(ROWS, policies.acting_side, "skip")
def skip_obligation(obligation: Obligation, *, by: User, reason: str) -> Obligation:
    """Waive an obligation for this period. Errors: Denied, ValidationError. Side effects: the obligation, one audit event."""
    return _move(obligation, "skip", {}, by=by, reason=reason.strip())


@verb(ROWS, policies.acting_side, "reopen")
def reopen_obligation(obligation: Obligation, *, by: User, reason: str) -> Obligation:
    """Send a closed obligation back. Its evidence stays; people close it again. Errors: Denied, ValidationError.

    Side effects: the obligation, one audit event; on commit the units that owe it are told.
    """
    later(tell_reopened, obligation.pk)
    return _move(obligation, "reopen", {}, by=by, reason=reason.strip(), done_on=None)


@verb(ROWS, policies.can_keep_obligation)
def name_owner(obligation: Obligation, *, by: User, owner: User | None) -> Obligation:
    """Name who sees to an obligation; None leaves it to the office.

    Errors: Denied, Refused. Side effects: the obligation, one audit event.
    """
    if owner is not None and not policies.may_own(owner, obligation):
        raise Refused(f"{owner.name}目前不是承担单位的工作人员，不能指定为负责人。")
    before, obligation.owner = obligation.owner, owner
    obligation.save(update_fields=["owner"])
    changes = {"负责人": [before.name if before else "", owner.name if owner else ""]}
    record("obligations.name_owner", "指定负责人", obligation, by=by, changes=changes)
    return obligation
