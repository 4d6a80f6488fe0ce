"""What stands in the menu."""

from yunhe.accounts.menus import add

add("代表", "议事员等人员", "associates:associate-list", "team", order=30)
