"""What stands in the menu."""

from yunhe.accounts.enums import Role
from yunhe.accounts.menus import add, deputy, holds, office

add("我的履职", "我的建议", "suggestions:my-suggestions", "file", deputy, order=120)
add("群众诉求", "代表建议", "suggestions:suggestion-list", "file", office, order=30)
add("群众诉求", "交办给我的建议", "suggestions:unit-suggestions", "file", holds(Role.HANDLING_UNIT), order=70)
