"""Every write of documents: adding, revising, linking obligations, abolishing."""

import hashlib
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from liaison.documents import policies
from liaison.documents.enums import DOCUMENT
from liaison.documents.models import Document, DocumentEdition, DocumentObligation
from liaison.obligations.models import ObligationTemplate
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.attachments import check_attachment
from yunhe.kit.changes import made, rewritten
from yunhe.kit.moves import locked
from yunhe.kit.verbs import verb

ROWS = Document.objects.select_related("area")


def _write_edition(
    document: Document,
    *,
    by: User,
    effective_on: date,
    summary: str,
    change_note: str,
    upload: UploadedFile | None = None,
) -> DocumentEdition:
    newest = document.editions.order_by("-number").first()
    edition = DocumentEdition(
        document=document,
        number=newest.number + 1 if newest else 1,
        effective_on=effective_on,
        summary=summary.strip(),
        change_note=change_note.strip(),
        added_by=by.display_name,
    )
    if upload is not None:
        check_attachment(upload)
        edition.fingerprint = hashlib.sha256(upload.read()).hexdigest()
        upload.seek(0)
        edition.filename, edition.size, edition.file = (upload.name or "")[-120:], upload.size or 0, upload
    return made(edition)


@transaction.atomic
def add_document(
    *, by: User, area: Area, effective_on: date, summary: str, upload: UploadedFile | None = None, **facts: Any
) -> Document:
    """Put a document in with its first edition and return it.

    facts: kind, title, number, issuer, issued_on. Errors: Denied, ValidationError (also for a file that is not what its
    name says). Side effects: the document, its edition with the file, one audit event.
    """
    policies.can_keep_for(by, area)
    document = made(Document(area=area, created_by=by.display_name, **facts))
    _write_edition(document, by=by, effective_on=effective_on, summary=summary, change_note="", upload=upload)
    record("documents.add_document", "登记制度文件", document, by=by)
    return document


@verb(ROWS, policies.can_revise)
def add_edition(document: Document, *, by: User, change_note: str, **facts: Any) -> DocumentEdition:
    """Add an edition of a document that holds and return it; those before stay readable. Errors and side effects as above.

    facts: effective_on, summary, upload.
    """
    edition = _write_edition(document, by=by, change_note=change_note, **facts)
    said = {"版次": ["", f"第{edition.number}版"]}
    record("documents.add_edition", "修订制度文件", document, by=by, changes=said, reason=change_note)
    return edition


@verb(ROWS, policies.can_revise)
def link_obligation(document: Document, rule: ObligationTemplate, *, by: User, article: str = "") -> DocumentObligation:
    """Say that the obligations of a rule come from a document. Errors: Denied, ValidationError. Side effects: link, audit event."""
    link = made(DocumentObligation(document=document, area=rule.area, key=rule.key, article=article.strip()))
    record("documents.link_obligation", "登记任务依据", document, by=by, changes={"任务": ["", rule.title]})
    return link


@transaction.atomic
def unlink_obligation(link: DocumentObligation, *, by: User) -> None:
    """Take a link away. Errors: Denied. Side effects: the link, one audit event."""
    fresh = locked(ROWS, link.document)
    policies.can_revise(by, fresh)
    DocumentObligation.objects.filter(pk=link.pk).delete()
    record("documents.unlink_obligation", "取消任务依据", fresh, by=by, changes={"任务": [link.key, ""]})


def _move(document: Document, verb: str, label: str, *, by: User, on: date | None, reason: str) -> Document:
    fresh = locked(ROWS, document)
    policies.can_move_document(by, fresh, verb)
    rewritten(fresh, state=DOCUMENT.after(fresh.state, verb), abolished_on=on, abolish_reason=reason.strip())
    record(f"documents.{verb}", label, fresh, by=by, reason=reason)
    return fresh


@transaction.atomic
def abolish(document: Document, *, by: User, reason: str) -> Document:
    """Abolish a document; its editions stay readable. Errors: Denied, ValidationError. Side effects: document, audit event."""
    return _move(document, "abolish", "废止制度文件", by=by, on=timezone.localdate(), reason=reason)


@transaction.atomic
def restore(document: Document, *, by: User) -> Document:
    """Let an abolished document hold again. Errors: Denied, ValidationError. Side effects: document, one audit event."""
    return _move(document, "restore", "恢复制度文件", by=by, on=None, reason="")
