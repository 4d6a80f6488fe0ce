"""How a vote on projects is read: pure rules, no database.

A project is chosen that more than half of those present have voted for; of those, as many as there are places, by votes. Where
the last places fall to projects with the same number of votes, these are voted on again (民生实事票决的通行办法).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liaison.councils.enums import ProjectResult
from yunhe.kit.refusals import Refused


@dataclass(frozen=True)
class Votes:
    """The votes of one project."""

    for_it: int
    against: int
    abstained: int


def has_quorum(called: int, present: int) -> bool:
    """Return whether more than half of those called are there."""
    return present * 2 > called


def check_ballots(present: int, given: int, returned: int, void: int) -> int:
    """Return the number of valid ballots. Raises Refused where the three numbers cannot be."""
    if given > present:
        raise Refused({"ballots_out": f"到会 {present} 人，发出的票不能多于到会人数。"})
    if returned > given:
        raise Refused(
            {"ballots_in": f"发出 {given} 张，收回的票不能多于发出的票；收回多于发出的，投票无效，应重新投票。"}
        )
    if void > returned:
        raise Refused({"ballots_void": "无效票不能多于收回的票。"})
    return returned - void


def check_votes(valid: int, places: int, votes: Mapping[str, Votes]) -> None:
    """Raise Refused where the votes of a project, or all votes together, do not agree with the valid ballots."""
    for name, cast in votes.items():
        total = cast.for_it + cast.against + cast.abstained
        if total != valid:
            raise Refused(f"“{name}”赞成、反对、弃权合计 {total} 票，应等于有效票 {valid} 张，请核对。")
    if sum(cast.for_it for cast in votes.values()) > valid * places:
        raise Refused(f"每张票最多选 {places} 个项目，赞成票合计不能超过 {valid * places} 票，请核对。")


def results(present: int, places: int, votes_for: Sequence[int]) -> list[ProjectResult]:
    """Return what the vote makes of each project, in their order."""
    enough = sorted((number for number in votes_for if number * 2 > present), reverse=True)
    if len(enough) <= places:
        least, tied = (enough[-1] if enough else present + 1), False
    else:
        least = enough[places - 1]
        tied = enough[places] == least
    answer = []
    for number in votes_for:
        if number * 2 <= present or number < least:
            answer.append(ProjectResult.NOT_CHOSEN)
        elif tied and number == least:
            answer.append(ProjectResult.TIED)
        else:
            answer.append(ProjectResult.CHOSEN)
    return answer
