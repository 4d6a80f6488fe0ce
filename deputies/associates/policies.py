"""Who may keep the register of people who are no deputies. Each raises Denied with the reason in Chinese."""

from deputies.associates.models import Associate
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied, IllegalMove


def can_enter_associate(user: User, area: Area | None = None) -> None:
    """An office enters people of its own area, a point keeper those of the own community. Without `area`: anywhere at all."""
    if not scope_of(user).may_act_for(area):
        raise Denied("只能登记本单位的人员。")


def can_change_associate(user: User, associate: Associate) -> None:
    """Who may enter for the person's area corrects, renews and ends, until the person has left."""
    if not scope_of(user).is_staff_for(associate.area):
        raise Denied(f"{associate.name}由{associate.area.full_name}登记，请该单位办理。")
    if associate.left_on:
        raise IllegalMove(f"{associate.name}已于 {associate.left_on:%Y-%m-%d} 退出，只供查阅；重新担任的请另行登记。")


def can_reveal_associate(user: User, associate: Associate) -> None:
    """Who keeps the person's area sees the phone in full; the look is recorded."""
    if not scope_of(user).is_staff_for(associate.area):
        raise Denied(f"联系方式只供{associate.area.full_name}查看。")
