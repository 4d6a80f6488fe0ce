"""What stands in the menu."""

from yunhe.accounts.menus import add, deputy

add("我的履职", "我的值班", "rotas:my-shifts", "clock", deputy, order=60)
add("阵地", "值班接待", "rotas:shift-list", "clock", order=20)
