"""How the list of teams is narrowed."""

import django_filters
from django.db.models import Q

from deputies.teams.enums import MemberKind, TeamKind
from deputies.teams.models import Team, TeamMember
from yunhe.areas.models import Area

STANDING = (("disbanded", "已撤销"), ("all", "全部"))


class TeamFilter(django_filters.FilterSet):
    """Kind, unit, who is in it, whether it stands. Disbanded teams only when asked for."""

    kind = django_filters.ChoiceFilter(label="类别", choices=TeamKind, empty_label="全部类别")
    unit = django_filters.ModelChoiceFilter(
        label="牵头或联合单位", queryset=Area.objects.units().current(), method="by_unit", empty_label="全部"
    )
    members = django_filters.ChoiceFilter(label="成员里有", choices=MemberKind, method="by_members", empty_label="不限")
    standing = django_filters.ChoiceFilter(label="状态", choices=STANDING, method="by_standing", empty_label="运行中")

    class Meta:
        model = Team
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset):
        """Leave out disbanded teams unless they are asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("standing") else rows.standing()

    def by_unit(self, rows, name, unit):
        """Keep teams that `unit` leads or shares."""
        return rows.filter(Q(area__path__startswith=unit.path) | Q(partner__path__startswith=unit.path))

    def by_members(self, rows, name, kind):
        """Keep teams with a member of `kind` today."""
        return rows.filter(pk__in=TeamMember.objects.in_force().filter(kind=kind).values("team_id"))

    def by_standing(self, rows, name, value):
        """Keep disbanded teams, or all."""
        return rows.filter(disbanded_on__isnull=False) if value == "disbanded" else rows
