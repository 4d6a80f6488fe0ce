"""How the register of stations is narrowed."""

from django.db.models import Exists, OuterRef, Q
from django_filters import CharFilter, ChoiceFilter

from stations.places.enums import StationKind
from stations.places.models import OpeningInterval, Posting, Station
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment
from yunhe.web.lists.filters import Filters, OneOf, UnitFilter


def _without_keeper(rows):
    """Points without an account of a keeper."""
    held = Appointment.objects.in_force().filter(role=Role.POINT_KEEPER, user__is_active=True)
    return rows.active().filter(kind=StationKind.POINT).exclude(Exists(held.filter(area=OuterRef("organising_area"))))


def _without_posting(rows):
    """Stations below the main one at which nobody is posted."""
    posted = Posting.objects.in_force().values("station_id")
    return rows.active().exclude(kind=StationKind.MAIN).exclude(pk__in=posted)


class StationFilter(Filters):
    """Stations by name, kind, unit and what is missing."""

    q = CharFilter(method="by_text", label="站点、地址、站长")
    kind = ChoiceFilter(choices=StationKind.choices, label="类别", empty_label="全部类别")
    unit = UnitFilter("organising_area", "location_area")
    used = OneOf("状态", yes=("启用", lambda rows: rows.active()))
    gap = OneOf(
        "缺口",
        keeper=("联络点无负责人账号", _without_keeper),
        officer=("无联络员", lambda rows: rows.active().filter(liaison_officer="")),
        hours=("无开放时间", lambda rows: rows.active().exclude(pk__in=OpeningInterval.objects.values("station_id"))),
        posting=("无驻站代表", _without_posting),
        code=("无码", lambda rows: rows.active().exclude(pk__in=Station.objects.with_code().values("pk"))),
        address=("无地址", lambda rows: rows.active().filter(address="")),
        closed=("已停用", lambda rows: rows.filter(is_active=False)),
    )

    def by_text(self, rows, name, text):
        """Stations that carry `text` in name, address, head or officer."""
        text = text.strip()[:40]
        named = Q(name__icontains=text) | Q(address__icontains=text)
        return rows.filter(named | Q(head_name__icontains=text) | Q(liaison_officer__icontains=text))
