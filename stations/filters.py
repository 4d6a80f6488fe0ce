"""How the lists of stations, codes, check-ins, activities and receptions are narrowed."""

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from stations.enums import (
    PROOF_OF,
    ActivityKind,
    ActivityState,
    CheckInWay,
    CodeKind,
    DepartureWay,
    InvitationState,
    InviteeGroup,
    MatterCategory,
    Proof,
    ReceptionRoute,
    ReceptionState,
    ShiftState,
    StationKind,
)
from stations.models import (
    Activity,
    CheckIn,
    Code,
    DutyShift,
    Invitation,
    OpeningInterval,
    Posting,
    Station,
    VoterReception,
)
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment
from yunhe.areas.models import Area

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def units(request) -> object:
    """Return the units to choose from."""
    return Area.objects.units().current().order_by("order", "code")


class NumbersFilter(filters.BaseInFilter, filters.NumberFilter):
    """Several numbers, separated by commas."""


class StationFilter(filters.FilterSet):
    """Stations by name, kind, unit and what is missing."""

    q = filters.CharFilter(method="by_text", label="站点、地址、站长")
    kind = filters.ChoiceFilter(choices=StationKind.choices, label="类别", empty_label="全部类别")
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="单位", empty_label="全部单位")
    gap = filters.ChoiceFilter(
        choices=[
            ("keeper", "联络点无负责人账号"),
            ("officer", "无联络员"),
            ("hours", "无开放时间"),
            ("posting", "无驻站代表"),
            ("code", "无码"),
            ("address", "无地址"),
            ("closed", "已停用"),
        ],
        method="by_gap",
        label="缺口",
        empty_label="不限",
    )

    class Meta:
        model = Station
        fields: tuple[str, ...] = ()

    def by_text(self, rows, name, text):
        """Stations that carry `text` in name, address, head or officer."""
        text = text.strip()[:40]
        named = Q(name__icontains=text) | Q(address__icontains=text)
        return rows.filter(named | Q(head_name__icontains=text) | Q(liaison_officer__icontains=text))

    def by_unit(self, rows, name, unit):
        """Stations that `unit` organises or that stand there."""
        return rows.filter(
            Q(organising_area__path__startswith=unit.path) | Q(location_area__path__startswith=unit.path)
        )

    def by_gap(self, rows, name, gap):
        """Stations with one kind of gap."""
        if gap == "closed":
            return rows.filter(is_active=False)
        rows = rows.filter(is_active=True)
        if gap == "keeper":
            held = Appointment.objects.in_force().filter(role=Role.POINT_KEEPER, user__is_active=True)
            points = rows.filter(kind=StationKind.POINT)
            return points.exclude(Exists(held.filter(area=OuterRef("organising_area"))))
        if gap == "hours":
            return rows.exclude(pk__in=OpeningInterval.objects.values("station_id"))
        if gap == "posting":
            posted = Posting.objects.in_force().values("station_id")
            return rows.exclude(kind=StationKind.MAIN).exclude(pk__in=posted)
        if gap == "code":
            return rows.exclude(pk__in=Code.objects.in_force().filter(station__isnull=False).values("station_id"))
        return rows.filter(address="") if gap == "address" else rows.filter(liaison_officer="")


class CodeFilter(filters.FilterSet):
    """Codes by kind, state and unit."""

    kind = filters.ChoiceFilter(choices=CodeKind.choices, label="类别", empty_label="全部三码")
    state = filters.ChoiceFilter(
        choices=[("in_force", "使用中"), ("revoked", "已停用"), ("unprinted", "未打印"), ("drawing", "制图中")],
        method="by_state",
        label="状态",
        empty_label="不限",
    )
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="单位", empty_label="全部单位")

    class Meta:
        model = Code
        fields: tuple[str, ...] = ()

    def by_state(self, rows, name, state):
        """Codes in one state."""
        conditions = {
            "in_force": Q(revoked_at__isnull=True),
            "revoked": Q(revoked_at__isnull=False),
            "unprinted": Q(revoked_at__isnull=True, printed_at__isnull=True),
            "drawing": Q(revoked_at__isnull=True, images_made_at__isnull=True),
        }
        return rows.filter(conditions[state])

    def by_unit(self, rows, name, unit):
        """Codes of subjects of `unit`."""
        return rows.filter(
            Q(station__organising_area__path__startswith=unit.path)
            | Q(activity__organising_area__path__startswith=unit.path)
            | Q(deputy__origin=unit)
        )


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


