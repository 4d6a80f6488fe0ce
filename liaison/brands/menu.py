"""What stands in the menu."""

from yunhe.accounts.menus import add, office

add("工作任务", "特色模式", "brands:brand-list", "star", office, order=50)
