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
from yunhe.kit.changes import made, rewritten
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb

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
    suggestion = made(Suggestion(leader=leader, level=level, office=office, concern=concern, **texts))
    record("liaison.draft_suggestion", "起草代表建议", suggestion, by=by)
    return suggestion


@verb(ROWS, policies.can_edit_suggestion)
def edit(suggestion: Suggestion, *, by: User, **texts: Any) -> Suggestion:
    """Change a draft. Who had signed signs anew, because the text is another one.

    Errors: Denied, ValidationError. Side effects: the suggestion, its signatures, one audit event.
    """
    if changes := rewritten(suggestion, **texts):
        again = suggestion.signers.filter(state=SignState.SIGNED)
        ids = list(again.values_list("pk", flat=True))
        again.update(state=SignState.ASKED, answered_at=None)
        record("liaison.edit_suggestion", "修改代表建议", suggestion, by=by, changes=changes)
        for pk in ids:
            later(tasks.tell_of_request, pk)
    return suggestion


@verb(ROWS, policies.can_edit_suggestion)
def ask_to_sign(suggestion: Suggestion, *, by: User, deputies: Iterable[Deputy]) -> int:
    """Ask other deputies in office of the same level to sign; returns how many are new. Errors: Denied, Refused."""
    new = 0
    for deputy in deputies:
        if deputy.pk == suggestion.leader_id:
            continue
        held = deputy.mandates.filter(level=suggestion.level, ended_on__isnull=True, suspension="")
        if not is_serving(deputy) or not held.exists() or not suggestion.office.contains(deputy.origin):
            said = f"{deputy.name}不是{suggestion.office.name}的{suggestion.get_level_display()}人大代表，不能联名。"
            raise Refused({"deputies": said})
        signer, is_new = CoSigner.objects.get_or_create(suggestion=suggestion, deputy=deputy)
        if is_new:
            new += 1
            later(tasks.tell_of_request, signer.pk)
    if new:
        record("liaison.ask_to_sign", "请代表联名", suggestion, by=by, changes={"人数": [None, new]})
    return new


@verb(ROWS, policies.can_sign)
def sign(suggestion: Suggestion, *, by: User, signs: bool) -> CoSigner:
    """Take the answer of a deputy who was asked. Errors: Denied. Side effects: the signature, one audit event."""
    signer = suggestion.signers.select_for_update().get(deputy__user=by)
    signer.state, signer.answered_at = SignState.SIGNED if signs else SignState.DECLINED, timezone.now()
    signer.save(update_fields=["state", "answered_at"])
    label = "联名代表建议" if signs else "不联名"
    record("liaison.sign_suggestion", label, suggestion, by=by)
    return signer
