"""What stands in the menu."""

from yunhe.accounts.menus import add

add("阵地", "联络站点", "places:station-list", "station", order=10)
