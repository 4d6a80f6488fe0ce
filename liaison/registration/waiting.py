"""What waits for the offices and communities of a registration, and of an alarm."""

from liaison.registration.enums import RegistrationState
from liaison.registration.tables import AlarmListing, RegistrationListing, UnregisteredListing
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting

STEPS = (
    (RegistrationState.RETURNED, "被流入地退回", "核对原因，补充后请代表重新提交"),
    (RegistrationState.SUBMITTED, "待核实", "核实身份和住址，通过或退回"),
    (RegistrationState.VERIFIED, "待社区接收", "提醒社区联络点接收"),
)


def _line(user: User, state: str, label: str, hint: str) -> Waiting:
    rows = RegistrationListing.at(user, "registration:registration-list", state=state, turn=1)
    return Waiting.of(label, hint, rows, due="due_on")


def waiting(user: User) -> list[Waiting]:
    """Return what waits for the offices of `user`: deputies without a registration, each step that is theirs, alarms."""
    if not scope_of(user).has_role(*OFFICES):
        return []
    missing = UnregisteredListing.at(user, "registration:unregistered-list", side=1)
    alarms = AlarmListing.at(user, "registration:alarm-list", turn=1)
    return [
        Waiting.of("流出未登记", "督促代表到现居住地登记", missing),
        *(_line(user, *step) for step in STEPS),
        Waiting.of("代表资格提醒", "核实户籍是否迁出，说明情况", alarms, due="due_on"),
    ]


def waiting_at_points(user: User) -> list[Waiting]:
    """Return what waits for the communities that `user` keeps."""
    if not scope_of(user).has_role(Role.POINT_KEEPER):
        return []
    return [_line(user, RegistrationState.VERIFIED, "待我社区接收", "代表扫码报到，或由您登记接收")]
