"""Who may do what to a station, code, activity or check-in now. Each raises Denied with the reason in Chinese."""

from datetime import datetime, timedelta

from django.utils import timezone

from deputies.models import Deputy, Team
from stations.enums import (
    RECEPTION_TRANSITIONS,
    RECEPTION_VERBS,
    ActivityState,
    CheckInRefusal,
    ReceptionState,
    ShiftState,
    StationKind,
    SwapState,
    VoterRating,
)
from stations.models import (
    Activity,
    CheckIn,
    Code,
    DutyShift,
    Invitation,
    ShiftDuty,
    ShiftSwap,
    Station,
    VoterReception,
)
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area

CLOCKS_DIFFER = timedelta(minutes=1)  # how far a phone's clock may run ahead of ours
HAND_IN_WITHIN = timedelta(hours=72)  # how old a scan without network may be
OFFICES = (Role.COUNTY_OFFICE, Role.OFFICE_STAFF)


class CheckInRefused(Denied):
    """A check-in was not taken. `reason` is a CheckInRefusal; `str()` is its explanation for the deputy."""

    def __init__(self, reason: CheckInRefusal):
        self.reason = reason
        super().__init__(reason.label)


def can_build_tree(user: User, county: Area) -> None:
    """The county office of `county` may build all stations by the area tree."""
    if not scope_of(user).is_staff_for(county, Role.COUNTY_OFFICE):
        raise Denied("按区划建站由县人大机关办理。")


def can_create_station(user: User, kind: str, organising_area: Area) -> None:
    """The county office creates any station; a unit's office the urban stations and points that it organises."""
    scope = scope_of(user)
    if scope.is_staff_for(organising_area, Role.COUNTY_OFFICE):
        return
    if kind in (StationKind.MAIN, StationKind.AREA):
        raise Denied("县总站和联络站由县人大机关建立。")
    if not scope.is_staff_for(organising_area, Role.OFFICE_STAFF):
        raise Denied("只能建立本单位主办的站点。")


def can_edit_station(user: User, station: Station) -> None:
    """The county office and the organising unit's office edit everything; the place where it stands only reads."""
    if not scope_of(user).is_staff_for(station.organising_area, *OFFICES):
        raise Denied(f"该站点由{station.organising_area.name}主办，请主办单位修改。")


def can_edit_details(user: User, station: Station) -> None:
    """Besides those who edit everything, a point's keeper edits hours, head, officer and introduction of that point."""
    if station.kind == StationKind.POINT and scope_of(user).is_staff_for(station.organising_area):
        return
    can_edit_station(user, station)


def can_close_station(user: User, station: Station) -> None:
    """As editing; stations below must be moved or closed first."""
    can_edit_station(user, station)
    if not station.is_active:
        raise Denied("该站点已经停用。")
    below = station.children.filter(is_active=True).count()
    if below:
        raise Denied(f"下面还有 {below} 个启用的站点，请先把它们移走或停用。")


def can_reopen_station(user: User, station: Station) -> None:
    """As editing; the parent must be in use."""
    can_edit_station(user, station)
    if station.is_active:
        raise Denied("该站点正在使用。")
    if station.parent and not station.parent.is_active:
        raise Denied(f"上级站“{station.parent.name}”已停用，请先恢复它。")


def can_record_at_station(user: User, station: Station) -> None:
    """The organising office, and at a point its keeper, record and undo check-ins by hand."""
    if not scope_of(user).is_staff_for(station.organising_area):
        raise Denied(f"该站点由{station.organising_area.name}主办，签到登记请联系主办单位。")
    if not station.is_active:
        raise Denied("该站点已停用，不能登记签到。")


def can_plan_activity(user: User, organising_area: Area) -> None:
    """Staff plan activities of their own area."""
    if not scope_of(user).is_staff_for(organising_area):
        raise Denied("只能登记本单位组织的活动。")


def can_plan_for_team(user: User, team: Team | None) -> None:
    """Staff of either unit of a standing team plan its activities; without a team there is nothing to ask."""
    if team is None:
        return
    if not any(scope_of(user).is_staff_for(area) for area in team.areas):
        raise Denied(f"团队“{team}”由{team.areas_label}管理，不能登记它的活动。")
    if not team.is_standing:
        raise Denied(f"团队“{team}”已撤销，不能再登记活动。")


