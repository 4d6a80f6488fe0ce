"""What stands in the menu."""

from yunhe.accounts.menus import add, deputy

add("我的履职", "日历订阅", "feeds:my-calendar", "clock", deputy, order=90)
