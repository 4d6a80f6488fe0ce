"""What stands in the menu."""

from yunhe.accounts.menus import add, office

add("双向共管", "联席会议", "joint_meetings:pair-list", "meeting", office, order=40)
add("双向共管", "议定事项", "joint_meetings:resolution-list", "check", office, order=50)
