"""The lists of print batches and of what must be printed again."""

from functools import cached_property

from django.db.models import Case, CharField, Count, Value, When

from stations.filters import CodeFilter
from stations.models import Code
from stations.printing.filters import PrintBatchFilter
from stations.printing.models import PrintBatch
from stations.printing.queries import Stale, stale_prints
from stations.tables import CodeListing
from yunhe.web.lists.columns import Column
from yunhe.web.lists.listing import BulkAction, Empty, Listing
from yunhe.web.templatetags.ui import badge, state_badge


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
    empty = Empty("还没有打印过", "按类别、单位选好要打印的码，一次打印。", "stations:print-create", "批量打印")

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
    bulk_actions = (BulkAction("按原版式重印所选", "stations:reprint-start", "print"),)
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
