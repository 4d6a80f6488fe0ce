"""Teams as a list."""

from django.db.models import Prefetch, Q, QuerySet

from deputies.people.querysets import named_q
from deputies.teams.enums import TeamRole
from deputies.teams.filters import TeamFilter
from deputies.teams.models import Team, TeamMember
from yunhe.web.lists.columns import Column, badged, choice, field
from yunhe.web.lists.listing import Empty, Listing, Search
from yunhe.web.templatetags.ui import word


def head_of(team: Team) -> str:
    """Return the name of the head (组长), "" for none."""
    return next((member.name for member in team.present if member.role == TeamRole.HEAD), "")


def deputies_in(team: Team) -> int:
    """Return how many of the members are deputies."""
    return sum(member.deputy_id is not None for member in team.present)


def others_in(team: Team) -> int:
    """Return how many of the members are no deputies."""
    return len(team.present) - deputies_in(team)


def stands(team: Team) -> tuple[str, str]:
    """Return where the team stands and its tone."""
    return team.state_label, {"已撤销": "muted", "运行中": "success"}.get(team.state_label, "warning")


def _with(text: str) -> QuerySet:
    """Return the keys of the teams with a member of today who is called `text`."""
    called = named_q(text, "associate", former=False) | named_q(text, "deputy")
    return TeamMember.objects.filter(called, left_on__isnull=True).values("team_id")


class TeamListing(Listing):
    name = "teams"
    title = "代表团队"
    filterset_class = TeamFilter
    search = Search("团队名称、主题或成员姓名", "name__contains", "theme__contains", lambda text: Q(pk__in=_with(text)))
    default_sort = "unit"
    columns = (
        field("name", "团队", is_title=True),
        choice("kind", "类别", cell=lambda team: word(team.get_kind_display())),
        Column("unit", "牵头、联合单位", "areas_label", sort=("area__order", "name")),
        Column("theme", "主题", "theme"),
        Column("head", "组长", head_of),
        Column("deputies", "代表", deputies_in, number=True),
        Column("others", "其他成员", others_in, number=True),
        badged("state", "状态", stands),
        field("begins_on", "成立日期", shown=False),
        field("ends_on", "任期届满", shown=False),
        Column("purpose", "职责", "purpose", shown=False),
    )
    empty = Empty(
        "没有符合条件的团队", "帮搬团、服务队、共治组、街乡协作组都在这里组建。", "teams:team-create", "组建团队"
    )
    source = Team.objects.select_related("area__unit", "partner__unit").prefetch_related(
        Prefetch(
            "members",
            TeamMember.objects.filter(left_on__isnull=True).select_related("deputy", "associate"),
            to_attr="present",
        )
    )
