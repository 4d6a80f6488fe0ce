"""What stands in the menu."""

from yunhe.accounts.menus import add, office

add("活动", "议事会", "councils:meeting-list", "people", office, order=60)
