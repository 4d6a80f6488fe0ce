"""Errands that were not done, as a list."""

from yunhe.jobs.models import Errand
from yunhe.web.lists.columns import Column, badged, counted
from yunhe.web.lists.filters import Filters, OneOf
from yunhe.web.lists.listing import BulkAction, Empty, Listing


def subject_of(errand: Errand) -> str:
    """Return what an errand is about: 通知, or other work."""
    return "发通知" if errand.task.rpartition(".")[2].startswith(("tell", "remind", "deliver")) else "后台办理"


def state_of(errand: Errand) -> tuple[str, str]:
    """Return the state of an errand in words and its tone."""
    return ("已停下", "danger") if errand.is_given_up else ("等待再试", "warning")


class ErrandFilter(Filters):
    """Those that stand still, or those that are tried again."""

    state = OneOf(
        "状态",
        stopped=("已停下", lambda rows: rows.given_up()),
        waits=("等待再试", lambda rows: rows.exclude(next_at=None)),
    )


class ErrandListing(Listing):
    """Work that a worker owes: given up, failed before, or late. No column holds what it tells."""

    name = "errands"
    title = "没有办成的差事"
    filterset_class = ErrandFilter
    default_sort = "-made"
    columns = (
        Column("number", "编号", "pk", number=True),
        Column("subject", "事项", subject_of),
        badged("state", "状态", state_of),
        counted("tries", "试过次数"),
        Column("made", "产生时间", "made_at", sort=("made_at",)),
        Column("next", "下次再试", "next_at", sort=("next_at",)),
        Column("task", "任务代码", "task", sort=("task",)),
        Column("arguments", "参数", lambda errand: "、".join(map(str, errand.arguments)), shown=False),
    )
    bulk_actions = (BulkAction("重新办理", "errand-again", icon="send", kind="primary"),)
    empty = Empty("没有遗留的差事", "保存之后要发的通知和要办的后台事项都已办完。")

    def rows(self):
        """Return the errands that an administrator should know of; they belong to no area."""
        return Errand.objects.left_over()
