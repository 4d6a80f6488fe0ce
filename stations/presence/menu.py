"""What stands in the menu."""

from yunhe.accounts.menus import TAB_BAR, add, deputy, keeper

add(TAB_BAR, "扫码", "presence:scan", "qr", deputy, order=20)
add(TAB_BAR, "我的履职", "presence:my-duties", "activity", deputy, order=40)
add(TAB_BAR, "扫代表码", "presence:scan-deputies", "qr", keeper, order=20)
add(TAB_BAR, "签到", "presence:check-in-list", "check-in", keeper, order=30)
add("我的履职", "扫码", "presence:scan", "qr", deputy, order=10)
add("我的履职", "我的履职", "presence:my-duties", "activity", deputy, order=30)
add("活动", "扫代表码", "presence:scan-deputies", "qr", order=40)
add("活动", "签到记录", "presence:check-in-list", "check-in", order=50)
