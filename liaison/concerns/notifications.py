"""Wording and recipients of what is said about a matter. Nothing of the voter, not even the voter's words."""

from liaison.concerns.enums import ConcernState, Lateness, Side
from liaison.concerns.models import Concern, ConcernStep
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.notices.telling import holders as staff_of

Message = tuple[list[User], str, str]  # recipients, title, body


def offices_of(concern: Concern) -> list[User]:
    """Return the staff of the leading office, or of the county where the county leads."""
    return [*staff_of(concern.lead, Role.OFFICE_STAFF), *staff_of(concern.lead, Role.COUNTY_OFFICE)]


def handlers_of(concern: Concern) -> list[User]:
    """Return the people who handle it: the deputy, the unit's people or the point's keepers."""
    if concern.is_direct:
        return [concern.deputy.user] if concern.deputy and concern.deputy.user_id else []
    if concern.handling_unit:
        return list(concern.handling_unit.members.filter(is_active=True))
    return staff_of(concern.handling_point, Role.POINT_KEEPER)


def _others(concern: Concern) -> list[User]:
    """Return the offices that only need to know: of the origin and of the present community."""
    told = []
    for area in (concern.origin, concern.residence.unit if concern.residence else None):
        if area and area.pk != concern.lead_id:
            told += staff_of(area, Role.OFFICE_STAFF)
    return told


def of_step(step: ConcernStep) -> Message:
    """Return who is told of one step and what: those whose turn it is now, and both offices at the beginning and the end."""
    concern = step.concern
    state = ConcernState(concern.state)
    people = offices_of(concern) + handlers_of(concern)
    if step.verb in ("hand_in", "transfer", "tell", "answer", "rate", "redo", "close", "lapse"):
        people += _others(concern)
    if concern.taken_by_user and step.verb in ("tell", "refuse", "pause"):
        people.append(concern.taken_by_user)
    who = "选民" if step.side == Side.VOTER else f"{step.get_side_display()}{step.by}"
    title = f"群众诉求 {concern.spoken_number}：{step.label}（{concern.short_title}）"[:120]
    body = f"{who}办理了“{step.label}”，现为“{state.label}”。牵头：{concern.lead.name}"
    body += f"；承办：{concern.handler_label}。" if concern.handler_label else "。"
    if concern.due_on and not concern.paused_on:
        body += f"请在{concern.due_on.month}月{concern.due_on.day}日前办理这一步。"
    return [person for person in people if person.pk != step.by_user_id], title, body


def of_deadline(concern: Concern, kind: str) -> Message:
    """Return what is said about a deadline and to whom: those whose turn it is; when it is very late the county too."""
    people = handlers_of(concern) if concern.state == ConcernState.ASSIGNED else []
    people += offices_of(concern)
    if kind == Lateness.VERY_LATE:
        people += staff_of(concern.lead.parent, Role.COUNTY_OFFICE)
    day = f"{concern.due_on.month}月{concern.due_on.day}日" if concern.due_on else ""
    title = f"群众诉求 {concern.spoken_number}：{Lateness(kind).label}（{concern.short_title}）"[:120]
    said = {
        Lateness.NEAR: f"“{concern.get_state_display()}”应在{day}前办理。",
        Lateness.LATE: f"“{concern.get_state_display()}”应在{day}前办理，已经逾期，请尽快办理。",
        Lateness.VERY_LATE: f"“{concern.get_state_display()}”应在{day}前办理，逾期已久，请县人大督办。",
    }
    return people, title, said[Lateness(kind)]


def of_tracking(concern: Concern) -> Message:
    """Return what is said when an answer of the kind "planned" is to be looked at again."""
    title = f"群众诉求 {concern.spoken_number}：到跟踪日期（{concern.short_title}）"[:120]
    return offices_of(concern), title, f"上次答复为“{concern.get_result_display()}”，请跟踪进展并再次答复选民。"
