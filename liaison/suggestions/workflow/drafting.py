"""Drafting a suggestion, alone or out of a voter's matter, and asking others to sign."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.mandates.queries import is_serving
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.concerns.forms import county_of
from liaison.concerns.models import Concern
from liaison.suggestions import policies, tasks
from liaison.suggestions.enums import SignState
from liaison.suggestions.models import CoSigner, Suggestion
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.changes import changes_of
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused

ROWS = Suggestion.objects.select_related("office", "leader")


@transaction.atomic
def draft(*, by: User, level: str, concern: Concern | None = None, **texts: Any) -> Suggestion:
    """Begin a suggestion to the county's or the own township's congress.

    Errors: Denied; Refused without a mandate of that level; ValidationError. Side effects: one Suggestion, one audit event.
    """
    policies.can_draft(by, concern)
    leader = policies.acting_deputy(by)
    if not leader.mandates.filter(level=level, ended_on__isnull=True, suspension="").exists():
        raise Refused({"level": "您没有这一级人大的代表资格，不能向它提出建议。"})
    office = leader.origin if level == CongressLevel.TOWNSHIP else county_of(leader.origin)
    suggestion = Suggestion(leader=leader, level=level, office=office, concern=concern, **texts)
    suggestion.full_clean()
    suggestion.save()
    record("liaison.draft_suggestion", "起草代表建议", suggestion, by=by, areas=[office])
    return suggestion


@transaction.atomic
def edit(suggestion: Suggestion, *, by: User, **texts: Any) -> Suggestion:
    """Change a draft. Who had signed signs anew, because the text is another one.

    Errors: Denied, ValidationError. Side effects: the suggestion, its signatures, one audit event.
    """
    this = locked(ROWS.all(), suggestion)
    policies.can_edit_suggestion(by, this)
    before = {name: getattr(this, name) for name in texts}
    for name, value in texts.items():
        setattr(this, name, value)
    this.full_clean()
    this.save(update_fields=list(texts))
    changes = changes_of(this, before)
    if changes:
        again = this.signers.filter(state=SignState.SIGNED)
        ids = list(again.values_list("pk", flat=True))
        again.update(state=SignState.ASKED, answered_at=None)
        record("liaison.edit_suggestion", "修改代表建议", this, by=by, changes=changes, areas=[this.office])
        for pk in ids:
            later(tasks.tell_of_request, pk)
    return this


@transaction.atomic
def ask_to_sign(suggestion: Suggestion, *, by: User, deputies: Iterable[Deputy]) -> int:
    """Ask other deputies in office of the same level to sign; returns how many are new. Errors: Denied, Refused."""
    this = locked(ROWS.all(), suggestion)
    policies.can_edit_suggestion(by, this)
    new = 0
    for deputy in deputies:
        if deputy.pk == this.leader_id:
            continue
        held = deputy.mandates.filter(level=this.level, ended_on__isnull=True, suspension="")
        if not is_serving(deputy) or not held.exists() or not this.office.contains(deputy.origin):
            said = f"{deputy.name}不是{this.office.name}的{this.get_level_display()}人大代表，不能联名。"
            raise Refused({"deputies": said})
        signer, is_new = CoSigner.objects.get_or_create(suggestion=this, deputy=deputy)
        if is_new:
            new += 1
            later(tasks.tell_of_request, signer.pk)
    if new:
        record("liaison.ask_to_sign", "请代表联名", this, by=by, changes={"人数": [None, new]}, areas=[this.office])
    return new


@transaction.atomic
def sign(suggestion: Suggestion, *, by: User, signs: bool) -> CoSigner:
    """Take the answer of a deputy who was asked. Errors: Denied. Side effects: the signature, one audit event."""
    this = locked(ROWS.all(), suggestion)
    policies.can_sign(by, this)
    signer = this.signers.select_for_update().get(deputy__user=by)
    signer.state, signer.answered_at = SignState.SIGNED if signs else SignState.DECLINED, timezone.now()
    signer.save(update_fields=["state", "answered_at"])
    label = "联名代表建议" if signs else "不联名"
    record("liaison.sign_suggestion", label, this, by=by, areas=[this.office])
    return signer
