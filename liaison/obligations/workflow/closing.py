"""Closing obligations by hand, with evidence; waiving them, sending them back, naming who sees to them."""

import secrets
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from liaison.obligations import policies
from liaison.obligations.attachments import check_attachment
from liaison.obligations.enums import DUTY_TRANSITIONS, EvidenceKind
from liaison.obligations.evidence import Found
from liaison.obligations.models import Obligation, ObligationEvidence
from liaison.obligations.tasks import tell_reopened
from liaison.obligations.workflow.settling import write_found
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.audit.record import record


def _locked(obligation: Obligation) -> Obligation:
    rows = Obligation.objects.select_for_update(of=("self",))
    return rows.select_related("template__area", "unit", "partner", "team").get(pk=obligation.pk)


def _move(obligation: Obligation, verb: str, by: User) -> None:
    obligation.state = DUTY_TRANSITIONS[obligation.state][verb]
    obligation.closed_by, obligation.closed_at = by.display_name, timezone.now()


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
            occurrence=obligation,
            key=f"file-{secrets.token_hex(8)}",
            label=label,
            on=timezone.localdate(),
            file=upload,
            added_by=by.display_name,
        )
        labels.append(label)
    return labels


@transaction.atomic
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

    Words alone are enough only where the rule asks for nothing else. Errors: Denied, ValidationError.
    Side effects: the obligation, its evidence, one audit event for the units that owe it.
    """
    locked = _locked(obligation)
    policies.can_complete_obligation(by, locked)
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": "完成日期不能晚于今天。"})
    if done_on < locked.period_from:
        raise ValidationError({"done_on": f"这一期从 {locked.period_from:%Y-%m-%d} 开始，更早的不算。"})
    labels = _attach(locked, by, deeds, upload)
    words = note.strip()
    if not locked.evidence.exists() and (locked.template.evidence != EvidenceKind.NOTE or not words):
        needs = locked.template.get_evidence_display()
        raise ValidationError(
            "请写明完成情况。"
            if locked.template.evidence == EvidenceKind.NOTE
            else f"请先关联佐证（{needs}）或上传文件，再登记完成。"
        )
    before = locked.get_state_display()
    _move(locked, "complete", by)
    locked.done_on, locked.note, locked.reason = done_on, words, ""
    locked.full_clean()
    locked.save()
    changes = {"状态": [before, locked.get_state_display()], "完成日期": [None, done_on.isoformat()]}
    if labels:
        changes["佐证"] = [None, "、".join(labels)]
    record("obligations.complete", "登记完成", locked, by=by, changes=changes, areas=locked.areas)
    return locked


@transaction.atomic
def add_evidence(
    obligation: Obligation, *, by: User, deeds: Sequence[Found] = (), upload: UploadedFile | None = None
) -> Obligation:
    """Add records or a file to an obligation that is still to be done. Errors: Denied, ValidationError. Side effects: evidence, audit event."""
    locked = _locked(obligation)
    policies.can_keep_obligation(by, locked)
    labels = _attach(locked, by, deeds, upload)
    if not labels:
        raise ValidationError("请选择一条记录或上传一个文件。")
    record(
        "obligations.add_evidence",
        "登记佐证",
        locked,
        by=by,
        changes={"佐证": [None, "、".join(labels)]},
        areas=locked.areas,
    )
    return locked


@transaction.atomic
def remove_evidence(item: ObligationEvidence, *, by: User) -> None:
    """Take a piece of evidence away while the obligation is to be done. Side effects: the row, its file after the commit, audit event."""
    locked = _locked(item.occurrence)
    policies.can_keep_obligation(by, locked)
    file = item.file
    if ObligationEvidence.objects.filter(pk=item.pk).delete()[0] and file:
        transaction.on_commit(lambda: file.storage.delete(file.name or ""))
    record(
        "obligations.remove_evidence", "撤下佐证", locked, by=by, changes={"佐证": [item.label, ""]}, areas=locked.areas
    )


@transaction.atomic
def skip_obligation(obligation: Obligation, *, by: User, reason: str) -> Obligation:
    """Waive an obligation for this period. Errors: Denied, ValidationError. Side effects: the obligation, one audit event."""
    locked = _locked(obligation)
    policies.can_skip_obligation(by, locked)
    before = locked.get_state_display()
    _move(locked, "skip", by)
    locked.reason = reason.strip()
    locked.full_clean()
    locked.save(update_fields=["state", "reason", "closed_by", "closed_at"])
    changes = {"状态": [before, locked.get_state_display()]}
    record("obligations.skip", "免办", locked, by=by, changes=changes, reason=reason, areas=locked.areas)
    return locked


@transaction.atomic
def reopen_obligation(obligation: Obligation, *, by: User, reason: str) -> Obligation:
    """Send a closed obligation back. Its evidence stays; people close it again. Errors: Denied, ValidationError.

    Side effects: the obligation, one audit event; on commit the units that owe it are told.
    """
    locked = _locked(obligation)
    policies.can_reopen_obligation(by, locked)
    before = locked.get_state_display()
    _move(locked, "reopen", by)
    locked.reason, locked.done_on = reason.strip(), None
    locked.full_clean()
    locked.save(update_fields=["state", "reason", "done_on", "closed_by", "closed_at"])
    changes = {"状态": [before, locked.get_state_display()]}
    record("obligations.reopen", "退回重办", locked, by=by, changes=changes, reason=reason, areas=locked.areas)
    transaction.on_commit(lambda: tell_reopened.delay(locked.pk))
    return locked


@transaction.atomic
def name_owner(obligation: Obligation, *, by: User, owner: User | None) -> Obligation:
    """Name who sees to an obligation; None leaves it to the office. Errors: Denied. Side effects: the obligation, one audit event."""
    locked = _locked(obligation)
    policies.can_keep_obligation(by, locked)
    if owner is not None and not policies.may_own(owner, locked):
        raise Denied(f"{owner.name}目前不是承担单位的工作人员，不能指定为负责人。")
    before, locked.owner = locked.owner, owner
    locked.save(update_fields=["owner"])
    changes = {"负责人": [before.name if before else "", owner.name if owner else ""]}
    record("obligations.name_owner", "指定负责人", locked, by=by, changes=changes, areas=locked.areas)
    return locked
