"""Who may do what to an activity and to what belongs to it now. Each raises Denied with the reason in Chinese."""

from collections.abc import Iterator

from django.utils import timezone

from deputies.mandates.queries import is_serving
from deputies.people.models import Deputy
from deputies.teams.models import Team
from stations.activities.enums import (
    ACTIVITY,
    FOLLOW_UP,
    INVITATION,
    MINUTES,
    TOPIC,
    ActivityState,
    FollowUpState,
    InvitationState,
    MinutesState,
    Side,
    SignUp,
    TopicState,
)
from stations.activities.models import Activity, ActivityPhoto, ActivitySeries, FollowUp, Invitation, Minutes, Topic
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied, IllegalMove


def manages(user: User, thing: Activity | Topic | ActivitySeries | FollowUp) -> bool:
    """Whether `user` works for the side that keeps it; with a joint team both of its units are that."""
    return any(scope_of(user).is_staff_for(area) for area in thing.managing_areas)


def can_plan_activity(user: User, organising_area: Area) -> None:
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


def can_run_activity(user: User, activity: Activity) -> None:
    """The organising side issues the code, records attendance and undoes it."""
    if not manages(user, activity):
        raise Denied(f"该活动由{activity.organising_area.name}组织，请组织单位办理。")


def can_edit_activity(user: User, activity: Activity) -> None:
    """The organising side edits an activity that has not been cancelled."""
    can_run_activity(user, activity)
    if activity.state == ActivityState.CANCELLED:
        raise IllegalMove("活动已取消，不能修改。")


def can_record_at_activity(user: User, activity: Activity) -> None:
    """The organising side records attendance by hand once check-in has opened."""
    can_edit_activity(user, activity)
    if timezone.now() < activity.check_in_opens_at:
        opens = timezone.localtime(activity.check_in_opens_at)
        raise IllegalMove(f"签到将于 {opens:%m月%d日 %H:%M} 开始，到时再登记。")


def office_for(user: User, activity: Activity) -> Area:
    """Return the office of `user` that brings in the sheet of `activity`: the one that it lies under. Raises Denied without any."""
    offices = list(scope_of(user).areas(Role.COUNTY_OFFICE, Role.OFFICE_STAFF))
    places = [area.path or "" for area in activity.managing_areas]
    over = [office for office in offices if any(place.startswith(office.path or "") for place in places)]
    if not over:
        raise Denied("签到表由活动主办单位的人大工作人员导入。")
    return over[0]


def can_bring_in_sheet(user: User, activity: Activity) -> None:
    """The office over the organising side brings in a sign-in sheet as a file, once check-in has opened."""
    can_record_at_activity(user, activity)
    office_for(user, activity)


def can_move_activity(user: User, activity: Activity, verb: str) -> None:
    """The organising side holds what has begun, and cancels what is planned and at which nobody has checked in."""
    can_run_activity(user, activity)
    ACTIVITY.check(activity.state, verb, Side.ORGANISER)
    if verb == "hold" and timezone.now() < activity.starts_at:
        raise IllegalMove("活动尚未开始，不能登记为已举行。")
    if verb == "cancel" and (present := activity.check_ins.filter(undone_at__isnull=True).count()):
        raise IllegalMove(f"已有 {present} 人签到，不能取消。如签到有误，请先逐条撤销。")


def can_invite(user: User, activity: Activity) -> None:
    """The organising side invites to an activity that is planned and has not begun."""
    can_edit_activity(user, activity)
    if activity.state != ActivityState.PLANNED or activity.starts_at <= timezone.now():
        raise IllegalMove("活动已开始或已举行，不能再邀请。")


def can_take_off_list(user: User, invitation: Invitation) -> None:
    """The organising side takes people off the list who have not said that they come."""
    can_invite(user, invitation.activity)
    if invitation.state == InvitationState.COMING:
        raise IllegalMove(f"{invitation.deputy.name}代表已答复参加，不能移出名单；临时不来的请登记请假。")