def runs_activity(user: User, activity: Activity) -> bool:
    """Whether `user` works for the organising side; at an activity of a joint team both of its units are that."""
    sides = [activity.organising_area, *(activity.team.areas if activity.team else [])]
    return any(scope_of(user).is_staff_for(area) for area in sides)


def can_run_activity(user: User, activity: Activity) -> None:
    """The organising side issues the code, records attendance and undoes it."""
    if not runs_activity(user, activity):
        raise Denied(f"该活动由{activity.organising_area.name}组织，请组织单位办理。")


def can_edit_activity(user: User, activity: Activity) -> None:
    """The organising side edits an activity that has not been cancelled."""
    can_run_activity(user, activity)
    if activity.state == ActivityState.CANCELLED:
        raise Denied("活动已取消，不能修改。")


def can_record_at_activity(user: User, activity: Activity) -> None:
    """The organising side records attendance by hand once check-in has opened."""
    can_edit_activity(user, activity)
    if timezone.now() < activity.check_in_opens_at:
        opens = timezone.localtime(activity.check_in_opens_at)
        raise Denied(f"签到将于 {opens:%m月%d日 %H:%M} 开始，到时再登记。")


def can_cancel_activity(user: User, activity: Activity) -> None:
    """The organising side cancels a planned activity at which nobody has checked in."""
    can_edit_activity(user, activity)
    if activity.state == ActivityState.HELD:
        raise Denied("活动已举行，不能取消。")
    present = activity.check_ins.filter(undone_at__isnull=True).count()
    if present:
        raise Denied(f"已有 {present} 人签到，不能取消。如签到有误，请先逐条撤销。")


def can_hold_activity(user: User, activity: Activity) -> None:
    """The organising side marks a planned activity as held once it has begun."""
    can_edit_activity(user, activity)
    if activity.state == ActivityState.HELD:
        raise Denied("活动已登记为已举行。")
    if timezone.now() < activity.starts_at:
        raise Denied("活动尚未开始，不能登记为已举行。")


def can_issue_code(user: User, subject: Station | Deputy | Activity) -> None:
    """Who manages the subject makes, reprints and revokes its code; a deputy's code: offices of origin and residence."""
    scope = scope_of(user)
    if isinstance(subject, Station):
        if not scope.is_staff_for(subject.organising_area):
            raise Denied(f"该站点由{subject.organising_area.name}主办，二维码请主办单位制作。")
        if not subject.is_active:
            raise Denied("该站点已停用，不能制作二维码。")
    elif isinstance(subject, Activity):
        can_edit_activity(user, subject)
    elif not any(scope.is_staff_for(area) for area in (subject.origin, subject.residence)):
        raise Denied("代表码由流出地或流入地人大制作。")
    elif not is_serving(subject):
        raise Denied("该代表目前没有在任的代表资格，不能制作代表码。")


def can_revoke_code(user: User, code: Code) -> None:
    """Who may make a code may revoke it, also after its subject has been closed, cancelled or left office."""
    subject = code.subject
    areas = (subject.origin, subject.residence) if isinstance(subject, Deputy) else (subject.organising_area,)
    if not any(scope_of(user).is_staff_for(area) for area in areas):
        raise Denied("此码由主办单位管理，请联系主办单位。")
    if not code.is_in_force:
        raise Denied("此码已经停用。")


def keeps_place_of(user: User, check_in: CheckIn) -> bool:
    """Whether `user` records at the station or activity of `check_in`."""
    at_station = check_in.station and scope_of(user).is_staff_for(check_in.station.organising_area)
    return bool(at_station or (check_in.activity and runs_activity(user, check_in.activity)))


def can_undo_check_in(user: User, check_in: CheckIn) -> None:
    """Those who record at the station or activity undo a check-in."""
    if check_in.undone_at:
        raise Denied("该签到已经撤销。")
    if not keeps_place_of(user, check_in):
        raise Denied("签到由站点或活动的主办单位撤销，请联系主办单位。")


