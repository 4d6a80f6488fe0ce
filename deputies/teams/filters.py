"""How the list of teams is narrowed."""

from django_filters import ChoiceFilter

from deputies.associates.enums import AssociateKind
from deputies.teams.enums import TeamKind
from deputies.teams.models import TeamMember
from yunhe.web.lists.filters import Filters, OneOf, UnitFilter

DEPUTY = "deputy"


class TeamFilter(Filters):
    """Kind, unit, who is in it, whether it stands. Disbanded teams only when asked for."""

    kind = ChoiceFilter(label="类别", choices=TeamKind, empty_label="全部类别")
    unit = UnitFilter("area", "partner", label="牵头或联合单位", empty_label="全部")
    members = ChoiceFilter(
        label="成员里有",
        choices=[(DEPUTY, "人大代表"), *AssociateKind.choices],
        method="by_members",
        empty_label="不限",
    )
    standing = OneOf(
        "状态",
        unless=("运行中", lambda rows: rows.standing()),
        disbanded=("已撤销", lambda rows: rows.filter(disbanded_on__isnull=False)),
        all=("全部", lambda rows: rows),
    )

    def by_members(self, rows, name, kind):
        """Keep teams with a member of `kind` today."""
        members = TeamMember.objects.in_force()
        found = members.filter(deputy__isnull=False) if kind == DEPUTY else members.filter(associate__kind=kind)
        return rows.filter(pk__in=found.values("team_id"))
