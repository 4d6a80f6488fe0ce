"""What is said about activities, invitations, minutes and follow-ups, and to whom."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities.enums import ActivityState, FollowUpState
from stations.activities.models import Activity, FollowUp, Minutes
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.enums import POINTS, AreaKind
from yunhe.areas.models import Area


def of_invitation(activity: Activity) -> tuple[str, str]:
    """Return title and body of an invitation."""
    closes = timezone.localtime(activity.sign_up_closes_at)
    limit = f"名额 {activity.capacity} 人，额满候补。" if activity.capacity else ""
    return (
        f"邀请您参加：{activity.title}",
        f"{activity.times_label}，{activity.where}，{activity.organising_area.name}组织。{limit}"
        f"请在 {closes:%m月%d日 %H:%M} 前答复。",
    )


def of_change(activity: Activity) -> tuple[str, str]:
    """Return title and body of the notice that an activity has been changed or cancelled."""
    if activity.state == ActivityState.CANCELLED:
        return (
            f"活动取消：{activity.title}",
            f"原定{activity.times_label}，{activity.where}。原因：{activity.cancel_reason}",
        )
    return (
        f"活动有变动：{activity.title}",
        f"现在是{activity.times_label}，{activity.where}，{activity.organising_area.name}组织。不能到的请尽早请假。",
    )


AHEAD = timedelta(days=3)  # the first reminder of a follow-up


Message = tuple[list[User], str, str]  # recipients, title, body


def readers_of(activity: Activity) -> list[User]:
    """Return the active accounts of the deputies who were invited to `activity` or present at it."""
    present, invited = activity.check_ins.standing(), activity.invitations.all()
    people = Deputy.objects.filter(
        Q(pk__in=invited.values("deputy_id")) | Q(pk__in=present.values("deputy_id")), user__is_active=True
    )
    return [person.user for person in people.select_related("user")]


def of_minutes(minutes: Minutes) -> Message:
    """Return what is said when minutes are published."""
    activity = minutes.activity
    again = f"（第 {minutes.edition} 次印发，以这一次为准）" if minutes.edition > 1 else ""
    agreed = f"议定事项：{minutes.agreed.splitlines()[0][:60]}" if minutes.agreed.strip() else "请点开阅读。"
    title = f"活动纪要：{activity.title}"[:110]
    return readers_of(activity), title, f"{activity.times_label}的活动纪要已印发{again}。{agreed}"


def staff_of(area: Area | None) -> list[User]:
    """Return the active people who work for `area`: a point's keepers, a unit's office, the county office."""
    if area is None:
        return []
    roles = {AreaKind.COUNTY: Role.COUNTY_OFFICE, **dict.fromkeys(POINTS, Role.POINT_KEEPER)}
    role = roles.get(AreaKind(area.kind), Role.OFFICE_STAFF)
    held = Appointment.objects.in_force().filter(area=area, role=role, user__is_active=True)
    return [appointment.user for appointment in held.select_related("user")]


def owners_of(follow_up: FollowUp) -> list[User]:
    """Return the active accounts of those who have to do it; nobody for somebody outside."""
    user = follow_up.owner_deputy.user if follow_up.owner_deputy else None
    return [*staff_of(follow_up.owner_area), *([user] if user and user.is_active else [])]


def _due(follow_up: FollowUp) -> str:
    return f"{follow_up.due_on.month}月{follow_up.due_on.day}日"


def of_follow_up(follow_up: FollowUp) -> Message:
    """Return what the owners are told when it is given to them, or taken up again."""
    title = f"{'重新跟进' if follow_up.reopened else '请您跟进'}：{follow_up.title}"
    source = f"来自活动“{follow_up.activity}”。" if follow_up.activity else ""
    body = f"{follow_up.area.full_name}交办，{_due(follow_up)}前完成。{source}{follow_up.detail[:200]}"
    return owners_of(follow_up), title, body


def of_closed_follow_up(follow_up: FollowUp) -> Message:
    """Return what is said when it is closed: the result to those who had it done, the dropping to those who had it to do."""
    if follow_up.state == FollowUpState.DONE:
        body = f"{follow_up.owner_label}：{follow_up.result[:200]}"
        return staff_of(follow_up.area), f"已完成：{follow_up.title}", body
    return owners_of(follow_up), f"不用再办：{follow_up.title}", f"原因：{follow_up.drop_reason}"


def reminder_stage(follow_up: FollowUp, on: date) -> str:
    """Return which reminder is due `on` that day: "ahead", "today", "late-1" (first week late), "late-2", … or ""."""
    left = follow_up.due_on - on
    if left < timedelta(0):
        return f"late-{(-left.days - 1) // 7 + 1}"
    if not left:
        return "today"
    known_on = timezone.localtime(follow_up.created_at).date()
    return "ahead" if left <= AHEAD and known_on <= follow_up.due_on - AHEAD else ""


def of_reminder(follow_up: FollowUp, stage: str, on: date) -> Message:
    """Return a reminder; what is late is told to those who had it done too."""
    people, late = owners_of(follow_up), stage.startswith("late")
    said = f"已逾期 {(on - follow_up.due_on).days} 天" if late else {"today": "今天到期"}.get(stage, "快到期了")
    if late:
        people += staff_of(follow_up.area)
    body = f"期限 {_due(follow_up)}，责任人：{follow_up.owner_label}，{follow_up.area.full_name}交办。"
    return people, f"后续事项{said}：{follow_up.title}", f"{body}办好的请登记完成情况。"
