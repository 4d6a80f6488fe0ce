"""Who may do what to an activity and to what belongs to it now. Each raises Denied with the reason in Chinese."""

from django.utils import timezone

from deputies.teams.models import Team
from stations.activities.enums import (
    FOLLOW_UP_TRANSITIONS,
    FOLLOW_UP_VERBS,
    MINUTES_TRANSITIONS,
    MINUTES_VERBS,
    TOPIC_TRANSITIONS,
    TOPIC_VERBS,
    ActivityState,
    FollowUpState,
    MinutesState,
    TopicState,
)
from stations.activities.models import Activity, ActivityPhoto, ActivitySeries, FollowUp, Invitation, Minutes, Topic
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area


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


def can_plan_costs(user: User, activity: Activity) -> None:
    """The organising side keeps the cost plan of an activity that has not been cancelled."""
    can_edit_activity(user, activity)


def _has_begun(activity: Activity, what: str) -> None:
    if activity.state == ActivityState.PLANNED and activity.starts_at > timezone.now():
        raise Denied(f"活动还没有开始，{what}等活动开始后再办。")


def can_write_minutes(user: User, activity: Activity, minutes: Minutes | None = None) -> None:
    """The organising side writes minutes once the activity has begun, and changes them while they are a draft."""
    can_edit_activity(user, activity)
    _has_begun(activity, "纪要")
    if minutes and minutes.state == MinutesState.PUBLISHED:
        raise Denied("纪要已印发，受邀代表正在阅读。要改请先撤回，改好后重新印发。")


def can_move_minutes(user: User, minutes: Minutes, verb: str) -> None:
    """The organising side publishes a draft and withdraws what is published."""
    can_run_activity(user, minutes.activity)
    if verb not in MINUTES_TRANSITIONS[minutes.state]:
        label, state = MINUTES_VERBS[verb], minutes.get_state_display()
        raise Denied(f"纪要现在是“{state}”，不能{label}。可能有人刚刚办理过，请刷新页面查看。")


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


def _sides(thing: FollowUp | Topic) -> list[Area]:
    """Return the areas that manage it: its own, and those of its team."""
    return [thing.area, *(thing.team.areas if thing.team else [])]


def gives_follow_up(user: User, follow_up: FollowUp) -> bool:
    """Whether `user` works for the side that has it followed up."""
    scope = scope_of(user)
    if any(scope.is_staff_for(area) for area in _sides(follow_up)):
        return True
    return bool(follow_up.activity and runs_activity(user, follow_up.activity))


def owns_follow_up(user: User, follow_up: FollowUp) -> bool:
    """Whether `user` is the deputy, or works for the unit, that has to do it."""
    own = follow_up.owner_deputy and follow_up.owner_deputy.user_id == user.pk
    return bool(own) or scope_of(user).is_staff_for(follow_up.owner_area)


def can_edit_follow_up(user: User, follow_up: FollowUp) -> None:
    """The side that has it followed up changes it while it is open."""
    if not gives_follow_up(user, follow_up):
        raise Denied(f"事项由{follow_up.area.full_name}交办，要改期限或内容请联系交办单位。")
    if follow_up.state != FollowUpState.OPEN:
        raise Denied(f"事项“{follow_up.get_state_display()}”，不能修改；要继续办请先“重新跟进”。")


def can_move_follow_up(user: User, follow_up: FollowUp, verb: str) -> None:
    """Who has to do it, or has it done, finishes it; only the latter drops it or takes it up again."""
    label = FOLLOW_UP_VERBS[verb]
    if not gives_follow_up(user, follow_up) and not (verb == "finish" and owns_follow_up(user, follow_up)):
        raise Denied(f"“{label}”由{follow_up.area.full_name}{'或责任人' if verb == 'finish' else ''}办理。")
    if verb not in FOLLOW_UP_TRANSITIONS[follow_up.state]:
        state = follow_up.get_state_display()
        raise Denied(f"事项现在是“{state}”，不能{label}。可能有人刚刚办理过，请刷新页面查看。")


def can_plan_topic(user: User, area: Area, team: Team | None) -> None:
    """Staff put topics on the list of their own area, and of teams that their area manages."""
    if not scope_of(user).is_staff_for(area):
        raise Denied(f"{area.full_name}的议题由该单位登记。")
    can_plan_for_team(user, team)


def manages_topic(user: User, topic: Topic) -> bool:
    """Whether `user` works for the topic's area, or for a unit of its team."""
    return any(scope_of(user).is_staff_for(area) for area in _sides(topic))


def can_edit_topic(user: User, topic: Topic) -> None:
    """Its own side changes a topic until it is closed or dropped."""
    if not manages_topic(user, topic):
        raise Denied(f"议题由{topic.area.full_name}办理。")
    if topic.state in (TopicState.CLOSED, TopicState.DROPPED):
        raise Denied(f"议题“{topic.get_state_display()}”，不能再改。")


def can_move_topic(user: User, topic: Topic, verb: str) -> None:
    """Its own side moves it on: study, discuss, supervise, close. There is something to supervise, and it is done at the end."""
    label = TOPIC_VERBS[verb]
    if not manages_topic(user, topic):
        raise Denied(f"“{label}”由{topic.area.full_name}办理。")
    if verb not in TOPIC_TRANSITIONS[topic.state]:
        raise Denied(f"议题现在是“{topic.get_state_display()}”，不能{label}。可能有人刚刚办理过，请刷新页面查看。")
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
