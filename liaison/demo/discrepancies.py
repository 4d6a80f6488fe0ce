"""What the sides of the demo county's registrations say, and where they differ: open, late, settled, agreed, opened again."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from liaison.discrepancies.enums import DISCREPANCY, SETTLERS, CheckWay, DiscrepancyState, Fact, StatementSource
from liaison.discrepancies.models import Discrepancy, DiscrepancyStep, Statement
from liaison.discrepancies.queries import positions_of, register_value
from liaison.discrepancies.values import fingerprint, shown
from liaison.discrepancies.workflow.comparing import SETTLE_WITHIN
from liaison.registration.enums import Side
from liaison.registration.models import Registration
from yunhe.areas.models import Area
from yunhe.kit.moves import START
from yunhe.kit.workdays import add_workdays

State = DiscrepancyState
HOW_MANY = 36
STATES = (State.OPEN, State.SETTLED, State.OPEN, State.SETTLED, State.MATCHED, State.OPEN)
SPEAKS = {
    Fact.STILL_HERE: Side.COMMUNITY,
    Fact.PHONE: Side.DEPUTY,
    Fact.ADDRESS: Side.COMMUNITY,
    Fact.COMMUNITY: Side.DEPUTY,
    Fact.HOUSEHOLD: Side.ORIGIN,
}
NOTES = {
    Fact.STILL_HERE: "上门两次没有见到，邻居说已经搬走",
    Fact.PHONE: "换了号码",
    Fact.ADDRESS: "搬到附近的小区",
    Fact.COMMUNITY: "买了新房",
    Fact.HOUSEHOLD: "随子女迁户",
}


def write_discrepancies(random: Random) -> None:
    """Let the communities confirm most deputies by one tap, and let some sides differ."""
    registrations = list(
        Registration.objects.co_managed()
        .select_related("deputy__residence__unit", "origin", "residence", "community__unit")
        .order_by("pk")
    )
    now = timezone.now()
    Statement.objects.bulk_create(
        _said(
            registration, Fact.STILL_HERE, "yes", Side.COMMUNITY, registration.received_at, source=StatementSource.TAP
        )
        for registration in registrations
        if random.random() < 0.7
    )
    own = [registration for registration in registrations if registration.deputy.user_id]
    chosen = own + random.sample(
        [registration for registration in registrations if registration not in own],
        min(HOW_MANY, len(registrations) - len(own)),
    )
    for number, registration in enumerate(chosen):
        fact = Fact.PHONE if registration in own else list(Fact)[number % len(Fact)]
        state = State.OPEN if registration in own else STATES[number % len(STATES)]
        began = registration.received_at + timedelta(hours=2)
        at = max(began, now - timedelta(days=random.randint(2, 75)))
        _differ(registration, fact, state, at, random)


def _said(
    registration: Registration, fact: str, value: str, side: str, at: datetime, *, source=StatementSource.SAID, note=""
):
    areas = {
        Side.ORIGIN: registration.origin,
        Side.RESIDENCE: registration.residence,
        Side.COMMUNITY: registration.community,
    }
    names = {
        Side.ORIGIN: f"{registration.origin.name}·人大干事",
        Side.RESIDENCE: f"{registration.residence.name}·人大干事",
        Side.COMMUNITY: f"{registration.community.short_name}·联络员",
        Side.DEPUTY: registration.deputy.name,
    }
    return Statement(
        registration=registration,
        fact=fact,
        side=side,
        area=areas.get(side),
        value=value,
        fingerprint=fingerprint(registration.pk, fact, value),
        shown=shown(fact, value),
        source=source,
        note=note,
        by=names[side],
        at=at,
    )


def _other_value(registration: Registration, fact: str, random: Random) -> str:
    """Return a value that differs from what the register says."""
    if fact == Fact.PHONE:
        return f"1690578{random.randint(7000, 7999)}"
    if fact == Fact.ADDRESS:
        return f"示例小区{random.randint(31, 40)}幢{random.randint(1, 6)}01室"
    if fact == Fact.COMMUNITY:
        others = (
            Area.objects.within(registration.residence).points().exclude(pk=registration.community_id).order_by("code")
        )
        return str(others[random.randrange(len(others))].pk)
    value, _ = register_value(registration, fact, None)
    return "no" if value != "no" else "yes"


def _differ(registration: Registration, fact: str, state: str, at: datetime, random: Random) -> None:
    value, _ = register_value(registration, fact, None)
    if not value:
        return
    side = SPEAKS[fact]
    if side == Side.DEPUTY:
        _said(registration, fact, value, Side.RESIDENCE, at - timedelta(hours=1)).save()
    _said(registration, fact, _other_value(registration, fact, random), side, at, note=NOTES[fact]).save()
    found = Discrepancy(registration=registration, fact=fact, since=at)
    found.due_on = add_workdays(timezone.localdate(at), SETTLE_WITHIN)
    positions = positions_of(registration, fact, None, list(registration.statements.newest_by_side()))
    found.positions = [position.as_shown() for position in positions]
    later = min(at + timedelta(days=random.randint(1, 12)), timezone.now())
    found.save()
    DiscrepancyStep.write(found, "raise", before=START, by=None, side=Side.SYSTEM, shown=found.positions_label, at=at)
    if state == State.SETTLED:
        _settle(found, value, later, random)
        facts = {"shown": found.settled_shown, "reason": found.checked, "note": found.settled_note}
        _close(found, "settle", at=later, side=found.settled_side, who=found.settled_by, **facts)
    elif state == State.MATCHED:
        _said(registration, fact, value, side, later, note="核对后更正").save()
        _close(found, "match", at=later, side=Side.SYSTEM)


def _close(found: Discrepancy, verb: str, **facts: Any) -> None:
    before, found.state = found.state, DISCREPANCY.after(found.state, verb)
    found.save()
    DiscrepancyStep.write(found, verb, before=before, by=None, **facts)


def _settle(found: Discrepancy, value: str, at: datetime, random: Random) -> None:
    """Settle in favour of what the register says, so that the register needs no change."""
    registration = found.registration
    found.settled_value, found.settled_shown = value, shown(found.fact, value)
    found.settled_side = SETTLERS[found.fact][0]
    found.settled_by = (
        f"{(registration.origin if found.settled_side == Side.ORIGIN else registration.residence).name}·人大干事"
    )
    found.checked = random.choice(CheckWay.values)
    found.settled_note = "核对无误，以档案登记为准"
    found.settled_at = at