def can_sign_up(deputy: Deputy, activity: Activity) -> None:
    """A deputy in office signs up by the activity's code until sign-up closes: whoever is invited, or whom `sign_up` names."""
    if activity.state != ActivityState.PLANNED:
        raise IllegalMove(f"活动{activity.get_state_display()}，不用再报名。")
    if activity.sign_up_closes_at <= timezone.now():
        raise IllegalMove("报名已截止，请联系组织单位。")
    if not is_serving(deputy):
        raise Denied("您目前没有在任的代表资格，不能报名。")
    if activity.invitations.filter(deputy=deputy).exists():
        return
    unit = activity.organising_area.unit or activity.organising_area
    if activity.sign_up == SignUp.INVITED:
        raise Denied("这次活动只请受邀的代表；想参加的，请联系组织单位。")
    if activity.organising_area.county_path != deputy.origin.county_path:
        raise Denied("这是别县的活动，请联系组织单位。")
    near = unit.contains(deputy.origin) or (deputy.residence is not None and unit.contains(deputy.residence))
    if activity.sign_up == SignUp.NEAR and not near:
        raise Denied(f"这次活动请{unit.name}选出的和住在{unit.name}的代表报名。")


def answering_sides(user: User, invitation: Invitation) -> list[Side]:
    """Return the sides for which `user` may answer now: the deputy until sign-up closes, the organising side until the start.

    Raises IllegalMove when it is too late, Denied for everybody else.
    """
    activity, now = invitation.activity, timezone.now()
    if activity.state != ActivityState.PLANNED:
        raise IllegalMove(f"活动{activity.get_state_display()}，不用再答复。")
    if manages(user, activity):
        if activity.starts_at <= now:
            raise IllegalMove("活动已开始，到场情况以签到为准。")
        return [Side.ORGANISER]
    if not invitation.deputy.user_id or invitation.deputy.user_id != user.pk:
        raise Denied("由代表本人或活动的组织单位答复。")
    if activity.sign_up_closes_at <= now:
        raise IllegalMove("报名已截止，请联系组织单位。")
    return [Side.DEPUTY]


def can_answer_invitation(user: User, invitation: Invitation, verb: str) -> None:
    """Those named by `answering_sides` sign up and decline."""
    INVITATION.acting_side(invitation.state, verb, answering_sides(user, invitation), {})


def can_plan_costs(user: User, activity: Activity) -> None:
    """The organising side keeps the cost plan of an activity that has not been cancelled."""
    can_edit_activity(user, activity)


def _has_begun(activity: Activity, what: str) -> None:
    if activity.state == ActivityState.PLANNED and activity.starts_at > timezone.now():
        raise IllegalMove(f"活动还没有开始，{what}等活动开始后再办。")


def can_write_minutes(user: User, activity: Activity, minutes: Minutes | None = None) -> None:
    """The organising side writes minutes once the activity has begun, and changes them while they are a draft."""
    can_edit_activity(user, activity)
    _has_begun(activity, "纪要")
    if minutes and minutes.state == MinutesState.PUBLISHED:
        raise IllegalMove("纪要已印发，受邀代表正在阅读。要改请先撤回，改好后重新印发。")


def can_move_minutes(user: User, minutes: Minutes, verb: str) -> None:
    """The organising side publishes a draft and withdraws what is published."""
    can_run_activity(user, minutes.activity)
    MINUTES.check(minutes.state, verb, Side.ORGANISER)


def can_add_photos(user: User, activity: Activity) -> None:
    """The organising side adds photos from the beginning of the activity on."""
    can_edit_activity(user, activity)
    _has_begun(activity, "照片")


def can_change_photo(user: User, photo: ActivityPhoto) -> None:
    """The organising side captions and deletes photos."""
    can_run_activity(user, photo.activity)
    if photo.removed_at:
        raise Denied("这张照片已经删除。")


