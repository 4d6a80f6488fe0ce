"""What stands in the menu."""

from yunhe.accounts.menus import add, deputy

add("我的履职", "我的团队", "teams:my-teams", "team", deputy, order=100)
add("代表", "代表团队", "teams:team-list", "team", order=20)
