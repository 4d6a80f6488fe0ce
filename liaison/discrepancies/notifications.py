"""Wording and recipients of what is said about a discrepancy. Nothing personal but the deputy's name."""

from liaison.discrepancies.enums import VERB_LABELS
from liaison.discrepancies.models import Discrepancy, DiscrepancyStep
from liaison.registration.notices import people_of
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.notices.telling import holders as staff_of

NEXT = {
    "raise": "各方说法不同，请{settlers}核实后核定。",
    "reopen": "核定以后又有不同的说法，请{settlers}再次核实。",
    "settle": "{side}{by}已核定，有异议请在档案里再作说明。",
    "match": "各方说法已经一致，不需要核定。",
    "lapse": "共管档案已经结束，不再核定。",
}


Message = tuple[list[User], str, str]  # recipients, title, body


def of_step(step: DiscrepancyStep) -> Message:
    """Return what to say about one turn to both offices, the community and the deputy, except to whoever caused it."""
    discrepancy = step.discrepancy
    registration = discrepancy.registration
    people: list[User] = [person for side in people_of(registration).values() for person in side]
    title = f"{registration.deputy.name}：{discrepancy.get_fact_display()}，{VERB_LABELS[step.verb]}"
    body = NEXT[step.verb].format(settlers=discrepancy.settlers_label, side=step.get_side_display(), by=step.by)
    return [person for person in people if person.pk != step.by_user_id], title, body


def of_delay(discrepancy: Discrepancy) -> Message:
    """Return what is said once when the day has passed: to the offices that settle it and to the county office."""
    registration = discrepancy.registration
    sides = people_of(registration)
    people = [person for side in discrepancy.settlers for person in sides[side]]
    people += staff_of(registration.origin.parent, Role.COUNTY_OFFICE)
    day = f"{discrepancy.due_on.month}月{discrepancy.due_on.day}日"
    title = f"{registration.deputy.name}：{discrepancy.get_fact_display()}逾期未核定"
    return people, title, f"应于{day}前由{discrepancy.settlers_label}核定，各方说法至今不一致。"
