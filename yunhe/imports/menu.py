"""What stands in the menu."""

from yunhe.accounts.menus import add, office

add("系统", "名册导入", "imports:import-list", "upload", office, order=10)
