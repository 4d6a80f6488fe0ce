"""Accounts as a list."""

from yunhe.accounts.filters import AccountFilter
from yunhe.accounts.queries import accounts_for
from yunhe.web.lists.columns import Column, badged, field
from yunhe.web.lists.listing import Empty, Listing, Search


def held_by(user) -> str:
    """Return the appointments in force: 浮云街道 乡镇街道人大工作人员；…"""
    return "；".join(f"{held.area.full_name} {held.get_role_display()}" for held in user.held) or "无任职"


def state_of(user) -> tuple[str, str]:
    """Return the state of an account in words and its tone."""
    if not user.is_active:
        return "已停用", "muted"
    if user.waits_since:
        return "待安全管理员确认", "warning"
    if user.is_locked:
        return "登录锁定中", "danger"
    if user.must_change_password:
        return "未改初始密码", "warning"
    return "启用", "success"


class AccountListing(Listing):
    """The accounts that an administrator looks after."""

    name = "accounts"
    title = "账号"
    filterset_class = AccountFilter
    search = Search("姓名或登录名", "name__contains", "username__icontains")
    default_sort = "name"
    columns = (
        field("name", "姓名", is_title=True),
        field("username", "登录名"),
        Column("held", "现任职", held_by),
        badged("state", "状态", state_of),
        field("last_login", "最近登录"),
        field("created_at", "开通时间", shown=False),
        field("password_changed_at", "密码修改时间", shown=False),
    )
    empty = Empty("还没有账号", "请先开通账号，并给它一个任职。", "accounts:user-create", "开通账号")

    def rows(self):
        return accounts_for(self.user)
