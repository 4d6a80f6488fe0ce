"""Wording and recipients of what is said about a suggestion."""

from liaison.registration.notifications import staff_of
from liaison.suggestions.enums import SignState, SuggestionState
from liaison.suggestions.models import CoSigner, Suggestion, SuggestionStep
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User

Message = tuple[list[User], str, str]


def offices_of(suggestion: Suggestion) -> list[User]:
    """Return the staff of the office that the suggestion was handed in to."""
    return [*staff_of(suggestion.office, Role.OFFICE_STAFF), *staff_of(suggestion.office, Role.COUNTY_OFFICE)]


def deputies_of(suggestion: Suggestion) -> list[User]:
    """Return the leader and everybody who has signed: each gets the reply."""
    signed = suggestion.signers.filter(state=SignState.SIGNED, deputy__user__isnull=False).select_related(
        "deputy__user"
    )
    people = [signer.deputy.user for signer in signed if signer.deputy.user]
    return [*([suggestion.leader.user] if suggestion.leader.user else []), *people]


def of_step(step: SuggestionStep) -> Message:
    """Return who is told of one step, and what."""
    suggestion = step.suggestion
    people = offices_of(suggestion) if suggestion.handed_in_on else []
    people += deputies_of(suggestion)
    body = f"{step.get_side_display()}{step.by}办理了“{step.label}”，现为“{suggestion.get_state_display()}”。"
    if suggestion.due_on:
        body += f"法定期限：{suggestion.due_on:%Y年%m月%d日}。"
    title = f"代表建议《{suggestion.title}》：{step.label}"[:120]
    return [person for person in people if person.pk != step.by_user_id], title, body


def of_request(signer: CoSigner) -> Message:
    """Return the request to sign."""
    people = [signer.deputy.user] if signer.deputy.user else []
    leader = signer.suggestion.leader.name
    return people, f"{leader}代表请您联名：《{signer.suggestion.title}》"[:120], "请看一看建议全文，再决定是否联名。"


def of_deadline(suggestion: Suggestion) -> Message:
    """Return what is said when the time of the law comes to an end or has passed."""
    when = f"{suggestion.due_on:%Y年%m月%d日}" if suggestion.due_on else ""
    said = "已经超过法定期限" if suggestion.is_late else "法定期限将到"
    what = "告知代表收到并交办" if suggestion.state == SuggestionState.HANDED_IN else "书面答复代表"
    return offices_of(suggestion), f"代表建议《{suggestion.title}》：{said}"[:120], f"应在{when}前{what}。"
