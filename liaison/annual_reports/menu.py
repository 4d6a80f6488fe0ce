"""What stands in the menu."""

from yunhe.accounts.menus import add, office

add("统计报表", "请示汇报", "annual_reports:report-list", "file", office, order=20)
