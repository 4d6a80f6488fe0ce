"""Wording and recipients of what is said about a duty. Nothing personal in it."""

from dataclasses import dataclass

from liaison.obligations.enums import StepKind
from liaison.obligations.models import DutyOccurrence
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
    StepKind.AHEAD: "任务提醒：{duty}",
    StepKind.THREE_DAYS: "任务将到期：{duty}",
    StepKind.DUE_DAY: "任务今天到期：{duty}",
    StepKind.LATE: "任务已逾期：{duty}",
    StepKind.COUNTY: "{owed}任务逾期：{duty}",
}


@dataclass(frozen=True)
class Message:
    """One notice to several people."""

    recipients: list[User]
    title: str
    body: str


def owners_of(duty: DutyOccurrence) -> list[User]:
    """Return who sees to a duty: the person named, else the staff of the units that owe it, and the head of its team."""
    if duty.owner and duty.owner.is_active:
        return [duty.owner]
    people: list[User] = []
    for area in duty.areas:
        role = Role.COUNTY_OFFICE if area.kind == AreaKind.COUNTY else Role.OFFICE_STAFF
        people += staff_of(area, role)
    return list({person.pk: person for person in people}.values())


def of_step(duty: DutyOccurrence, kind: str) -> Message:
    """Return what a step of the ladder says, and to whom."""
    facts = {
        "duty": duty,
        "owed": duty.owed_label,
        "due": f"{duty.due_on.year}年{duty.due_on.month}月{duty.due_on.day}日",
    }
    step = StepKind(kind)
    people = staff_of(duty.unit.parent, Role.COUNTY_OFFICE) if step == StepKind.COUNTY else owners_of(duty)
    what = "" if step == StepKind.COUNTY else duty.template.what
    return Message(people, TITLES[step].format(**facts)[:120], f"{SAID[step].format(**facts)}{what}")


def of_reopening(duty: DutyOccurrence) -> Message:
    """Return what is said when a duty was sent back."""
    return Message(owners_of(duty), f"任务退回重办：{duty}"[:120], f"退回原因：{duty.reason}。请补充后重新登记完成。")
