"""Reads for the pages of a registration and for other parts."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Count
from django.utils import timezone

from deputies.mandates.models import Mandate
from deputies.people.models import Deputy
from liaison.registration.enums import REGISTRATION, EndReason, RegistrationState, Side
from liaison.registration.handover import mechanism as handover
from liaison.registration.models import EligibilityAlarm, Registration
from liaison.registration.policies import acting_side, sides_of
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.kit.moves import Action, events_of

STEPS = (
    RegistrationState.URGED,
    RegistrationState.SUBMITTED,
    RegistrationState.VERIFIED,
    RegistrationState.CO_MANAGED,
    RegistrationState.ENDED,
)
WHOSE_TURN = {
    RegistrationState.URGED: "等代表登记（代表在手机上提交，或由流入地代为登记）",
    RegistrationState.SUBMITTED: "等流入地核实",
    RegistrationState.RETURNED: "等代表补充后重新提交",
    RegistrationState.VERIFIED: "等代表到社区报到",
    RegistrationState.CO_MANAGED: "双方共同管理",
    RegistrationState.ENDED: "已结束",
}


BY_THEMSELVES = {"report_in", "close"}  # by scanning; with the mandate


def actions_for(user: User, registration: Registration) -> list[Action]:
    """Return what `user` may do with `registration` now; nothing that belongs to others."""
    verbs = REGISTRATION.verbs.keys() - BY_THEMSELVES
    return REGISTRATION.actions(registration, partial(acting_side, user, registration), among=verbs)


def step_of(registration: Registration) -> int:
    """Return the position of the registration in STEPS; a returned registration stands where it was submitted."""
    state = RegistrationState.SUBMITTED if registration.state == RegistrationState.RETURNED else registration.state
    return STEPS.index(RegistrationState(state)) + (registration.state == RegistrationState.ENDED)


@dataclass(frozen=True)
class Link:
    """One registration in the chain of a deputy: the registration, the days it has taken so far, whether it is the one on the page."""

    registration: Registration
    days: int
    is_shown: bool

    @property
    def days_label(self) -> str:
        """How long the registration was or has been open."""
        return f"{self.days} 天"


def chain_of(registration: Registration) -> list[Link]:
    """Return all registrations of the same deputy in the order of time, the shown one among them; a chain of one says nothing."""
    registrations = registration.deputy.registrations.select_related("origin", "residence", "community").order_by(
        "created_at", "pk"
    )
    today = timezone.localdate()
    return [
        Link(one, ((one.ended_on or today) - timezone.localdate(one.created_at)).days, one == registration)
        for one in registrations
    ]


def seats_elsewhere(registration: Registration) -> list[Mandate]:
    """Return the mandates in force that another unit than the residence of `registration` has given: while one is left, it stays open."""
    held = registration.deputy.mandates.serving().select_related("district__area__unit", "deputy__origin")
    return [mandate for mandate in held if mandate.unit.pk != registration.residence_id]


def departure_of(registration: Registration, reason: str, goes_to: Area | None, on: date | None) -> handover.Departure:
    """Return what the parts of the program need to know in order to hand over what the deputy leaves."""
    return handover.Departure(
        deputy=registration.deputy,
        left=registration.residence,
        goes_to=registration.origin if reason == EndReason.WENT_HOME else goes_to,
        reason=reason,
        on=on or timezone.localdate(),
        serves_on=reason != EndReason.MANDATE_ENDED,
    )


def alarm_timeline_of(alarm: EligibilityAlarm) -> list[dict]:
    """Return what was said and done about `alarm`, newest first, down to who raised it."""
    raised = {
        "at": alarm.raised_at,
        "title": f"提出：{alarm.get_cause_display()}",
        "by": alarm.raised_by,
        "text": alarm.source,
        "tone": "warning",
    }
    return [*events_of(alarm.steps.all()), raised]


def state_counts(user: User) -> dict[str, int]:
    """Return the registrations in scope of `user` by state, every state named."""
    rows = Registration.objects.visible_to(user).order_by().values_list("state").annotate(Count("pk"))
    counted = dict(rows)
    return {state.value: counted.get(state.value, 0) for state in RegistrationState}


def sides_in_words(user: User, registration: Registration) -> str:
    """Return for which sides `user` speaks on this registration: 流出地、社区."""
    return "、".join(Side(side).label for side in Side if side in sides_of(user, registration))


def both_registered(kept: Deputy, gone: Deputy) -> str:
    """Say that two records of one person cannot be joined while both have an open registration; "" where not both have one."""
    open_ones = Registration.objects.filter(deputy__in=(kept, gone)).exclude(state=RegistrationState.ENDED)
    if open_ones.count() < 2:
        return ""
    return "两份档案都有没有结束的双向共管登记。请先结束其中一份，再合并。"
