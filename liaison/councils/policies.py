"""Who may keep the meetings of a council. Each raises Denied with the reason in Chinese."""

from liaison.councils.enums import COUNCIL, CouncilState
from liaison.councils.models import AgendaItem, CouncilMeeting
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied, IllegalMove


def can_convene(user: User, area: Area | None = None) -> None:
    """The office of a unit, or the county's, keeps the meetings of its council. Without `area`: anywhere at all."""
    if not scope_of(user).may_act_for(area, *OFFICES):
        raise Denied("议事会会议由本乡镇（街道、开发区）人大登记。")


def can_prepare(user: User, meeting: CouncilMeeting) -> None:
    """Day, members and agenda are changed until the meeting was held or cancelled."""
    can_convene(user, meeting.area)
    if meeting.state != CouncilState.PLANNED:
        raise IllegalMove(f"会议{meeting.get_state_display()}，议程和应到人员不能再改。")


def can_prepare_item(user: User, item: AgendaItem) -> None:
    """As the meeting; what was voted on already stays."""
    can_prepare(user, item.meeting)
    if item.counted_at:
        raise IllegalMove("已经登记计票，不能再改议程；要更正票数请重新登记计票。")


def can_call_roll(user: User, meeting: CouncilMeeting) -> None:
    """From the day of the meeting on, corrections afterwards too."""
    can_convene(user, meeting.area)
    if meeting.state == CouncilState.CANCELLED:
        raise IllegalMove("会议已取消，不用点名。")
    if not meeting.has_come:
        raise IllegalMove("会议还没有到，开会当天再点名。")


def can_write_result(user: User, item: AgendaItem) -> None:
    """What was agreed and how the votes fell is written down from the day of the meeting on."""
    can_call_roll(user, item.meeting)


def can_move(user: User, meeting: CouncilMeeting, verb: str) -> None:
    """The office of the unit, and only where the machine goes on."""
    COUNCIL.check(meeting.state, verb)
    can_convene(user, meeting.area)
