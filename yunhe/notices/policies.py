"""Who may keep a group robot, have a delivery tried again, or an address confirmed again."""

from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied
from yunhe.notices.enums import DeliveryState
from yunhe.notices.models import Delivery, DeliveryChoice


def can_keep_robot(user: User, area: Area) -> None:
    """The office of an area keeps its robots; the county office keeps any of its county."""
    if not scope_of(user).is_staff_for(area, Role.COUNTY_OFFICE, Role.OFFICE_STAFF):
        raise Denied("群机器人由本单位人大工作人员登记。")


def can_try_again(user: User, delivery: Delivery) -> None:
    """Whoever sees a delivery that has been given up may have it tried again."""
    if delivery.state != DeliveryState.GIVEN_UP:
        raise Denied("只有发送失败的记录需要重新发送。")
    if delivery.robot and not delivery.robot.is_active:
        raise Denied("这个群机器人已停用，请先启用。")


def can_confirm_again(choice: DeliveryChoice) -> None:
    """A link is sent once more while there is an address that waits for it."""
    if not choice.email or choice.confirmed_at:
        raise Denied("没有需要确认的邮箱。")
