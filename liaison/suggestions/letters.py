"""A suggestion as the Word file that is handed in."""

from liaison.suggestions.enums import SignState
from liaison.suggestions.models import Suggestion
from yunhe.letters import Heading, Letter, Paragraph


def suggestion_letter(suggestion: Suggestion) -> Letter:
    """Return the suggestion as a letter: problem, cause, what to do, who signs."""
    signed = suggestion.signers.filter(state=SignState.SIGNED).select_related("deputy")
    names = "、".join(signer.deputy.name for signer in signed)
    blocks: list = [
        Heading("一、问题现状"),
        Paragraph(suggestion.problem),
        Heading("二、原因分析"),
        Paragraph(suggestion.cause),
        Heading("三、意见建议"),
        Paragraph(suggestion.measures),
    ]
    if suggestion.wanted_unit:
        blocks.append(Paragraph(suggestion.wanted_unit, lead="建议承办单位："))
    if names:
        blocks.append(Paragraph(names, lead="联名代表："))
    return Letter(
        title=suggestion.title,
        addressee=suggestion.office.office_name or suggestion.office.name,
        blocks=blocks,
        signer=f"领衔代表：{suggestion.leader.name}",
        on=suggestion.handed_in_on,
    )
