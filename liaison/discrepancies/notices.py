"""What is said about a discrepancy, and to whom. Nothing personal but the deputy's name."""

from collections.abc import Iterator
from itertools import chain

from liaison.discrepancies.models import Discrepancy, DiscrepancyStep
from liaison.registration.notices import KIND, people_of
from yunhe.accounts.enums import Role
from yunhe.kit.words import day
from yunhe.notices.telling import Message, holders

NEXT = {
    "raise": "各方说法不同，请{settlers}核实后核定。",
    "reopen": "核定以后又有不同的说法，请{settlers}再次核实。",
    "settle": "{side}{by}已核定，有异议请在档案里再作说明。",
    "match": "各方说法已经一致，不需要核定。",
    "lapse": "共管档案已经结束，不再核定。",
}


def of_step(step: DiscrepancyStep) -> Iterator[Message]:
    """Tell both offices, the community and the deputy of one turn, except whoever caused it."""
    this = step.discrepancy
    yield Message(
        chain.from_iterable(people_of(this.registration).values()),
        key=f"discrepancy-step-{step.pk}",
        kind=KIND,
        title=f"{this.registration.deputy.name}：{this.get_fact_display()}，{step.label}",
        body=NEXT[step.verb].format(settlers=this.settlers_label, side=step.side_label, by=step.by),
        url=this.get_absolute_url(),
        but=step.by_user_id,
    )


def of_delay(this: Discrepancy) -> Iterator[Message]:
    """Tell those who settle it and the county office, once an opening, that the day has passed."""
    sides = people_of(this.registration)
    county = holders(this.registration.origin.parent, Role.COUNTY_OFFICE)
    yield Message(
        chain(*(sides[side] for side in this.settlers), county),
        key=f"discrepancy-{this.pk}-late-{this.due_on}",
        kind=KIND,
        title=f"{this.registration.deputy.name}：{this.get_fact_display()}逾期未核定",
        body=f"应于{day(this.due_on)}前由{this.settlers_label}核定，各方说法至今不一致。",
        url=this.get_absolute_url(),
        is_urgent=True,
    )