def can_check_out(user: User, check_in: CheckIn) -> None:
    """The deputy on the day itself, and those who record at the place, say when the stay ended; once."""
    if check_in.undone_at:
        raise Denied("该签到已经撤销，不用签退。")
    if check_in.left_at:
        raise Denied(f"已在 {timezone.localtime(check_in.left_at):%H:%M} 签退，不用再签。")
    if keeps_place_of(user, check_in):
        return
    if not check_in.deputy.user_id or check_in.deputy.user_id != user.pk:
        raise Denied("签退由代表本人，或站点、活动的主办单位办理。")
    if timezone.localdate(check_in.at) != timezone.localdate():
        raise Denied("只能在签到当天签退；离开时间有误的，请联系站点负责人。")


def is_serving(deputy: Deputy) -> bool:
    """Whether `deputy` holds a mandate that has neither ended nor been suspended (代表法 2025, 第六十一、六十二条)."""
    return deputy.mandates.filter(ended_on__isnull=True, suspension="").exists()


def can_use_code(code: Code, at: datetime) -> None:
    """Raise CheckInRefused when `code` took no check-ins at `at`: not in force, no place, closed, cancelled, too early or late."""
    was_valid(code, at)
    if code.deputy_id:
        raise CheckInRefused(CheckInRefusal.NO_PLACE)
    takes_check_ins(code.station, code.activity, at)


def was_valid(code: Code, at: datetime) -> None:
    """Raise CheckInRefused when `code` had not been made yet at `at`, or had been revoked by then."""
    if code.revoked_at and code.revoked_at <= at:
        raise CheckInRefused(CheckInRefusal.CODE_REVOKED)
    if at < code.created_at:
        raise CheckInRefused(CheckInRefusal.CODE_NOT_YET)


def takes_check_ins(station: Station | None, activity: Activity | None, at: datetime) -> None:
    """Raise CheckInRefused when nobody can check in there at `at`. A station takes what was scanned before it closed."""
    if activity is None:
        if station and not station.is_active and not (station.closed_on and timezone.localdate(at) < station.closed_on):
            raise CheckInRefused(CheckInRefusal.STATION_CLOSED)
        return
    if activity.state == ActivityState.CANCELLED:
        raise CheckInRefused(CheckInRefusal.ACTIVITY_CANCELLED)
    if at < activity.check_in_opens_at:
        raise CheckInRefused(CheckInRefusal.TOO_EARLY)
    if at > activity.check_in_closes_at:
        raise CheckInRefused(CheckInRefusal.TOO_LATE)


def can_hand_in(at: datetime, now: datetime) -> None:
    """Raise CheckInRefused when a scan made at `at` without network may not be handed in any more, or not yet."""
    if at > now + CLOCKS_DIFFER:
        raise CheckInRefused(CheckInRefusal.IN_THE_FUTURE)
    if at < now - HAND_IN_WITHIN:
        raise CheckInRefused(CheckInRefusal.TOO_OLD)


def can_check_in(deputy: Deputy, code: Code, at: datetime) -> None:
    """Raise CheckInRefused when `code` takes no check-ins now, or `deputy` is not in office."""
    can_use_code(code, at)
    if not is_serving(deputy):
        raise CheckInRefused(CheckInRefusal.NOT_SERVING)


def can_record_reception(user: User, station: Station) -> None:
    """The organising side (at a point its keeper), and any deputy in office who received there, take a reception down."""
    if not station.is_active:
        raise Denied("该站点已停用，不能登记接待。")
    if scope_of(user).is_staff_for(station.organising_area):
        return
    deputy = Deputy.objects.filter(user=user).first()
    if deputy is None:
        raise Denied(f"该站点由{station.organising_area.name}主办，接待记录由主办单位或接待代表填写。")
    if not is_serving(deputy):
        raise Denied("您目前没有在任的代表资格，不能填写接待记录。")


def _received(user: User, reception: VoterReception) -> bool:
    return reception.deputies.filter(user=user).exists()


def can_edit_reception(user: User, reception: VoterReception) -> None:
    """The organising side, and the deputies who received, correct a record until it is handed over or settled."""
    if not scope_of(user).is_staff_for(reception.station.organising_area) and not _received(user, reception):
        raise Denied(f"接待记录由{reception.station.organising_area.name}或接待代表修改。")
    if reception.state != ReceptionState.RECORDED:
        raise Denied(f"记录“{reception.get_state_display()}”，不能再修改；办理情况请登记在结果里。")


