"""What stands in the menu."""

from yunhe.accounts.menus import add, deputy, office

add("履职评价", "会议与出席", "sessions:session-list", "meeting", office, order=40)
add("履职评价", "会议请假", "sessions:leave-list", "hourglass", office, order=50)
add("我的履职", "我的会议", "sessions:my-sessions", "meeting", deputy, order=65)
