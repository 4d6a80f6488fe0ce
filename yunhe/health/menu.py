"""What stands in the menu."""

from yunhe.accounts.enums import Role
from yunhe.accounts.menus import add, holds

add("系统", "遗留差事", "errand-list", "clock", holds(Role.SYSTEM_ADMIN), order=90)
