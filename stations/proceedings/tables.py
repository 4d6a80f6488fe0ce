"""The lists of what activities leave to do."""

from django.db.models import Q

from deputies.querysets import named_q
from stations.models import FollowUp
from stations.proceedings.filters import FollowUpFilter
from yunhe.web.columns import Column
from yunhe.web.listing import Empty, Listing
from yunhe.web.templatetags.ui import badge, state_badge


class FollowUpListing(Listing):
    """Follow-ups with who has to do them, until when, and what became of them."""

    name = "follow-ups"
    title = "后续事项"
    filterset_class = FollowUpFilter
    search_label = "事项、活动或责任人"
    default_sort = "due"
    columns = (
        Column("title", "事项", "title", is_title=True),
        Column("owner", "责任人", "owner_label"),
        Column("due", "期限", "due_on", sort=("due_on",)),
        Column(
            "state",
            "状态",
            lambda row: row.late_label if row.is_late else row.get_state_display(),
            cell=lambda row: badge(row.late_label, "danger") if row.is_late else state_badge(row),
            sort=("state",),
        ),
        Column("area", "交办单位", "area.full_name", sort=("area__order", "area__code")),
        Column("activity", "来自活动", "activity.title", sort=("activity__starts_at",)),
        Column("closed", "完成日期", "closed_on", sort=("closed_on",)),
        Column("result", "完成情况", lambda row: row.result or row.drop_reason, shown=False),
        Column("by", "登记人", "created_by", shown=False),
    )
    empty = Empty(
        "还没有后续事项",
        "活动议定的事，写明谁办、何时办完，到期会提醒；在活动页或这里登记。",
        "stations:follow-up-create",
        "登记后续事项",
    )

    def rows(self):
        """Follow-ups in scope."""
        related = ("area__unit", "owner_area__unit", "owner_deputy", "activity")
        return FollowUp.objects.visible_to(self.user).select_related(*related)

    def search(self, rows, text):
        """Follow-ups that carry `text` in title, activity or owner."""
        named = named_q(text, "owner_deputy") | Q(owner_name__icontains=text) | Q(owner_area__name__icontains=text)
        return rows.filter(Q(title__icontains=text) | Q(activity__title__icontains=text) | named)
