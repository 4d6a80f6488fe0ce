"""The list of screens."""

import django_filters as filters
from django.db.models import Q

from stations.screens.models import Screen
from yunhe.web.lists.columns import Column
from yunhe.web.lists.listing import Empty, Listing
from yunhe.web.templatetags.ui import badge


class ScreenFilter(filters.FilterSet):
    """Screens by state."""

    state = filters.ChoiceFilter(
        choices=[("in_force", "使用中"), ("revoked", "已停用")], method="by_state", label="状态", empty_label="不限"
    )

    class Meta:
        model = Screen
        fields: tuple[str, ...] = ()

    def by_state(self, rows, name, state):
        """Screens in use, or taken down."""
        return rows.filter(revoked_at__isnull=state == "in_force")


class ScreenListing(Listing):
    """Screens of stations and activities."""

    name = "screens"
    title = "屏幕码"
    filterset_class = ScreenFilter
    search_label = "站点、活动或设备名称"
    default_sort = "-created"
    columns = (
        Column("name", "设备", "name", sort=("name",), is_title=True),
        Column("place", "显示谁的码", "place"),
        Column("kind", "类别", lambda row: "活动" if row.activity_id else "站点"),
        Column("by", "登记人", "created_by", shown=False),
        Column("created", "登记时间", "created_at", sort=("created_at",)),
        Column(
            "state",
            "状态",
            lambda row: "使用中" if row.is_in_force else "已停用",
            cell=lambda row: badge("使用中", "success") if row.is_in_force else badge("已停用"),
            sort=("revoked_at",),
        ),
    )
    empty = Empty(
        "还没有屏幕",
        "在站点页或活动页登记一块屏幕，大厅的电脑或平板就能显示每 30 秒更换的签到码。",
        "stations:station-list",
        "去站点",
    )

    def rows(self):
        """Screens in scope."""
        return Screen.objects.visible_to(self.user).select_related("station", "activity")

    def search(self, rows, text):
        """Screens whose name or place carries `text`."""
        place = Q(station__name__icontains=text) | Q(activity__title__icontains=text)
        return rows.filter(place | Q(name__icontains=text))
