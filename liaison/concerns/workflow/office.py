"""What the leading office does: take on, assign, check the answer, tell the voter, close."""

from django.utils import timezone

from liaison.concerns.enums import GOES_TO, RefusalReason, VoterRating
from liaison.concerns.models import Concern, HandlingUnit
from liaison.concerns.workflow.steps import move, new_round, no_answer, no_handler, once_more
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.kit.refusals import Refused


def accept(concern: Concern, *, by: User, title: str, category: str, is_simple: bool = False) -> Concern:
    """Take the concern on under a title without personal data. Errors and side effects: see steps.move."""
    return move(concern, "accept", by=by, title=title, category=category, is_simple=is_simple)


def refuse(concern: Concern, *, by: User, refusal: str, text: str = "") -> Concern:
    """Say why the concern is not taken on, and where to go instead."""
    said = f"{RefusalReason(refusal).label}。{GOES_TO[RefusalReason(refusal)]}{text}"
    return move(concern, "refuse", by=by, text=said, is_public=True, refusal=refusal)


def reconsider(concern: Concern, *, by: User, text: str) -> Concern:
    """Take a refused concern up again, with the reason."""
    return move(concern, "reconsider", by=by, text=text, refusal="")


def transfer(concern: Concern, *, by: User, lead: Area, text: str) -> Concern:
    """Give the lead to another unit of the county, with the reason; its clock begins anew."""
    if lead.pk == concern.lead_id:
        raise Refused({"lead": "已经由这个单位牵头，请选择其他单位。"})
    reason = f"由{concern.lead.office_label}转来：{text}"[:240]
    return move(concern, "transfer", by=by, text=text, lead=lead, routing_reason=reason)


def assign(
    concern: Concern,
    *,
    by: User,
    point: Area | None = None,
    unit: HandlingUnit | None = None,
    is_simple: bool = False,
    shows_contact: bool = False,
    text: str = "",
) -> Concern:
    """Assign the concern to a community (village) or to a handling unit: exactly one of the two."""
    if (point is None) == (unit is None):
        raise Refused({"handler": "请选择一个承办方。"})
    if unit and not unit.is_active:
        raise Refused({"handler": f"承办单位“{unit.name}”已停用，请选择其他单位。"})
    return move(
        concern,
        "assign",
        by=by,
        text=text,
        handling_point=point,
        handling_unit=unit,
        is_direct=False,
        is_simple=is_simple,
        shows_contact=shows_contact,
        prepare=new_round,
    )


def recall(concern: Concern, *, by: User, text: str) -> Concern:
    """Take the concern back from whoever handles it, to assign it to somebody else."""
    return move(concern, "recall", by=by, text=text, **no_handler())


def tell(concern: Concern, *, by: User, told_way: str, text: str = "") -> Concern:
    """Give the answer to the voter; from now on the page behind number and secret shows it."""
    said = concern.reply if not text else f"{concern.reply}\n{text}"
    return move(concern, "tell", by=by, text=said, is_public=True, told_way=told_way, told_on=timezone.localdate())


def rework(concern: Concern, *, by: User, text: str) -> Concern:
    """Send an answer that does not answer back to its author."""
    return move(concern, "rework", by=by, text=text, **no_answer(), prepare=new_round)


def redo(concern: Concern, *, by: User, text: str) -> Concern:
    """Have an unsatisfying concern done again by the same handler."""
    return move(concern, "redo", by=by, text=text, is_public=True, prepare=once_more, **no_answer())


def close(concern: Concern, *, by: User, text: str = "") -> Concern:
    """Close a rated concern; after a second "not satisfied" the office explains why it ends here."""
    if concern.rating == VoterRating.UNSATISFIED and not text.strip():
        raise Refused({"text": "选民仍不满意，请写明已经做了哪些解释，再办结。"})
    return move(concern, "close", by=by, text=text, is_public=True, closed_on=timezone.localdate())


def track(concern: Concern, *, by: User, text: str = "") -> Concern:
    """Ask the handler again what has come of a concern that was planned; it answers anew."""
    said = text or "按计划跟踪：请答复现在的进展。"
    return move(concern, "track", by=by, text=said, is_public=True, prepare=new_round, **no_answer())
