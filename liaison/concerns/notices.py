"""What people are told of concerns. Nothing of the voter, not even the voter's words."""

from collections.abc import Iterator

from django.utils import timezone

from liaison.concerns.clocks import ladder
from liaison.concerns.enums import WAITS_FOR_VOTER, ConcernState, Lateness, Side
from liaison.concerns.models import Concern, ConcernStep
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.kit.words import day
from yunhe.notices.telling import Message, holders


def brought_by(concern: Concern) -> list[User]:
    """Return the people who brought it: who took it down, the deputies who received, the one who found it on a visit."""
    known = [concern.taken_by_user, concern.deputy.user if concern.deputy else None]
    received = User.objects.filter(deputy__receptions__concern=concern, is_active=True)
    return [*(person for person in known if person), *received]


def handlers_of(concern: Concern) -> list[User]:
    """Return the people who handle it: the deputy, the unit's people or the point's keepers."""
    if concern.is_direct:
        return [concern.deputy.user] if concern.deputy and concern.deputy.user else []
    if concern.handling_unit:
        return list(concern.handling_unit.members.filter(is_active=True))
    return holders(concern.handling_point, Role.POINT_KEEPER)


def _others(concern: Concern) -> list[User]:
    """Return the offices that only need to know: of the origin and of the present community."""
    areas = (concern.origin, concern.residence.unit if concern.residence else None)
    return holders([area for area in areas if area and area.pk != concern.lead_id], Role.OFFICE_STAFF)


def _title(concern: Concern, label: str) -> str:
    return f"群众诉求 {concern.spoken_number}：{label}（{concern.short_title}）"


def of_step(step: ConcernStep) -> Iterator[Message]:
    """Tell those whose turn it is now, and both offices at the beginning and the end."""
    concern = step.concern
    people = [*holders(concern.lead, *OFFICES), *handlers_of(concern)]
    if step.verb in ("hand_in", "transfer", "tell", "answer", "rate", "redo", "close", "lapse"):
        people += _others(concern)
    if step.verb in ("tell", "answer", "refuse", "pause", "rate", "lift"):
        people += brought_by(concern)
    who = "选民" if step.side == Side.VOTER else f"{step.side_label}{step.by}"
    body = f"{who}办理了“{step.label}”，现为“{concern.get_state_display()}”。牵头：{concern.lead.name}"
    body += f"；承办：{concern.handler_label}。" if concern.handler_label else "。"
    if concern.due_on and not concern.paused_on:
        body += f"请在{day(concern.due_on)}前办理这一步。"
    yield Message(
        people,
        key=f"concern-step-{step.pk}",
        kind="concern",
        title=_title(concern, step.label),
        body=body,
        url=concern.get_absolute_url(),
        but=step.by_user_id,
    )


def of_deadline(concern: Concern) -> Iterator[Message]:
    """Remind of the deadline of the present step, or that a planned answer is to be looked at again; once each.

    Told are those whose turn it is, and the county when it is very late: the highest rung of the ladder only.
    """
    today, people = timezone.localdate(), holders(concern.lead, *OFFICES)
    url = concern.get_absolute_url()
    if concern.state == ConcernState.CLOSED and concern.check_on and concern.check_on <= today:
        yield Message(
            people,
            key=f"concern-{concern.pk}-track-{concern.check_on}",
            kind="concern",
            title=_title(concern, "到跟踪日期"),
            body=f"上次答复为“{concern.get_result_display()}”，请跟踪进展并再次答复选民。",
            url=url,
        )
    if concern.state in WAITS_FOR_VOTER or not concern.due_on:
        return
    if concern.state == ConcernState.ASSIGNED:
        people = [*handlers_of(concern), *people]
    for rung in ladder().due(concern.due_on, today)[-1:]:
        said = f"“{concern.get_state_display()}”应在{day(concern.due_on)}前办理"
        if rung.to_county:
            people += holders(concern.lead.parent, Role.COUNTY_OFFICE)
            label, said = Lateness.VERY_LATE.label, f"{said}，逾期已久，请县人大督办。"
        elif rung.is_late:
            label, said = Lateness.LATE.label, f"{said}，已经逾期，请尽快办理。"
        else:
            label, said = Lateness.NEAR.label, f"{said}。"
        yield Message(
            people,
            key=f"concern-{concern.pk}-{concern.state}-{concern.due_on}-{rung.slot}",
            kind="concern",
            title=_title(concern, label),
            body=said,
            url=url,
            is_urgent=rung.is_late,
        )
