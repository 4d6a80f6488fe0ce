"""What waits for the offices that convene sessions: leaves to decide, rolls to call."""

from liaison.sessions.enums import LeaveState
from liaison.sessions.tables import LeaveListing, SessionListing
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return the leaves that wait for an office of `user`, and the sessions without a roll."""
    if not scope_of(user).has_role(*OFFICES):
        return []
    leaves = LeaveListing.at(user, "sessions:leave-list", state=LeaveState.ASKED.value, turn=1)
    rolls = SessionListing.at(user, "sessions:session-list", mine=1, roll=1)
    return [
        Waiting.of("会议请假待批", "会前批准或不批准，代表会收到", leaves),
        Waiting.of("会议待点名", "开过的半天登记谁到会、谁请假、谁缺席", rolls),
    ]
