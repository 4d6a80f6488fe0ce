"""What stands in the menu."""

from yunhe.accounts.menus import TAB_BAR, add, deputy, office

add(TAB_BAR, "我的选民", "households:my-households", "people", deputy, order=30)
add("我的履职", "我的选民", "households:my-households", "people", deputy, order=20)
add("联系走访", "结对总览", "households:board", "handshake", office, order=10)
add("联系走访", "代表联系户数", "households:deputy-load-list", "people", office, order=20)
add("联系走访", "联系户", "households:household-list", "home", order=30)
add("联系走访", "联系图", "households:contact-map", "map", office, order=80)
add("联系走访", "连心卡", "households:heart-card-list", "qr", office, order=90)
