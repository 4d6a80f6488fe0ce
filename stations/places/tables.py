"""Columns of the register of stations."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from stations.places.filters import StationFilter
from stations.places.models import Station
from yunhe.web.lists.columns import Column, badged, choice, counted, field, unit
from yunhe.web.lists.listing import Empty, Listing


def check_ins_cell(row: Any) -> str:
    """Return how many check-ins there are at a station, a link to them."""
    address = f"{reverse('presence:check-in-list')}?station={row.pk}"
    return format_html('<a href="{}">{}</a>', address, row.check_in_count)


class StationListing(Listing):
    name = "stations"
    title = "联络站点"
    filterset_class = StationFilter
    default_sort = "unit"
    columns = (
        field("name", "站点", is_title=True),
        choice("kind", "类别"),
        unit("unit", "主办单位", "organising_area", sort=("organising_area__unit__order", "organising_area__code")),
        Column("place", "所在地", "location_area.full_name", sort=("location_area__code",)),
        Column("address", "地址", "address", shown=False),
        Column("hours", "开放时间", "opening_hours", shown=False),
        Column("reception", "接待选民日", "reception_days"),
        Column("head", "站长", "head_name"),
        Column("officer", "联络员", "liaison_officer"),
        counted("check_in_count", "签到次数", cell=check_ins_cell),
        field("last", "最近签到", "last_at"),
        badged("state", "状态", lambda row: ("启用", "success") if row.is_active else ("已停用", "muted")),
    )
    empty = Empty("还没有站点", "县人大可以按区划一次建好 1+11+N 站点。", "places:station-list", "去站点树")
    source = Station.objects.with_check_ins().select_related("organising_area__unit", "location_area__unit")
