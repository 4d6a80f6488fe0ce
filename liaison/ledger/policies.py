"""Who may do what with a ledger line and with a register."""

from liaison.ledger.enums import ENTRY, EntryState
from liaison.ledger.models import LedgerEntry, RegisterKeeper
from liaison.registration.enums import Side
from liaison.registration.policies import sides_between
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied, IllegalMove


def can_open_round(user: User) -> None:
    """The county office opens a round by hand; otherwise beat does."""
    if not scope_of(user).is_county:
        raise Denied("台账轮次由系统按时开启，或由县人大机关手工开启。")


def sides_of(user: User, entry: LedgerEntry) -> list[str]:
    """Return the sides for which `user` may speak on a line, the nearest first."""
    return sides_between(
        user, deputy=entry.deputy, origin=entry.origin, residence=entry.residence, community=entry.community
    )


def acting_side(user: User, entry: LedgerEntry, verb: str) -> str:
    """Return the side for which `user` does `verb` on a line now. Raises IllegalMove or Denied."""
    if verb != "unlock":
        _refuse_closed(entry)
    names = {
        Side.ORIGIN: f"{entry.origin.office_label}的登记管理人",
        Side.RESIDENCE: entry.residence.office_label if entry.residence else "",
        Side.COUNTY: "县人大机关",
    }
    return ENTRY.acting_side(entry.state, verb, sides_of(user, entry), names)


def can_remark_entry(user: User, entry: LedgerEntry) -> None:
    """The residence side, office or community, adds what it knows; the county for it."""
    _refuse_closed(entry)
    if entry.residence is None or not {Side.COMMUNITY, Side.RESIDENCE, Side.COUNTY} & {*sides_of(user, entry)}:
        raise Denied("流入地备注由现居住地的街道（乡镇）或社区填写。")


def can_print_in_full(user: User, origin: Area) -> None:
    """The origin's office and the county print phone and address in full; it is recorded."""
    if not scope_of(user).is_staff_for(origin, *OFFICES):
        raise Denied(f"含完整联系方式的登记册由{origin.office_label}打印。")


def can_name_keeper(user: User, area: Area) -> None:
    """The office of the unit, or the county's, names the keeper of the unit's register."""
    if not scope_of(user).is_staff_for(area, *OFFICES):
        raise Denied(f"登记管理人由{area.office_label}或县人大机关指定。")


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
        raise IllegalMove("条目已会签锁定。更正请联系县人大机关解锁。")
    if entry.state == EntryState.DROPPED:
        raise IllegalMove(f"条目已移出本轮：{entry.dropped_reason}。")
