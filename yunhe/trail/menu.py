"""What stands in the menu."""

from yunhe.accounts.enums import Role
from yunhe.accounts.menus import add, holds

add("系统", "审计记录", "trail:event-list", "shield", holds(Role.AUDITOR), order=80)
