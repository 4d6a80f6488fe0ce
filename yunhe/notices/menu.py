"""What stands in the menu."""

from yunhe.accounts.enums import Role
from yunhe.accounts.menus import add, holds, office

add("系统", "群机器人", "notices:robot-list", "send", office, order=30)
add(
    "系统",
    "发送记录",
    "notices:delivery-list",
    "mail",
    holds(Role.COUNTY_OFFICE, Role.OFFICE_STAFF, Role.SYSTEM_ADMIN),
    order=40,
)
