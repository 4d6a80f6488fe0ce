"""What stands in the menu."""

from yunhe.accounts.enums import Role
from yunhe.accounts.menus import add, holds

add("系统", "区划与写法", "spellings:area-list", "map", holds(Role.SYSTEM_ADMIN), order=70)
