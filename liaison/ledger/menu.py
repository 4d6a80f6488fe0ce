"""What stands in the menu."""

from yunhe.accounts.menus import add, deputy, office

add("我的履职", "我的台账", "ledger:my-ledger", "ledger", deputy, order=130)
add("台账", "半年台账", "ledger:round-list", "ledger", order=10)
add("台账", "登记管理人", "ledger:keeper-list", "key", office, order=20)
