"""What stands in the menu."""

from yunhe.accounts.menus import add, office

add("代表", "届次与选区", "mandates:term-list", "district", office, order=30)
