"""What stands in the menu."""

from yunhe.accounts.enums import Role
from yunhe.accounts.menus import add, deputy, holds

add("我的履职", "我的情况", "discrepancies:my-statements", "file", deputy, order=140)
add("双向共管", "信息不一致", "discrepancies:discrepancy-list", "compare", order=20)
add("双向共管", "还在这里", "discrepancies:still-here-list", "check-circle", holds(Role.POINT_KEEPER), order=30)
