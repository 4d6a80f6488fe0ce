"""What stands in the menu."""

from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.menus import add, holds

add("统计报表", "制度文件", "documents:document-list", "file", holds(*STAFF_ROLES, Role.DEPUTY), order=30)
