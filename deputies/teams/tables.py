"""Teams as a list."""

from django.db.models import Prefetch, Q

from deputies.people.querysets import named_q
from deputies.teams.enums import MemberKind, TeamRole
from deputies.teams.filters import TeamFilter
from deputies.teams.models import Team, TeamMember
from yunhe.web.lists.columns import Column
from yunhe.web.lists.listing import Empty, Listing
from yunhe.web.templatetags.ui import badge, word


def head_of(team: Team) -> str:
    """Return the name of the head (组长), "" for none."""
    return next((member.name for member in team.present if member.role == TeamRole.HEAD), "")


def deputies_in(team: Team) -> int:
    """Return how many of the members are deputies."""
    return sum(member.kind == MemberKind.DEPUTY for member in team.present)


def others_in(team: Team) -> int:
    """Return how many of the members are no deputies."""
    return len(team.present) - deputies_in(team)


def state_cell(team: Team) -> str:
    """Return the state as a badge."""
    tone = "muted" if not team.is_standing else "success" if team.state_label == "运行中" else "warning"
    return badge(team.state_label, tone)


class TeamListing(Listing):
    """Teams in scope."""

    name = "teams"
    title = "代表团队"
    filterset_class = TeamFilter
    search_label = "团队名称、主题或成员姓名"
    default_sort = "unit"
    columns = (
        Column("name", "团队", "name", sort=("name",), is_title=True),
        Column("kind", "类别", "get_kind_display", cell=lambda team: word(team.get_kind_display()), sort=("kind",)),
        Column("unit", "牵头、联合单位", "areas_label", sort=("area__order", "name")),
        Column("theme", "主题", "theme"),
        Column("head", "组长", head_of),
        Column("deputies", "代表", deputies_in, number=True),
        Column("others", "其他成员", others_in, number=True),
        Column("state", "状态", "state_label", cell=state_cell),
        Column("begins_on", "成立日期", "begins_on", sort=("begins_on",), shown=False),
        Column("ends_on", "任期届满", "ends_on", sort=("ends_on",), shown=False),
        Column("purpose", "职责", "purpose", shown=False),
    )
    empty = Empty(
        "没有符合条件的团队", "帮搬团、服务队、共治组、街乡协作组都在这里组建。", "teams:team-create", "组建团队"
    )

    def rows(self):
        """Return teams in scope with their members of today."""
        present = TeamMember.objects.filter(left_on__isnull=True).select_related("deputy")
        return (
            Team.objects.visible_to(self.user)
            .select_related("area__unit", "partner__unit")
            .prefetch_related(Prefetch("members", queryset=present, to_attr="present"))
        )

    def search(self, rows, text):
        """Match the team's name or theme, or the name of a member."""
        members = TeamMember.objects.filter(left_on__isnull=True)
        named = members.filter(Q(person_name__contains=text) | named_q(text, "deputy"))
        return rows.filter(Q(name__contains=text) | Q(theme__contains=text) | Q(pk__in=named.values("team_id")))
