"""Who may do what to a concern or a reception now. Each raises Denied with the reason in Chinese."""

from django.utils import timezone

from deputies.mandates.queries import is_serving
from deputies.people.models import Deputy
from deputies.people.own import deputy_of
from liaison.concerns import clocks
from liaison.concerns.enums import (
    ANSWERED_STATES,
    CONCERN,
    LEFT_STATES,
    TRACKED,
    ConcernState,
    Side,
    VoterRating,
)
from liaison.concerns.models import Concern, HandlingUnit, VoterReception
from stations.activities.models import Topic
from stations.activities.policies import can_edit_topic
from stations.places.models import Station
from yunhe.accounts.enums import OFFICES, STAFF_ROLES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied
from yunhe.kit.workdays import add_workdays


def can_record_reception(user: User, station: Station) -> None:
    """The organising side (at a point its keeper), and any deputy in office who received there, take a reception down."""
    if not station.is_active:
        raise Denied("该站点已停用，不能登记接待。")
    if scope_of(user).is_staff_for(station.organising_area):
        return
    deputy = deputy_of(user)
    if deputy is None:
        raise Denied(f"该站点由{station.organising_area.name}主办，接待记录由主办单位或接待代表填写。")
    if not is_serving(deputy):
        raise Denied("您目前没有在任的代表资格，不能填写接待记录。")


def _keeps(user: User, reception: VoterReception) -> bool:
    """Whether `user` is of the organising side or one of the deputies who received."""
    organiser = reception.station.organising_area
    return scope_of(user).is_staff_for(organiser) or reception.deputies.filter(user=user).exists()


def can_edit_reception(user: User, reception: VoterReception) -> None:
    """The organising side, and the deputies who received, correct a record until somebody has begun with the matter."""
    if not _keeps(user, reception):
        raise Denied(f"接待记录由{reception.station.organising_area.name}或接待代表修改。")
    if reception.concern.steps.count() > 1:
        said = reception.concern.get_state_display()
        raise Denied(f"这件事已经开始办理（{said}），接待记录不能再改；有出入的，请写在诉求的办理过程里。")


def can_reveal_received(user: User, reception: VoterReception) -> None:
    """Name, phone and address of the voter: the organising side, the deputies who received, and who leads the matter."""
    if not _keeps(user, reception) and not sides_of(user, reception.concern) & {Side.LEAD, Side.COUNTY, Side.DEPUTY}:
        raise Denied("选民的联系方式只有主办单位、牵头单位和接待代表可以查看。")


def sides_of(user: User, concern: Concern) -> set[str]:
    """Return the sides for which `user` may speak on `concern`."""
    scope, sides = scope_of(user), set[str]()
    if scope.is_staff_for(concern.lead, Role.OFFICE_STAFF):
        sides.add(Side.LEAD)
    if scope.is_staff_for(concern.lead, Role.COUNTY_OFFICE):
        sides.add(Side.COUNTY)
    if concern.is_direct and concern.deputy and concern.deputy.user_id == user.pk:
        sides.add(Side.DEPUTY)
    if concern.handling_point and scope.is_staff_for(concern.handling_point, Role.POINT_KEEPER):
        sides.add(Side.HANDLER)
    if concern.handling_unit_id and scope.has_role(Role.HANDLING_UNIT) and _is_member(user, concern.handling_unit_id):
        sides.add(Side.HANDLER)
    return sides


def _is_member(user: User, unit_id: int) -> bool:
    return HandlingUnit.objects.active().filter(pk=unit_id, members=user).exists()


def acting_side(user: User, concern: Concern, verb: str) -> str:
    """Return the side for which `user` does `verb` on `concern` now. Raises IllegalMove or Denied with the reason."""
    own = sides_of(user, concern)
    held = [side for side in (Side.DEPUTY, Side.HANDLER, Side.LEAD) if side in own]
    names = {
        Side.LEAD: concern.lead.office_label,
        Side.HANDLER: concern.handler_label or "承办方",
        Side.DEPUTY: f"{concern.deputy.name}代表" if concern.deputy else "代表本人",
        Side.VOTER: "选民本人",
    }
    stand_in = [Side.LEAD] if Side.COUNTY in own else []
    side = CONCERN.acting_side(concern.state, verb, [*held, *stand_in], names)
    _must_fit(concern, verb)
    return side if side in own else Side.COUNTY


