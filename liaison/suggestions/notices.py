"""What is said about a suggestion, and to whom."""

from collections.abc import Iterator

from django.utils import timezone

from liaison.suggestions.enums import SignState, SuggestionState
from liaison.suggestions.models import CoHandler, CoSigner, Suggestion, SuggestionStep
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.kit.reminders import Ladder
from yunhe.kit.words import full_day
from yunhe.notices.telling import Message, holders

KIND = "suggestion"
#: once before; late ones again every ten working days, to the county after ten and then as often
LADDER = Ladder(days_before=14, every=10, county_after=10, county_every=10)


def offices_of(suggestion: Suggestion) -> list[User]:
    """Return the staff of the office that the suggestion was handed in to."""
    return holders(suggestion.office, Role.OFFICE_STAFF, Role.COUNTY_OFFICE)


def deputies_of(suggestion: Suggestion) -> list[User | None]:
    """Return the leader and everybody who has signed: each gets the reply."""
    signed = suggestion.signers.filter(state=SignState.SIGNED).select_related("deputy__user")
    return [suggestion.leader.user, *(signer.deputy.user for signer in signed)]


def both_sides_of(suggestion: Suggestion) -> list[User]:
    """Return the staff of the two offices that manage the leader, and of the one that leads the concern that it came of."""
    residence = suggestion.leader.residence
    home = residence.unit if residence and residence.unit else residence
    areas = {suggestion.leader.origin, home, suggestion.concern.lead if suggestion.concern else None}
    return holders([area for area in areas if area and area != suggestion.office], Role.OFFICE_STAFF)


def units_of(suggestion: Suggestion) -> list[User]:
    """Return who answers for the units that handle it, alone or with others."""
    found = [suggestion.unit, *(one.unit for one in suggestion.co_handlers.select_related("unit"))]
    return [person for unit in found if unit for person in unit.members.filter(is_active=True)]


#: the beginning, the reply and the end: of these both sides and the office of the voter's concern hear too
FOR_ALL = ("hand_in", "reply", "give_opinion", "track")
FOR_UNITS = ("assign", "give_opinion", "track")


def of_step(step: SuggestionStep) -> Iterator[Message]:
    """Tell everybody concerned but the one who took the step."""
    suggestion = step.suggestion
    body = f"{step.side_label}{step.by}办理了“{step.label}”，现为“{suggestion.get_state_display()}”。"
    if suggestion.due_on:
        body += f"法定期限：{full_day(suggestion.due_on)}。"
    yield Message(
        [
            *(offices_of(suggestion) if suggestion.handed_in_on else []),
            *deputies_of(suggestion),
            *(both_sides_of(suggestion) if step.verb in FOR_ALL else []),
            *(units_of(suggestion) if step.verb in FOR_UNITS else []),
        ],
        key=f"suggestion-step-{step.pk}",
        kind=KIND,
        title=f"代表建议《{suggestion.title}》：{step.label}",
        body=body,
        url=suggestion.get_absolute_url(),
        but=step.by_user_id,
    )


def of_request(signer: CoSigner) -> Iterator[Message]:
    """Ask a deputy to sign."""
    suggestion = signer.suggestion
    yield Message(
        [signer.deputy.user],
        key=f"suggestion-sign-{signer.pk}",
        kind=KIND,
        title=f"{suggestion.leader.name}代表请您联名：《{suggestion.title}》",
        body="请看一看建议全文，再决定是否联名。",
        url=suggestion.get_absolute_url(),
    )


def of_co_deadline(co_handler: CoHandler) -> Iterator[Message]:
    """Remind unit and office once before and once after the two months of a co-handling unit."""
    suggestion, is_late = co_handler.suggestion, co_handler.is_late
    yield Message(
        [*offices_of(suggestion), *co_handler.unit.members.filter(is_active=True)],
        key=f"suggestion-co-{co_handler.pk}-{co_handler.due_on}-{'late' if is_late else 'near'}",
        kind=KIND,
        title=f"代表建议《{suggestion.title}》：{co_handler.unit.name}的协办意见{'已超期' if is_late else '将到期'}",
        body=f"协办单位应在{full_day(co_handler.due_on)}前把意见告诉主办单位，请催一催，收到后登记。",
        url=suggestion.get_absolute_url(),
        is_urgent=is_late,
    )


def of_deadline(suggestion: Suggestion) -> Iterator[Message]:
    """Remind office and unit before and again and again after the time of the law, at last the county; the office of a plan to ask after."""
    if suggestion.state == SuggestionState.CLOSED and suggestion.is_tracked:
        yield Message(
            offices_of(suggestion),
            key=f"suggestion-{suggestion.pk}-track-{suggestion.check_on}",
            kind=KIND,
            title=f"代表建议《{suggestion.title}》：到跟踪日期",
            body=f"上次答复为“{suggestion.get_result_display()}”，请跟踪进展，让承办单位再答复一次。",
            url=suggestion.get_absolute_url(),
        )
        return
    if suggestion.due_on is None:
        return
    people = offices_of(suggestion)
    if suggestion.state in (SuggestionState.ASSIGNED, SuggestionState.REDOING) and suggestion.unit:
        people += suggestion.unit.members.filter(is_active=True)
    rungs = LADDER.due(suggestion.due_on, timezone.localdate())
    if not rungs:
        return
    rung = rungs[-1]
    said = "已经超过法定期限" if rung.is_late else "法定期限将到"
    if rung.to_county:
        people += holders(suggestion.office.parent, Role.COUNTY_OFFICE)
        said = "超过法定期限已久，请督办"
    what = "告知代表收到并交办" if suggestion.state == SuggestionState.HANDED_IN else "书面答复代表"
    yield Message(
        people,
        key=f"suggestion-{suggestion.pk}-{suggestion.state}-{suggestion.due_on}-{rung.slot}",
        kind=KIND,
        title=f"代表建议《{suggestion.title}》：{said}",
        body=f"应在{full_day(suggestion.due_on)}前{what}。",
        url=suggestion.get_absolute_url(),
        is_urgent=rung.is_late,
    )