def can_move_reception(user: User, reception: VoterReception, verb: str) -> None:
    """The organising side hands over, settles, tells the voter and lets an unsatisfying matter be done again."""
    label = RECEPTION_VERBS[verb]
    if not scope_of(user).is_staff_for(reception.station.organising_area):
        raise Denied(f"“{label}”由{reception.station.organising_area.name}办理。")
    if verb not in RECEPTION_TRANSITIONS[reception.state]:
        raise Denied(f"记录现在是“{reception.get_state_display()}”，不能{label}。可能有人刚刚办理过，请刷新页面查看。")
    if verb == "redo" and reception.rating != VoterRating.UNSATISFIED:
        raise Denied("选民评价为“不满意”的才重新办理。")


def can_reveal_voter(user: User, reception: VoterReception) -> None:
    """Name, phone and address of the voter: the organising side and the deputies who received."""
    if not scope_of(user).is_staff_for(reception.station.organising_area) and not _received(user, reception):
        raise Denied("选民的联系方式只有主办单位和接待代表可以查看。")


def can_plan_rota(user: User, station: Station) -> None:
    """The organising side (at a point its keeper too) plans the year of a station in use."""
    if not scope_of(user).is_staff_for(station.organising_area):
        raise Denied(f"该站点由{station.organising_area.name}主办，值班表请主办单位编排。")
    if not station.is_active:
        raise Denied("该站点已停用，不能编排值班。")


def can_change_shift(user: User, shift: DutyShift) -> None:
    """The organising side changes a day that is still planned."""
    if not scope_of(user).is_staff_for(shift.station.organising_area):
        raise Denied(f"接待日由{shift.station.organising_area.name}安排，请联系主办单位。")
    if shift.state != ShiftState.PLANNED:
        raise Denied(f"这一天“{shift.get_state_display()}”，不能再改。")


def can_hold_shift(user: User, shift: DutyShift) -> None:
    """The organising side notes who was there once the day has come."""
    can_change_shift(user, shift)
    if shift.on > timezone.localdate():
        raise Denied("接待日还没到，到时再登记到岗。")


def can_ask_swap(user: User, duty: ShiftDuty) -> None:
    """The deputy on duty asks before the day begins."""
    if not duty.deputy.user_id or duty.deputy.user_id != user.pk:
        raise Denied("只能为自己的值班申请换班。")
    if duty.shift.state != ShiftState.PLANNED or duty.shift.begins_at <= timezone.now():
        raise Denied("这一班已经开始、结束或取消，不能换班。")


def can_answer_swap(user: User, swap: ShiftSwap, to: str) -> None:
    """The colleague accepts or declines, the one who asked withdraws; only while it is open and the day has not begun."""
    person = swap.asked_by if to == SwapState.WITHDRAWN else swap.colleague
    if not person.user_id or person.user_id != user.pk:
        raise Denied(f"这一步由{person.name}代表办理。")
    if swap.state != SwapState.ASKED:
        raise Denied(f"这次换班“{swap.get_state_display()}”，不能再答复。")
    shift = swap.duty.shift
    if to == SwapState.ACCEPTED:
        if shift.state != ShiftState.PLANNED or shift.begins_at <= timezone.now():
            raise Denied("这一班已经开始、结束或取消，不能换班。")
        if not is_serving(swap.colleague):
            raise Denied("您目前没有在任的代表资格，不能接替值班。")
        if shift.duties.filter(deputy=swap.colleague).exists():
            raise Denied("您已经在这一班，不能再接替。")


def can_invite(user: User, activity: Activity) -> None:
    """The organising side invites to an activity that is planned and has not begun."""
    can_edit_activity(user, activity)
    if activity.state != ActivityState.PLANNED or activity.starts_at <= timezone.now():
        raise Denied("活动已开始或已举行，不能再邀请。")


def can_answer_invitation(user: User, invitation: Invitation) -> None:
    """The deputy answers until sign-up closes; the organising side may do it for him until the start."""
    activity, now = invitation.activity, timezone.now()
    if activity.state != ActivityState.PLANNED:
        raise Denied(f"活动{activity.get_state_display()}，不用再答复。")
    if runs_activity(user, activity):
        if activity.starts_at <= now:
            raise Denied("活动已开始，到场情况以签到为准。")
        return
    if not invitation.deputy.user_id or invitation.deputy.user_id != user.pk:
        raise Denied("由代表本人或活动的组织单位答复。")
    if activity.sign_up_closes_at <= now:
        raise Denied("报名已截止，请联系组织单位。")
