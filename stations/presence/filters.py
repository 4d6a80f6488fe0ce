"""How the register of check-ins is narrowed."""

import django_filters as filters
from django import forms

from stations.places.filters import DATE, units
from stations.presence.enums import PROOF_OF, CheckInWay, DepartureWay, Proof
from stations.presence.models import CheckIn


class CheckInFilter(filters.FilterSet):
    """Check-ins by way, proof, day, home unit, marks and whether undone."""

    way = filters.ChoiceFilter(choices=CheckInWay.choices, label="方式", empty_label="全部方式")
    since = filters.DateFilter(field_name="at", lookup_expr="date__gte", label="从", widget=DATE)
    until = filters.DateFilter(field_name="at", lookup_expr="date__lte", label="到", widget=DATE)
    origin = filters.ModelChoiceFilter(
        queryset=units, field_name="deputy__origin", label="代表来自", empty_label="全部单位"
    )
    state = filters.ChoiceFilter(
        choices=[("standing", "有效"), ("undone", "已撤销")], method="by_state", label="状态", empty_label="不限"
    )
    proof = filters.ChoiceFilter(choices=Proof.choices, method="by_proof", label="证明程度", empty_label="不限")
    mark = filters.ChoiceFilter(
        choices=[("away", "跨单位参加"), ("uploaded", "离线补传"), ("there", "还在场"), ("automatic", "自动签退")],
        method="by_mark",
        label="标记",
        empty_label="不限",
    )
    station = filters.NumberFilter(field_name="station", label="站点编号", widget=forms.HiddenInput)
    activity = filters.NumberFilter(field_name="activity", label="活动编号", widget=forms.HiddenInput)
    deputy = filters.NumberFilter(field_name="deputy", label="代表编号", widget=forms.HiddenInput)

    class Meta:
        model = CheckIn
        fields: tuple[str, ...] = ()

    def by_state(self, rows, name, state):
        """Standing or undone check-ins."""
        return rows.filter(undone_at__isnull=state == "standing")

    def by_proof(self, rows, name, proof):
        """Check-ins whose way proves so much."""
        return rows.filter(way__in=[way for way, proven in PROOF_OF.items() if proven == proof])

    def by_mark(self, rows, name, mark):
        """Check-ins with one mark."""
        if mark == "away":
            return rows.away()
        if mark == "uploaded":
            return rows.filter(uploaded_at__isnull=False)
        return rows.still_there() if mark == "there" else rows.filter(left_way=DepartureWay.AUTOMATIC)
