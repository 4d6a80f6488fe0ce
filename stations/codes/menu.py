"""What stands in the menu."""

from yunhe.accounts.menus import add

add("阵地", "三码管理", "codes:code-list", "qr", order=40)
add("阵地", "屏幕码", "codes:screen-list", "refresh", order=50)
add("阵地", "打印批次", "codes:print-list", "print", order=60)
add("阵地", "重印清单", "codes:reprint-list", "refresh", order=70)
