"""What stands in the menu."""

from yunhe.accounts.enums import Role
from yunhe.accounts.menus import TAB_BAR, add, deputy, holds, keeper, office

add(TAB_BAR, "诉求", "concerns:concern-list", "inbox", keeper, order=50)
add("我的履职", "我的接待", "concerns:my-receptions", "people", deputy, order=70)
add("我的履职", "群众诉求", "concerns:my-concerns", "inbox", deputy, order=110)
add("阵地", "接待选民", "concerns:reception-list", "people", order=30)
add("群众诉求", "诉求办理", "concerns:concern-list", "inbox", order=10)
add("群众诉求", "办理情况", "concerns:concern-figures", "chart", order=20)
add("群众诉求", "承办单位", "concerns:unit-list", "team", office, order=40)
add("群众诉求", "答复模板", "concerns:template-list", "edit", office, order=50)
add("群众诉求", "交办给我的", "concerns:unit-concerns", "inbox", holds(Role.HANDLING_UNIT), order=60)
