"""What stands in the menu."""

from yunhe.accounts.menus import add, office

add("代表", "换届", "elections:election-list", "refresh", office, order=40)
