"""What stands in the menu."""

from liaison.funds.querysets import MONEY_ROLES
from yunhe.accounts.menus import add, holds

money = holds(*MONEY_ROLES)

add("经费", "经费科目", "funds:line-list", "ledger", money, order=10)
add("经费", "经费年度", "funds:year-list", "clock", money, order=50)
add("经费", "经费分录", "funds:entry-list", "table", money, order=60)
