"""One concern out of several, several out of one: merging the same, splitting what needs more than one unit."""

import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from liaison.concerns import policies, tickets
from liaison.concerns.enums import OPEN_STATES, ConcernState, Side
from liaison.concerns.models import Concern
from liaison.concerns.workflow.steps import enter_state, free_number, locked_concern, move, write_step
from yunhe.accounts.models import User
from yunhe.kit.refusals import Refused

COPIED = (
    "channel", "code", "station", "taken_by", "taken_by_user", "category", "place", "spot", "origin", "residence", "lead",
    "routing_reason", "is_anonymous", "voter_name", "voter_phone", "notice_version", "consented_at", "may_publish",
)  # fmt: skip


def merge(concern: Concern, *, by: User, number: str, text: str = "") -> Concern:
    """Let the concern go along with another of the same content; its voter follows that one and reads its answer."""
    policies.acting_side(by, concern, "merge")
    visible = Concern.objects.visible_to(by).filter(state__in=(*OPEN_STATES, ConcernState.CLOSED))
    main = visible.filter(number=tickets.fold(number)).exclude(pk=concern.pk).first()
    if main is None:
        raise Refused({"number": "没有找到这个编号的在办诉求，请核对编号。"})
    said = f"与编号 {main.spoken_number} 的诉求一并办理。{text}"
    return move(concern, "merge", by=by, text=said, is_public=True, merged_into=main)


def unmerge(concern: Concern, *, by: User, text: str) -> Concern:
    """Take a concern out of another again, with the reason."""
    return move(concern, "unmerge", by=by, text=text, merged_into=None)


@transaction.atomic
def split(concern: Concern, *, by: User, parts: Sequence[str]) -> Concern:
    """Make two to four concerns out of one, each with its own text, unit and answer; the voter follows all of them.

    Errors: Denied, Refused. Side effects: the new concerns with their first steps, one step of the old one.
    """
    texts = [text.strip() for text in parts if text.strip()]
    if not 2 <= len(texts) <= 4:
        raise Refused({"part1": "请写出两到四件，每件一格。"})
    this = locked_concern(concern)
    policies.acting_side(by, this, "split")
    for text in texts:
        nonce = secrets.token_urlsafe(16)
        part = Concern(**{name: getattr(this, name) for name in COPIED}, text=text, parent=this)
        part.nonce_digest, part.secret_digest = tickets.nonce_digest(nonce), this.secret_digest
        part.number, part.created_at = free_number(), timezone.now()
        enter_state(part, ConcernState.RECEIVED)
        part.full_clean(validate_unique=False)
        part.save()
        said = f"由编号 {this.spoken_number} 拆分"
        write_step(part, "hand_in", "", side=Side.LEAD, by=by, note=said, is_public=True)
    numbers = "、".join(part.spoken_number for part in this.parts.order_by("pk"))
    return move(this, "split", by=by, text=f"分成 {len(texts)} 件办理：{numbers}", is_public=True)
