"""What stands in the menu."""

from yunhe.accounts.menus import add, office

add("联系走访", "走访记录", "visits:visit-list", "activity", order=40)
add("联系走访", "走访覆盖", "visits:coverage", "chart", order=50)
add("联系走访", "大走访", "visits:campaign-list", "flag", order=60)
add("联系走访", "走访发现", "visits:finding-list", "inbox", office, order=70)
