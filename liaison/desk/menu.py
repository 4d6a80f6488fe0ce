"""What stands in the menu."""

from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.menus import TAB_BAR, add, county, deputy, higher_office, holds, keeper

add(TAB_BAR, "今天", "home", "home", lambda scope: deputy(scope) or keeper(scope), order=10)
add("工作台", "工作台", "home", "home", holds(*STAFF_ROLES, Role.DEPUTY), order=10)
add("统计报表", "全县概览", "county", "chart", county, order=10)
add("统计报表", "各县概览", "counties", "chart", higher_office, order=12)
