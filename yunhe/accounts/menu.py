"""What stands in the menu."""

from yunhe.accounts.enums import Role
from yunhe.accounts.menus import add, holds

add("系统", "账号与任职", "accounts:user-list", "user-key", holds(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN), order=50)
add("系统", "登录锁定", "accounts:lock-list", "lock", holds(Role.SECURITY_ADMIN), order=60)
