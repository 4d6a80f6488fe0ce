"""What stands in the menu."""

from yunhe.accounts.menus import TAB_BAR, add, deputy

add(TAB_BAR, "我的档案", "deputies:my-record", "person", deputy, order=50)
add("我的履职", "我的档案", "deputies:my-record", "person", deputy, order=40)
add("代表", "代表名册", "deputies:deputy-list", "people", order=10)
