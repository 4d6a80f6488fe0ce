"""What stands in the menu."""

from yunhe.accounts.enums import ADMIN_ROLES, STAFF_ROLES
from yunhe.accounts.menus import add, holds

add("系统", "后台任务", "jobs:job-list", "clock", holds(*STAFF_ROLES, *ADMIN_ROLES), order=20)
