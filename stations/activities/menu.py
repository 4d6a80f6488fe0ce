"""What stands in the menu."""

from yunhe.accounts.menus import TAB_BAR, add, deputy, keeper

add(TAB_BAR, "活动", "activities:activity-list", "activity", keeper, order=40)
add("我的履职", "我的邀请", "activities:my-invitations", "activity", deputy, order=50)
add("我的履职", "我的跟进", "activities:my-follow-ups", "flag", deputy, order=80)
add("活动", "代表活动", "activities:activity-list", "activity", order=10)
add("活动", "系列活动", "activities:series-list", "refresh", order=20)
add("活动", "议题", "activities:topic-list", "meeting", order=30)
add("活动", "后续事项", "activities:follow-up-list", "flag", order=60)
