"""What stands in the menu."""

from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.menus import add, holds

add("工作任务", "催办督办", "urgings:urging-list", "alert", holds(*STAFF_ROLES, Role.HANDLING_UNIT), order=15)
