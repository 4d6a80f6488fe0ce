"""Where the residence side puts a deputy: the team, the station. One truth for file, sheet, team and tree of stations."""

from django.utils import timezone

from deputies.teams.models import Team, TeamMember
from deputies.teams.workflow import hand_over_membership, take_in_received
from liaison.registration.models import Registration
from stations.places.models import Posting, Station
from stations.places.workflow import close_posting, post_received
from yunhe.accounts.models import User
from yunhe.kit.refusals import Refused


def join_team(registration: Registration, team: Team | None, *, by: User) -> None:
    """Make the deputy of the locked registration a member of `team`, out of the one of before; None leaves none.

    The registration is changed, not saved. Errors: Denied; Refused for a team that is none of the residence's.
    """
    before = registration.team
    if team == before:
        return
    if team and registration.residence_id not in {area.unit_id or area.pk for area in team.areas}:
        raise Refused({"team": f"“{team}”不是{registration.residence.name}的代表小组，请重新选择。"})
    member = TeamMember.objects.in_force().filter(team=before, deputy=registration.deputy).first() if before else None
    if member:
        today = timezone.localdate()
        hand_over_membership(member, by=by, to=team, reason="改编代表小组", on=today)
    elif team:
        take_in_received(team, registration.deputy, by=by, side=registration.origin)
    registration.team, registration.group = team, team.name if team else ""


def post_at(registration: Registration, station: Station | None, *, by: User) -> None:
    """Let the deputy of the locked registration serve at the station that has received him. Changed, not saved."""
    registration.station = station
    if station:
        post_received(station, registration.deputy, by=by, begins_on=timezone.localdate())


def leave_station(registration: Registration, *, by: User) -> None:
    """End the posting at the station that had received the deputy, since another community does now. Changed, not saved."""
    rows = Posting.objects.open().select_for_update(of=("self",)).filter(deputy=registration.deputy)
    related = ("station__organising_area", "station__location_area", "deputy__origin", "deputy__residence")
    for posting in rows.filter(station=registration.station).select_related(*related):
        close_posting(posting, by=by, reason="辖区内换社区")
    registration.station = None
