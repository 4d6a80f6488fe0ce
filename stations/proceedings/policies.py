"""Who may write what an activity plans, records and leaves to do. Each raises Denied with the reason in Chinese."""

from django.utils import timezone

from stations.enums import ActivityState
from stations.models import Activity, ActivityPhoto, Minutes
from stations.policies import can_edit_activity, can_run_activity
from stations.proceedings.enums import MINUTES_TRANSITIONS, MINUTES_VERBS, MinutesState
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied


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
