"""Who starts, changes and ends a model."""

from liaison.brands.models import Brand
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied


def can_start_brand(user: User, unit: Area | None = None) -> None:
    """The office of the unit that leads, or the county's, starts a model. Without `unit`: anywhere at all."""
    if not scope_of(user).may_act_for(unit, *OFFICES):
        raise Denied("特色模式由牵头单位的人大或县人大机关启动。")


def can_keep_brand(user: User, brand: Brand) -> None:
    """The office of the unit that leads, or the county's, changes and ends a model that runs."""
    if not scope_of(user).is_staff_for(brand.unit, *OFFICES):
        raise Denied(f"由牵头的{brand.unit.office_label}办理。")
    if not brand.is_running:
        raise Denied(f"这个模式已于 {brand.ended_on:%Y-%m-%d} 结束。")
