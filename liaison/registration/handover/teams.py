"""What becomes of a deputy's teams when the registration ends or moves on (随档移交：代表团队)."""

from django.core.exceptions import ValidationError

from deputies.teams import workflow as teams
from deputies.teams.models import Team, TeamMember
from liaison.registration.handover.mechanism import Choice, Departure, Item, Provider
from yunhe.accounts.models import User
from yunhe.areas.reach import lies_in
from yunhe.kit.refusals import Denied, Refused

STAY, LEAVE = Choice("stay", "留在团队"), Choice("leave", "退出团队")
JOIN = "join-"


def _unit_id(area) -> int | None:
    return area.unit_id if area else None


def _teams_there(departure: Departure) -> list[Team]:
    """Return the standing teams of the unit to which the deputy moves."""
    unit = departure.goes_to.unit if departure.goes_to else None
    if unit is None or unit.pk == _unit_id(departure.left):
        return []
    standing = Team.objects.standing().filter(lies_in("area", unit) | lies_in("partner", unit))
    return list(standing.order_by("name", "pk"))


def _choices(member: TeamMember, departure: Departure, there: list[Team]) -> tuple[Choice, ...]:
    """Return what may become of one membership, the proposal first.

    Without a mandate nobody stays. A team of the unit that the deputy leaves is left; any other goes on.
    """
    if not departure.serves_on:
        return (LEAVE,)
    joins = [Choice(f"{JOIN}{team.pk}", f"转入“{team}”") for team in there if team.pk != member.team_id]
    left, origin = _unit_id(departure.left), departure.deputy.origin_id
    sides = {area.unit_id for area in member.team.areas}
    stays_here = bool(departure.goes_to) and _unit_id(departure.goes_to) == left
    ends = left in sides and origin not in sides and not stays_here
    return (LEAVE, STAY, *joins) if ends else (STAY, LEAVE, *joins)


def items_of(departure: Departure) -> list[Item]:
    """Return the memberships of the deputy, each with what may become of it."""
    there = _teams_there(departure)
    return [
        Item(
            key=str(member.pk),
            label=f"{member.team}（{member.get_role_display()}）",
            choices=_choices(member, departure, there),
            note=f"{member.team.areas_label}{f'，分工：{member.task}' if member.task else ''}",
            url=member.team.get_absolute_url(),
        )
        for member in TeamMember.objects.of_deputy(departure.deputy).select_related(
            "team__area__unit", "team__partner__unit"
        )
    ]


def hand_over(departure: Departure, key: str, choice: str, by: User) -> str:
    """End, move or keep one membership; returns what was done. Raises Refused when it is not what it was."""
    member = TeamMember.objects.of_deputy(departure.deputy).filter(pk=key).first()
    if member is None:
        raise Refused("代表已不在这个团队，请重新核对移交清单。")
    if choice == STAY.value:
        return f"继续在“{member.team}”"
    target = None
    if choice.startswith(JOIN):
        target = Team.objects.standing().filter(pk=choice.removeprefix(JOIN)).first()
        if target is None:
            raise Refused("要转入的团队已撤销，请重新选择。")
    reason = "代表资格终止" if not departure.serves_on else "现居住地变动"
    try:
        teams.hand_over_membership(member, by=by, to=target, reason=reason, on=departure.on)
    except Denied as denied:
        raise Refused(str(denied)) from denied
    except ValidationError as error:
        raise Refused("；".join(error.messages)) from error
    return f"由“{member.team}”转入“{target}”" if target else f"退出“{member.team}”"


PROVIDER = Provider("teams", "代表团队", items_of, hand_over)
