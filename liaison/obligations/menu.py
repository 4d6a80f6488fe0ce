"""What stands in the menu."""

from yunhe.accounts.menus import add, office

add("工作任务", "任务日历", "obligations:calendar", "clock", office, order=10)
add("工作任务", "任务清单", "obligations:obligation-list", "check-circle", office, order=20)
add("工作任务", "完成情况", "obligations:compliance", "chart", office, order=30)
add("工作任务", "任务规定", "obligations:template-list", "flag", office, order=40)
