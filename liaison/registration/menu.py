"""What stands in the menu."""

from yunhe.accounts.menus import add, office

add("双向共管", "登记报到", "registration:registration-list", "handshake", order=10)
add("双向共管", "资格提醒", "registration:alarm-list", "shield", office, order=60)
