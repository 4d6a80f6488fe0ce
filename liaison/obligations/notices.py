"""What is said about an obligation, and to whom. Nothing personal in it."""

from collections.abc import Iterator
from datetime import date

from liaison.obligations.enums import TOLD_ELSEWHERE, StepKind
from liaison.obligations.models import Obligation
from liaison.obligations.periods import kind_of, ladder_of
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.areas.enums import AreaKind
from yunhe.kit.words import full_day
from yunhe.notices.telling import Message, holders

SAID = {
    StepKind.AHEAD: ("任务提醒：{obligation}", "请在{due}前完成。"),
    StepKind.THREE_DAYS: ("任务将到期：{obligation}", "离期限{due}还有三天左右，请抓紧完成。"),
    StepKind.DUE_DAY: ("任务今天到期：{obligation}", "今天到期，请完成后登记。"),
    StepKind.LATE: ("任务已逾期：{obligation}", "应于{due}前完成，已逾期，请尽快完成并登记。"),
    StepKind.COUNTY: ("{owed}任务逾期：{obligation}", "{owed}应于{due}前完成，逾期五个工作日仍未登记，请督办。"),
}


def owners_of(obligation: Obligation) -> list[User]:
    """Return who sees to an obligation: the person named, else the staff of the units that owe it."""
    if obligation.owner and obligation.owner.is_active:
        return [obligation.owner]
    return [
        person
        for area in obligation.areas
        for person in holders(area, Role.COUNTY_OFFICE if area.kind == AreaKind.COUNTY else Role.OFFICE_STAFF)
    ]


def key_of(obligation: Obligation, slot: str) -> str:
    """Return the key of a notice about `obligation`; `slot` names a step of the ladder."""
    return f"obligation-{obligation.pk}-{slot}"


def of_deadline(obligation: Obligation, on: date) -> Iterator[Message]:
    """Yield what is to be said on `on` about an obligation to be done: to those who see to it, at last to the county office."""
    if obligation.template.evidence in TOLD_ELSEWHERE:
        return
    facts = {"obligation": obligation, "owed": obligation.owed_label, "due": full_day(obligation.due_on)}
    for rung in ladder_of(obligation.lead_days).due(obligation.due_on, on):
        title, body = (words.format(**facts) for words in SAID[kind_of(rung.slot)])
        yield Message(
            holders(obligation.unit.parent, Role.COUNTY_OFFICE) if rung.to_county else owners_of(obligation),
            key=key_of(obligation, rung.slot),
            kind="obligations",
            title=title,
            body=body if rung.to_county else f"{body}{obligation.template.what}",
            url=obligation.get_absolute_url(),
            is_urgent=kind_of(rung.slot) in (StepKind.LATE, StepKind.COUNTY),
        )


def of_reopening(obligation: Obligation) -> Iterator[Message]:
    """Yield what is said when an obligation was sent back; nothing once it is closed again."""
    if obligation.is_undone and obligation.reason and obligation.closed_at:
        yield Message(
            owners_of(obligation),
            key=key_of(obligation, f"reopened-{obligation.closed_at:%Y%m%d%H%M%S}"),
            kind="obligations",
            title=f"任务退回重办：{obligation}",
            body=f"退回原因：{obligation.reason}。请补充后重新登记完成。",
            url=obligation.get_absolute_url(),
            is_urgent=True,
        )