class ActivityFilter(filters.FilterSet):
    """Activities by state, kind, unit and day."""

    state = filters.ChoiceFilter(choices=ActivityState.choices, label="状态", empty_label="不限")
    kind = filters.ChoiceFilter(choices=ActivityKind.choices, label="类别", empty_label="全部类别")
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="组织单位", empty_label="全部单位")
    since = filters.DateFilter(field_name="starts_at", lookup_expr="date__gte", label="从", widget=DATE)
    until = filters.DateFilter(field_name="starts_at", lookup_expr="date__lte", label="到", widget=DATE)
    station = filters.NumberFilter(field_name="station", label="站点编号", widget=forms.HiddenInput)
    team = NumbersFilter(field_name="team", lookup_expr="in", label="团队编号", widget=forms.HiddenInput)

    class Meta:
        model = Activity
        fields: tuple[str, ...] = ()

    def by_unit(self, rows, name, unit):
        """Activities organised within `unit`."""
        return rows.filter(organising_area__path__startswith=unit.path)


class VoterReceptionFilter(filters.FilterSet):
    """Receptions by state, category, route, unit, day and lateness."""

    state = filters.ChoiceFilter(choices=ReceptionState.choices, label="状态", empty_label="不限")
    late = filters.ChoiceFilter(choices=(("1", "已逾期"),), method="by_late", label="期限", empty_label="不限")
    category = filters.ChoiceFilter(choices=MatterCategory.choices, label="类别", empty_label="全部类别")
    route = filters.ChoiceFilter(choices=ReceptionRoute.choices, label="去向", empty_label="全部去向")
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="单位", empty_label="全部单位")
    since = filters.DateFilter(field_name="received_on", lookup_expr="gte", label="从", widget=DATE)
    until = filters.DateFilter(field_name="received_on", lookup_expr="lte", label="到", widget=DATE)
    station = filters.NumberFilter(field_name="station", label="站点编号", widget=forms.HiddenInput)
    deputy = filters.NumberFilter(method="by_deputy", label="代表编号", widget=forms.HiddenInput)

    class Meta:
        model = VoterReception
        fields: tuple[str, ...] = ()

    def by_late(self, rows, name, value):
        """Matters past their deadline."""
        return rows.late()

    def by_unit(self, rows, name, unit):
        """Receptions at stations that `unit` organises."""
        return rows.filter(station__organising_area__path__startswith=unit.path)

    def by_deputy(self, rows, name, number):
        """Receptions by one deputy."""
        received = VoterReception.deputies.through.objects.filter(deputy_id=int(number))
        return rows.filter(pk__in=received.values("voterreception_id"))


class DutyShiftFilter(filters.FilterSet):
    """Reception days by state, unit, day and whether somebody serves."""

    state = filters.ChoiceFilter(choices=ShiftState.choices, label="状态", empty_label="不限")
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="单位", empty_label="全部单位")
    since = filters.DateFilter(field_name="on", lookup_expr="gte", label="从", widget=DATE)
    until = filters.DateFilter(field_name="on", lookup_expr="lte", label="到", widget=DATE)
    gap = filters.ChoiceFilter(
        choices=[("empty", "没有安排代表"), ("unrecorded", "已过期未登记到岗")],
        method="by_gap",
        label="缺口",
        empty_label="不限",
    )
    station = filters.NumberFilter(field_name="station", label="站点编号", widget=forms.HiddenInput)

    class Meta:
        model = DutyShift
        fields: tuple[str, ...] = ()

    def by_unit(self, rows, name, unit):
        """Days of stations that `unit` organises."""
        return rows.filter(station__organising_area__path__startswith=unit.path)

    def by_gap(self, rows, name, gap):
        """Planned days without deputies, or past ones of which nobody has noted who was there."""
        planned = rows.filter(state=ShiftState.PLANNED)
        if gap == "unrecorded":
            return planned.filter(on__lt=timezone.localdate())
        return planned.exclude(pk__in=DutyShift.deputies.through.objects.values("shift_id"))


class InvitationFilter(filters.FilterSet):
    """Invitations by answer, reason and home unit."""

    state = filters.ChoiceFilter(choices=InvitationState.choices, label="答复", empty_label="不限")
    group = filters.ChoiceFilter(choices=InviteeGroup.choices, label="邀请原因", empty_label="不限")
    origin = filters.ModelChoiceFilter(
        queryset=units, field_name="deputy__origin", label="代表来自", empty_label="全部单位"
    )
    activity = filters.NumberFilter(field_name="activity", label="活动编号", widget=forms.HiddenInput)
    team = NumbersFilter(field_name="activity__team", lookup_expr="in", label="团队编号", widget=forms.HiddenInput)
    deputy = filters.NumberFilter(field_name="deputy", label="代表编号", widget=forms.HiddenInput)

    class Meta:
        model = Invitation
        fields: tuple[str, ...] = ()
