"""What stands in the menu."""

from yunhe.accounts.menus import add, office

add("统计报表", "人口情况", "population:population-list", "people", office, order=15)
