"""Columns of the lists of codes, prints, reprints and screens."""

from functools import cached_property

import django_filters as filters
from django.db.models import Case, CharField, Count, Q, Value, When

from deputies.people.querysets import named_q
from stations.codes.filters import CodeFilter, PrintBatchFilter
from stations.codes.models import Code, PrintBatch, Screen
from stations.codes.queries import Stale, stale_prints
from yunhe.web.lists.columns import Column
from yunhe.web.lists.listing import BulkAction, Empty, Listing
from yunhe.web.templatetags.ui import badge, state_badge


class CodeListing(Listing):
    """Codes of the three kinds."""

    name = "codes"
    title = "三码"
    filterset_class = CodeFilter
    search_label = "站点、活动、代表姓名或码值"
    default_sort = "-created"
    columns = (
        Column("subject", "对象", "subject", is_title=True),
        Column("kind", "类别", "get_kind_display", sort=("kind",)),
        Column("version", "版本", lambda row: f"第{row.version}版", sort=("version",)),
        Column("token", "短码", "token", sort=("token",)),
        Column("scans", "扫码次数", "scan_count", sort=("scan_count",), number=True),
        Column("scanned", "最近扫码", "last_scanned_at", sort=("last_scanned_at",)),
        Column("printed", "最近打印", "printed_at", sort=("printed_at",)),
        Column("created", "生成时间", "created_at", sort=("created_at",), shown=False),
        Column(
            "state",
            "状态",
            lambda row: code_state(row)[0],
            cell=lambda row: badge(*code_state(row)),
            sort=("revoked_at",),
        ),
    )
    bulk_actions = (BulkAction("打印所选", "codes:code-print", "print"),)
    empty = Empty("还没有二维码", "在站点页可以逐个制作，也可以在这里一次制作全部联络站码。")

    def rows(self):
        """Codes in scope."""
        return Code.objects.visible_to(self.user).select_related("station", "deputy", "activity")

    def search(self, rows, text):
        """Codes whose subject or token carries `text`."""
        subject = Q(station__name__icontains=text) | Q(activity__title__icontains=text) | named_q(text, "deputy")
        return rows.filter(subject | Q(token=text.lower()))

    def url(self, row):
        """The page of the code, not what it opens for voters."""
        return row.manage_url


def code_state(code: Code) -> tuple[str, str]:
    """Return (word, tone) of a code's state."""
    if not code.is_in_force:
        return "已停用", "muted"
    return ("使用中", "success") if code.images_made_at else ("制图中", "warning")


class PrintBatchListing(Listing):
    """Print batches."""

    name = "prints"
    title = "打印批次"
    filterset_class = PrintBatchFilter
    search_label = "打印范围或打印人"
    default_sort = "-created"
    columns = (
        Column("choice", "打印范围", "choice", is_title=True),
        Column("layout", "版式", "get_layout_display", sort=("layout",)),
        Column("printed", "印件", "printed", sort=("printed",), number=True),
        Column("skipped", "未打印", lambda row: len(row.skipped) or "", number=True),
        Column("by", "打印人", "created_by"),
        Column("created", "打印时间", "created_at", sort=("created_at",)),
        Column("state", "状态", "get_state_display", cell=state_badge, sort=("state",)),
    )
    empty = Empty("还没有打印过", "按类别、单位选好要打印的码，一次打印。", "codes:print-create", "批量打印")

    def rows(self):
        """Batches in scope with their prints counted."""
        return PrintBatch.objects.visible_to(self.user).annotate(printed=Count("prints"))

    def search(self, rows, text):
        """Batches whose choice or maker carries `text`."""
        return rows.filter(choice__icontains=text) | rows.filter(created_by__icontains=text)


class ReprintListing(CodeListing):
    """Codes whose paper no longer says what is true."""

    name = "reprints"
    title = "重印清单"
    filterset_class = CodeFilter
    default_sort = "kind"
    columns = (
        Column("subject", "对象", "subject", is_title=True),
        Column("kind", "类别", "get_kind_display", sort=("kind", "pk")),
        Column("version", "版本", lambda row: f"第{row.version}版"),
        Column("reason", "原因", "stale_reason"),
        Column("layouts", "贴出的版式", "stale_layouts"),
        Column("printed", "最近打印", "printed_at", sort=("printed_at",)),
        Column(
            "todo",
            "办法",
            "stale_todo",
            cell=lambda row: badge(row.stale_todo, "warning" if row.stale_todo == "重印" else "danger"),
        ),
    )
    bulk_actions = (BulkAction("按原版式重印所选", "codes:reprint-start", "print"),)
    empty = Empty("没有要重印的码", "站点改名、搬迁，代表信息变化，或者换发了新码，会列在这里。")

    @cached_property
    def stale(self) -> dict[int, Stale]:
        """What is wrong on paper, by code."""
        return stale_prints(self.user)

    def rows(self):
        """Codes in force in scope whose paper is out of date, with reason and remedy."""

        def told(say) -> Case:
            whens = [When(pk=pk, then=Value(say(stale))) for pk, stale in self.stale.items()]
            return Case(*whens, default=Value(""), output_field=CharField())

        codes = (
            Code.objects.visible_to(self.user).filter(pk__in=self.stale).select_related("station", "deputy", "activity")
        )
        return codes.annotate(
            stale_reason=told(lambda stale: stale.reason),
            stale_layouts=told(lambda stale: stale.layouts_label),
            stale_todo=told(lambda stale: "撤下" if stale.is_void else "重印"),
        )


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
        "places:station-list",
        "去站点",
    )

    def rows(self):
        """Screens in scope."""
        return Screen.objects.visible_to(self.user).select_related("station", "activity")

    def search(self, rows, text):
        """Screens whose name or place carries `text`."""
        place = Q(station__name__icontains=text) | Q(activity__title__icontains=text)
        return rows.filter(place | Q(name__icontains=text))
