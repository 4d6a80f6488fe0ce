"""The trail as a list."""

from django.utils import timezone
from django.utils.html import format_html

from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied
from yunhe.trail.filters import AuditEventFilter
from yunhe.trail.queries import trail_for
from yunhe.web.lists.columns import Column, badged
from yunhe.web.lists.listing import Empty, Listing, Search

EXPORT_LIMIT = 50_000  # events


def result_of(event: AuditEvent) -> tuple[str, str]:
    """Return the outcome in a word, with its tone."""
    return ("成功", "success") if event.succeeded else ("未成功", "danger")


def moment_of(event: AuditEvent) -> str:
    """Return the time to the second."""
    return timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S")


def whole(text: str) -> str:
    """Return `text` so that it is not broken over two lines."""
    return format_html('<span class="nowrap">{}</span>', text)


class AuditEventListing(Listing):
    """Every event of the auditor's county."""

    name = "audit-events"
    title = "审计记录"
    filterset_class = AuditEventFilter
    search = Search(
        "操作人、动作、对象或请求编号",
        "actor__contains",
        "verb_label__contains",
        "object_label__contains",
        "request_id",
    )
    columns = (
        Column("at", "时间", moment_of, cell=lambda event: whole(moment_of(event)), is_title=True),
        Column("actor", "操作人", "actor"),
        Column("verb", "动作", "verb_label"),
        Column("object", "对象", "object_label"),
        Column("changes", "变更", "changes_text"),
        Column("reason", "理由", "reason"),
        badged("result", "结果", result_of),
        Column("ip", "IP", "ip", cell=lambda event: whole(event.ip or "")),
        Column("id", "序号", "pk", shown=False, number=True),
        Column("code", "动作代码", "verb", shown=False),
        Column("object_id", "对象编号", "object_id", shown=False),
        Column("request_id", "请求编号", "request_id", shown=False),
        Column("hash", "签名", "hash", shown=False),
    )
    empty = Empty("没有审计记录", "每一次登录、修改、查看和导出都会在这里留下一条。")

    def rows(self):
        """Return the events that the user may read, newest first."""
        return trail_for(self.user)

    def export(self, kind):
        """Export what is shown; refuse more than 50,000 events at a time."""
        if self.result.count() > EXPORT_LIMIT:
            raise Denied(f"一次最多导出 {EXPORT_LIMIT} 条，请先用时间条件缩小范围。")
        return super().export(kind)