def can_add_follow_up(user: User, area: Area, activity: Activity | None = None, topic: Topic | None = None) -> None:
    """Staff have things followed up for their own area; what an activity or topic left to do is added by its own side."""
    if topic:
        can_edit_topic(user, topic)
        return
    if activity:
        can_edit_activity(user, activity)
    if not scope_of(user).is_staff_for(area):
        raise Denied(f"{area.full_name}的后续事项由该单位登记。")


def _sides_of_follow_up(user: User, follow_up: FollowUp) -> Iterator[Side]:
    """Yield the sides for which `user` may speak: who has it followed up, the deputy or unit that has it to do."""
    if manages(user, follow_up) or (follow_up.activity and manages(user, follow_up.activity)):
        yield Side.GIVER
    deputy = follow_up.owner_deputy
    if (deputy and deputy.user_id == user.pk) or scope_of(user).is_staff_for(follow_up.owner_area):
        yield Side.OWNER


def can_edit_follow_up(user: User, follow_up: FollowUp) -> None:
    """The side that has it followed up changes it while it is open."""
    if Side.GIVER not in _sides_of_follow_up(user, follow_up):
        raise Denied(f"事项由{follow_up.area.full_name}交办，要改期限或内容请联系交办单位。")
    if follow_up.state != FollowUpState.OPEN:
        raise IllegalMove(f"事项“{follow_up.get_state_display()}”，不能修改；要继续办请先“重新跟进”。")


def can_move_follow_up(user: User, follow_up: FollowUp, verb: str) -> None:
    """Who has to do it, or has it done, finishes it; only the latter drops it or takes it up again."""
    names = {Side.GIVER: follow_up.area.full_name}
    FOLLOW_UP.acting_side(follow_up.state, verb, _sides_of_follow_up(user, follow_up), names)


def can_give_back_follow_up(follow_up: FollowUp) -> None:
    """What a deputy who leaves has still open goes back; whoever ends the record has been asked before."""
    if follow_up.owner_deputy is None or follow_up.state != FollowUpState.OPEN:
        raise IllegalMove(f"“{follow_up.title}”已经办结或转走。")


def can_plan_topic(user: User, area: Area, team: Team | None) -> None:
    """Staff put topics on the list of their own area, and of teams that their area manages."""
    if not scope_of(user).is_staff_for(area):
        raise Denied(f"{area.full_name}的议题由该单位登记。")
    can_plan_for_team(user, team)


def can_edit_topic(user: User, topic: Topic) -> None:
    """Its own side changes a topic until it is closed or dropped."""
    if not manages(user, topic):
        raise Denied(f"议题由{topic.area.full_name}办理。")
    if topic.state in (TopicState.CLOSED, TopicState.DROPPED):
        raise IllegalMove(f"议题“{topic.get_state_display()}”，不能再改。")


def can_move_topic(user: User, topic: Topic, verb: str) -> None:
    """Its own side moves it on: study, discuss, supervise, close. There is something to supervise, and it is done at the end."""
    held = [Side.ORGANISER] if manages(user, topic) else []
    TOPIC.acting_side(topic.state, verb, held, {Side.ORGANISER: topic.area.full_name})
    if verb == "supervise" and not topic.follow_ups.exists():
        raise Denied("请先登记要跟踪监督的后续事项：谁办、何时办完。")
    if verb == "close" and (waiting := topic.follow_ups.filter(state=FollowUpState.OPEN).count()):
        raise Denied(f"还有 {waiting} 件后续事项没有办完，办完或不再跟进后再办结。")


def can_plan_series(user: User, area: Area, team: Team | None) -> None:
    """Who plans the activities of an area and a team plans their series."""
    can_plan_activity(user, area)
    can_plan_for_team(user, team)


def can_change_series(user: User, series: ActivitySeries) -> None:
    """The organising area changes the rest of the year; the other unit of a joint team reads, and edits single activities."""
    if not scope_of(user).is_staff_for(series.area):
        raise Denied(f"系列由{series.area.full_name}编排，要调整请联系该单位；单次活动可以在活动页上改。")
    if series.year < timezone.localdate().year:
        raise Denied("这一年已经过去，不能再调整；要接着办请延续到新的一年。")
