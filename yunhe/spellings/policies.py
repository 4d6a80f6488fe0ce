"""Who keeps the areas and their spellings."""

from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area, AreaAlias
from yunhe.areas.spelling import spellings
from yunhe.kit.refusals import Denied


def can_keep_spellings(by: User, area: Area) -> None:
    """The system administrator of the county."""
    if not scope_of(by).is_staff_for(area, Role.SYSTEM_ADMIN):
        raise Denied("区划写法由系统管理员维护。")


def can_remove_spelling(by: User, alias: AreaAlias) -> None:
    """The system administrator; spellings that follow from the name by rule stay."""
    can_keep_spellings(by, alias.area)
    if alias.alias in spellings(alias.area.name, alias.area.kind):
        raise Denied("这个写法由名称按规则得出，不能删除。")
