"""Columns of the lists of codes, prints, reprints and screens."""

from functools import cached_property

from django.db.models import Case, CharField, Count, Q, Value, When

from deputies.people.querysets import named
from stations.codes.filters import CodeFilter, PrintBatchFilter
from stations.codes.models import Code, PrintBatch, Screen
from stations.codes.queries import Stale, stale_prints
from yunhe.web.lists.columns import Column, badged, choice, counted, field, state
from yunhe.web.lists.filters import Filters, OneOf
from yunhe.web.lists.listing import BulkAction, Empty, Listing, Search


def code_state(code: Code) -> tuple[str, str]:
    """Return (word, tone) of a code's state."""
    if not code.is_in_force:
        return "已停用", "muted"
    return ("使用中", "success") if code.images_made_at else ("制图中", "warning")


class CodeListing(Listing):
    """Codes of the three kinds."""

    name = "codes"
    title = "三码"
    filterset_class = CodeFilter
    search = Search(
        "站点、活动、代表姓名或码值",
        "station__name__icontains",
        "activity__title__icontains",
        named("deputy"),
        lambda text: Q(token=text.lower()),
    )
    default_sort = "-created"
    columns = (
        Column("subject", "对象", "subject", is_title=True),
        choice("kind", "类别"),
        Column("version", "版本", lambda row: f"第{row.version}版", sort=("version",)),
        field("token", "短码"),
        field("scans", "扫码次数", "scan_count", number=True),
        field("scanned", "最近扫码", "last_scanned_at"),
        field("printed", "最近打印", "printed_at"),
        field("created", "生成时间", "created_at", shown=False),
        badged("state", "状态", code_state, sort=("revoked_at",)),
    )
    bulk_actions = (BulkAction("打印所选", "codes:code-print", "print"),)
    empty = Empty("还没有二维码", "在站点页可以逐个制作，也可以在这里一次制作全部联络站码。")
    source = Code.objects.select_related("station", "deputy", "activity")

    def url(self, row):
        """The page of the code, not what it opens for voters."""
        return row.manage_url


class PrintBatchListing(Listing):
    name = "prints"
    title = "打印批次"
    filterset_class = PrintBatchFilter
    search = Search("打印范围或打印人", "choice__icontains", "created_by__icontains")
    default_sort = "-created"
    columns = (
        Column("choice", "打印范围", "choice", is_title=True),
        choice("layout", "版式"),
        counted("printed", "印件"),
        Column("skipped", "未打印", lambda row: len(row.skipped) or "", number=True),
        Column("by", "打印人", "created_by"),
        field("created", "打印时间", "created_at"),
        state(),
    )
    empty = Empty("还没有打印过", "按类别、单位选好要打印的码，一次打印。", "codes:print-create", "批量打印")
    source = PrintBatch.objects
    annotated = {"printed": Count("prints")}


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
        field("printed", "最近打印", "printed_at"),
        badged("todo", "办法", lambda row: (row.stale_todo, "warning" if row.stale_todo == "重印" else "danger")),
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

        codes = super().rows().filter(pk__in=self.stale)
        return codes.annotate(
            stale_reason=told(lambda stale: stale.reason),
            stale_layouts=told(lambda stale: stale.layouts_label),
            stale_todo=told(lambda stale: "撤下" if stale.is_void else "重印"),
        )


class ScreenFilter(Filters):
    state = OneOf(
        "状态",
        in_force=("使用中", lambda rows: rows.filter(revoked_at__isnull=True)),
        revoked=("已停用", lambda rows: rows.filter(revoked_at__isnull=False)),
    )


class ScreenListing(Listing):
    name = "screens"
    title = "屏幕码"
    filterset_class = ScreenFilter
    search = Search("站点、活动或设备名称", "station__name__icontains", "activity__title__icontains", "name__icontains")
    default_sort = "-created"
    columns = (
        field("name", "设备", is_title=True),
        Column("place", "显示谁的码", "place"),
        Column("kind", "类别", lambda row: "活动" if row.activity_id else "站点"),
        Column("by", "登记人", "created_by", shown=False),
        field("created", "登记时间", "created_at"),
        badged(
            "state",
            "状态",
            lambda row: ("使用中", "success") if row.is_in_force else ("已停用", "muted"),
            sort=("revoked_at",),
        ),
    )
    empty = Empty(
        "还没有屏幕",
        "在站点页或活动页登记一块屏幕，大厅的电脑或平板就能显示每 30 秒更换的签到码。",
        "places:station-list",
        "去站点",
    )
    source = Screen.objects.select_related("station", "activity")
