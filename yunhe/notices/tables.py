"""What has gone out, as a list."""

from django_filters import ChoiceFilter

from yunhe.notices.enums import Channel, DeliveryState
from yunhe.notices.models import Delivery
from yunhe.web.lists.columns import Column, choice, counted, field, state
from yunhe.web.lists.filters import Filters
from yunhe.web.lists.listing import BulkAction, Empty, Listing


class DeliveryFilter(Filters):
    """Deliveries by channel and state."""

    channel = ChoiceFilter(choices=Channel.choices, label="渠道", empty_label="全部渠道")
    state = ChoiceFilter(choices=DeliveryState.choices, label="状态", empty_label="全部状态")


class DeliveryListing(Listing):
    """Messages to the outside. No column holds what a message said."""

    name = "deliveries"
    title = "发送记录"
    filterset_class = DeliveryFilter
    default_sort = "-created"
    columns = (
        Column("receiver", "接收方", "receiver", is_title=True),
        choice("channel", "渠道"),
        Column("number", "通知条数", "number", number=True),
        state(),
        counted("attempts", "尝试次数"),
        Column("error", "最近错误", "last_error"),
        field("created", "生成时间", "created_at"),
        field("sent", "送达时间", "sent_at"),
        Column(
            "next", "下次发送", lambda row: row.next_at if row.state == DeliveryState.WAITING else None, shown=False
        ),
    )
    bulk_actions = (BulkAction("重新发送", "notices:delivery-again", icon="send", kind="primary"),)
    empty = Empty("还没有发送记录", "开通邮件提醒或群机器人后，每次发送都记在这里。", "notices:settings", "去通知设置")
    source = Delivery.objects.select_related("choice__user", "robot__area__unit")
