"""Wording and recipients of what is said about an obligation. Nothing personal in it."""

from dataclasses import dataclass

from liaison.obligations.enums import StepKind
from liaison.obligations.models import Obligation
from liaison.registration.notifications import staff_of
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.areas.enums import AreaKind

SAID = {
    StepKind.AHEAD: "请在{due}前完成。",
    StepKind.THREE_DAYS: "离期限{due}还有三天左右，请抓紧完成。",
    StepKind.DUE_DAY: "今天到期，请完成后登记。",
    StepKind.LATE: "应于{due}前完成，已逾期，请尽快完成并登记。",
    StepKind.COUNTY: "{owed}应于{due}前完成，逾期五个工作日仍未登记，请督办。",
}
TITLES = {
    StepKind.AHEAD: "任务提醒：{obligation}",
    StepKind.THREE_DAYS: "任务将到期：{obligation}",
    StepKind.DUE_DAY: "任务今天到期：{obligation}",
    StepKind.LATE: "任务已逾期：{obligation}",
    StepKind.COUNTY: "{owed}任务逾期：{obligation}",
}


@dataclass(frozen=True)
class Message:
    """One notice to several people."""

    recipients: list[User]
    title: str
    body: str


def owners_of(obligation: Obligation) -> list[User]:
    """Return who sees to an obligation: the person named, else the staff of the units that owe it, and the head of its team."""
    if obligation.owner and obligation.owner.is_active:
        return [obligation.owner]
    people: list[User] = []
    for area in obligation.areas:
        role = Role.COUNTY_OFFICE if area.kind == AreaKind.COUNTY else Role.OFFICE_STAFF
        people += staff_of(area, role)
    return list({person.pk: person for person in people}.values())


def of_step(obligation: Obligation, kind: str) -> Message:
    """Return what a step of the ladder says, and to whom."""
    facts = {
        "obligation": obligation,
        "owed": obligation.owed_label,
        "due": f"{obligation.due_on.year}年{obligation.due_on.month}月{obligation.due_on.day}日",
    }
    step = StepKind(kind)
    people = staff_of(obligation.unit.parent, Role.COUNTY_OFFICE) if step == StepKind.COUNTY else owners_of(obligation)
    what = "" if step == StepKind.COUNTY else obligation.template.what
    return Message(people, TITLES[step].format(**facts)[:120], f"{SAID[step].format(**facts)}{what}")


def of_reopening(obligation: Obligation) -> Message:
    """Return what is said when an obligation was sent back."""
    return Message(
        owners_of(obligation),
        f"任务退回重办：{obligation}"[:120],
        f"退回原因：{obligation.reason}。请补充后重新登记完成。",
    )
