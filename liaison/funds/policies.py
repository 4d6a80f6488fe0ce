"""Who keeps the money of an office. Each refusal says in Chinese whose turn it is."""

from liaison.funds.enums import BY_HAND, FundLevel
from liaison.funds.models import Entry, FundLine, FundYear
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import TOWNSHIPS
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied


def keeps_money_of(user: User, office: Area) -> bool:
    """Whether `user` is appointed to keep the money of `office` itself (经费管理), not of one above or below it."""
    return any(area.pk == office.pk for area in scope_of(user).areas(Role.FINANCE))


def levels_of(office: Area) -> list[FundLevel]:
    """Return the levels that a line of `office` may have: only a township has a congress of its own (浙江街道条例 20)."""
    own = [FundLevel.TOWNSHIP] if office.kind in TOWNSHIPS else []
    return [*own, FundLevel.COUNTY]


def can_keep_money(user: User, office: Area) -> None:
    """The finance keeper of an office keeps its years and lines."""
    if not keeps_money_of(user, office):
        raise Denied(f"{office.office_label}的经费由该单位的经费管理人员办理。")


def can_keep_any(user: User) -> None:
    """Whoever keeps the money of some office."""
    if not scope_of(user).has_role(Role.FINANCE):
        raise Denied("经费科目由各单位的经费管理人员开立，请联系系统管理员开通“经费管理”角色。")


def can_keep_year(user: User, fund_year: FundYear) -> None:
    """The finance keeper, while the year is open."""
    can_keep_money(user, fund_year.office)
    if not fund_year.is_open:
        raise Denied(f"{fund_year}已结账，不能再变动。更正请在下一年度办理，并注明原分录。")


def can_keep_line(user: User, line: FundLine) -> None:
    """The finance keeper, while the year of the line is open."""
    can_keep_year(user, line.fund_year)


def can_reverse_entry(user: User, entry: Entry) -> None:
    """The finance keeper reverses, once, what was entered by hand."""
    can_keep_line(user, entry.line)
    if entry.kind not in BY_HAND:
        raise Denied("这笔分录由申请、支付或分摊产生，请在原单据上更正。")
    if hasattr(entry, "reversed_by"):
        raise Denied(f"这笔分录已由第 {entry.reversed_by.number} 号冲销。")
