"""Whom to tell what about an urging. Nothing of a voter in it."""

from collections.abc import Iterator
from datetime import date

from liaison.urgings.enums import UrgingKind, UrgingState
from liaison.urgings.models import Urging, UrgingStep
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.kit.reminders import Ladder
from yunhe.kit.words import full_day
from yunhe.notices.telling import Message, holders, reminders

KIND = "urging"
LADDER = Ladder(before=2, every=3)


def addressees_of(urging: Urging) -> list[User]:
    """Return who is to answer."""
    if urging.unit:
        return list(urging.unit.members.filter(is_active=True))
    if urging.deputy:
        return [urging.deputy.user] if urging.deputy.user else []
    return holders(urging.addressee, *OFFICES, Role.POINT_KEEPER)


def senders_of(urging: Urging) -> list[User]:
    """Return the people of the office that urged."""
    return holders(urging.sender, *OFFICES) if urging.sender else []


def of_step(step: UrgingStep) -> Iterator[Message]:
    """Tell the other side, and of what the county supervises and a voter urges the office that keeps the thing."""
    urging = step.urging
    to_addressee = step.verb in ("send", "send_back", "close")
    people = addressees_of(urging) if to_addressee else senders_of(urging)
    if urging.kind == UrgingKind.SUPERVISE and step.verb == "send":
        people = [*people, *holders(urging.lead, *OFFICES)]
    until = f"请在{full_day(urging.answer_by)}前答复。" if urging.answer_by and urging.state == UrgingState.SENT else ""
    yield Message(
        people,
        key=f"urging-step-{step.pk}",
        kind=KIND,
        title=f"{urging.get_kind_display()}（{step.label}）：{urging.about}"[:120],
        body=f"{urging.from_label}→{urging.to_label}：{step.note or urging.text}。{until}",
        url=urging.get_absolute_url(),
        is_urgent=step.verb in ("send", "send_back"),
        but=step.by_user_id,
    )


def of_deadline(urging: Urging, on: date) -> Iterator[Message]:
    """Remind who is to answer before the day and again and again after it; tell the sender when it has passed."""
    if urging.answer_by is None or urging.state != UrgingState.SENT:
        return
    rungs = LADDER.due(urging.answer_by, on)
    people = [*addressees_of(urging), *(senders_of(urging) if any(rung.is_late for rung in rungs) else [])]
    yield from reminders(
        urging,
        rungs,
        owners=people,
        county=None,
        key=f"urging-{urging.pk}-{urging.answer_by}",
        kind=KIND,
        titles=(f"{urging}：请答复", f"{urging}：逾期未答复"),
        before=f"请在{full_day(urging.answer_by)}前答复{urging.from_label}。",
        late=f"应在{full_day(urging.answer_by)}前答复{urging.from_label}，已{{late}}，请尽快答复。",
        to_county="",
    )
