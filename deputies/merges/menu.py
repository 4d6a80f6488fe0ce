"""What stands in the menu."""

from yunhe.accounts.menus import add, office

add("代表", "查重合并", "merges:pair-list", "compare", office, order=40)