def _must_fit(concern: Concern, verb: str) -> None:
    """Raise Denied where a legal move does not fit the facts of the concern."""
    if verb == "reply" and concern.is_direct:
        raise Denied("直通代表的诉求由代表本人答复；需要改派的，请先收回。")
    if verb == "send_back" and concern.assigned_on:
        last = add_workdays(concern.assigned_on, clocks.days_of("send_back"))
        if timezone.localdate() > last:
            days = clocks.days_of("send_back")
            raise Denied(f"交办已超过 {days} 个工作日，不能再退回；确需调整的，请联系牵头单位收回改派。")
    if verb == "redo" and concern.rating != VoterRating.UNSATISFIED:
        raise Denied("选民评价为“不满意”的才重新办理。")
    if verb == "track" and concern.result not in TRACKED:
        raise Denied("只有“正在解决”“列入计划”的诉求才需要跟踪再答复。")
    if verb == "close" and concern.rating == VoterRating.UNSATISFIED and not concern.redo_count:
        raise Denied("选民不满意，请先重新办理一次。")
    if verb == "merge" and concern.merged.exists():
        raise Denied("已有其他诉求并入这一件，不能再并入别的诉求。")


def can_enter_concern(user: User) -> Deputy | None:
    """Staff, and deputies in office, take a concern down for somebody who cannot use the form.

    Returns the deputy who does, None for staff.
    """
    if scope_of(user).has_role(*STAFF_ROLES):
        return None
    deputy = deputy_of(user)
    if deputy is None or not is_serving(deputy):
        raise Denied("代录诉求由工作人员和在任代表办理。")
    return deputy


def can_echo(concern: Concern) -> None:
    """Voters have the same trouble as long as the concern goes on, or has been answered."""
    if concern.state in (ConcernState.REFUSED, ConcernState.SPLIT, ConcernState.MERGED):
        raise Denied("这件诉求已经不再办理，请直接提交您的诉求。")


def can_answer_round(concern: Concern, round_number: int) -> None:
    """The link of an assignment sheet serves that assignment only."""
    if concern.round != round_number:
        raise Denied("这份办理单已经作废（改派或重新交办过），请以最新的办理单为准。")


def can_reveal_voter(user: User, concern: Concern) -> None:
    """Name and phone: the leading office, who took it down, who received, the deputy who answers; a handler where it is shown."""
    own = sides_of(user, concern)
    if own & {Side.LEAD, Side.COUNTY, Side.DEPUTY} or concern.taken_by_user_id == user.pk:
        return
    reception = VoterReception.objects.filter(concern=concern).select_related("station__organising_area").first()
    if reception and _keeps(user, reception):
        return
    if Side.HANDLER in own and concern.shows_contact:
        return
    raise Denied("选民的联系方式由牵头单位和办理的代表查看；承办方需要联系选民的，请联系牵头单位。")


def can_edit_concern(user: User, concern: Concern) -> None:
    """The leading office mends title, category and place until the concern is closed, and blackens photos."""
    if not sides_of(user, concern) & {Side.LEAD, Side.COUNTY}:
        raise Denied(f"由{concern.lead.office_label}修改。")


def can_print_sheet(user: User, concern: Concern) -> None:
    """The leading office prints the assignment sheet while a unit or community handles the concern."""
    can_edit_concern(user, concern)
    if concern.state != ConcernState.ASSIGNED or concern.is_direct:
        raise Denied("交办以后、答复以前才有交办单。")


def can_publish_concern(user: User, concern: Concern) -> None:
    """The leading office publishes an answered concern when the voter has agreed."""
    can_edit_concern(user, concern)
    if not concern.may_publish:
        raise Denied("选民没有同意公开。")
    if concern.state not in ANSWERED_STATES:
        raise Denied("答复选民以后才能公开。")


def can_keep_units(user: User, area: Area | None) -> None:
    """Offices keep the handling units of their own area, the county office those of the county."""
    if area is not None and not scope_of(user).is_staff_for(area, *OFFICES):
        raise Denied(f"{area.name}的承办单位由该单位人大维护。")


def office_area(user: User, concern: Concern) -> Area:
    """Return the area for whose office `user` takes the concern up: the one that leads it, else the own. Raises Denied."""
    scope = scope_of(user)
    if scope.is_staff_for(concern.lead, *OFFICES):
        return concern.lead
    own = scope.areas(*OFFICES)
    if not own:
        raise Denied("议题由乡镇（街道）人大从群众诉求中提出。")
    return own[0]


def can_take_up(user: User, concern: Concern) -> None:
    """An office that sees the concern takes it as a topic of a month, unless it is none or has a topic already."""
    office_area(user, concern)
    if concern.state in LEFT_STATES:
        raise Denied(f"这件诉求“{concern.get_state_display()}”，不能列入议题。")
    if concern.topic_id:
        raise Denied(f"这件诉求已列入议题“{concern.topic}”。")


def can_put_under(user: User, topic: Topic) -> None:
    """The side of a topic that is not over takes concerns under it."""
    can_edit_topic(user, topic)


def can_leave_topic(user: User, concern: Concern) -> None:
    """The side of the topic takes a concern off it until it has been dealt with."""
    if concern.topic is None:
        raise Denied("这件诉求没有列入议题。")
    can_edit_topic(user, concern.topic)
    if concern.topic.outcome:
        raise Denied("议题已经议过，诉求不再移出。")
