"""Who may do what with a ledger line and with a register."""

from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry, RegisterKeeper
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied

OFFICES = (Role.OFFICE_STAFF, Role.COUNTY_OFFICE)


def _keeps(user: User, entry: LedgerEntry) -> bool:
    return scope_of(user).is_staff_for(entry.origin, *OFFICES)


def _is_own(user: User, entry: LedgerEntry) -> bool:
    return bool(entry.deputy.user_id) and entry.deputy.user_id == user.pk


def can_open_round(user: User) -> None:
    """The county office opens a round by hand; otherwise beat does."""
    if not scope_of(user).is_county:
        raise Denied("台账轮次由系统按时开启，或由县人大机关手工开启。")


def can_confirm_entry(user: User, entry: LedgerEntry) -> None:
    """The deputy confirms; staff of either side or the community's keeper may do so on the deputy's behalf."""
    _refuse_closed(entry)
    scope = scope_of(user)
    if _is_own(user, entry) or any(
        scope.is_staff_for(area) for area in (entry.origin, entry.residence, entry.community)
    ):
        return
    raise Denied("由代表本人确认，或由流出地、流入地、社区代为确认。")


def can_countersign_entry(user: User, entry: LedgerEntry) -> None:
    """The register's keeper (office staff of the origin, 专人) countersigns what has been confirmed."""
    _refuse_closed(entry)
    if not _keeps(user, entry):
        raise Denied(f"由{entry.origin.office_name or entry.origin.name}的登记管理人会签。")
    if entry.state != EntryState.CONFIRMED:
        raise Denied("代表还没有确认，不能会签。")


def can_send_back_entry(user: User, entry: LedgerEntry) -> None:
    """The keeper asks for more instead of countersigning."""
    can_countersign_entry(user, entry)


def can_unlock_entry(user: User, entry: LedgerEntry) -> None:
    """Only the county office opens a locked line again."""
    if entry.state != EntryState.LOCKED:
        raise Denied("条目没有锁定。")
    if not scope_of(user).is_staff_for(entry.origin, Role.COUNTY_OFFICE):
        raise Denied("会签后锁定，更正请联系县人大机关解锁。")


def can_remark_entry(user: User, entry: LedgerEntry) -> None:
    """The residence side, office or community, adds what it knows."""
    _refuse_closed(entry)
    scope = scope_of(user)
    if not any(scope.is_staff_for(area) for area in (entry.residence, entry.community)):
        raise Denied("流入地备注由现居住地的街道（乡镇）或社区填写。")


def can_print_in_full(user: User, origin: Area) -> None:
    """The origin's office and the county print phone and address in full; it is recorded."""
    if not scope_of(user).is_staff_for(origin, *OFFICES):
        raise Denied(f"含完整联系方式的登记册由{origin.office_name or origin.name}打印。")


def can_name_keeper(user: User, area: Area) -> None:
    """The office of the unit, or the county's, names the keeper of the unit's register."""
    if not scope_of(user).is_staff_for(area, *OFFICES):
        raise Denied(f"登记管理人由{area.office_name or area.name}或县人大机关指定。")


def can_accept_register(user: User, keeper: RegisterKeeper) -> None:
    """The person named signs for the register, while the naming stands."""
    if keeper.user_id != user.pk:
        raise Denied(f"由{keeper.user.name}本人接收登记册。")
    if keeper.until is not None:
        raise Denied("登记管理人已更换，不用再接收。")


def may_keep(user: User, area: Area) -> bool:
    """Whether `user` can be named keeper for `area`: its office staff today, with an account in use."""
    held = Appointment.objects.in_force().filter(user=user, area=area, role=Role.OFFICE_STAFF)
    return user.is_active and held.exists()


def _refuse_closed(entry: LedgerEntry) -> None:
    if entry.state == EntryState.LOCKED:
        raise Denied("条目已会签锁定。更正请联系县人大机关解锁。")
    if entry.state == EntryState.DROPPED:
        raise Denied(f"条目已移出本轮：{entry.dropped_reason}。")
