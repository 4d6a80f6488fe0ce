"""What people are told of activities, invitations, minutes and follow-ups."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities.enums import ActivityState, FollowUpState, InvitationState
from stations.activities.models import Activity, FollowUp, Invitation, Minutes
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.areas.enums import POINTS, AreaKind
from yunhe.areas.models import Area
from yunhe.kit.words import day
from yunhe.notices.telling import Message, holders

AHEAD = timedelta(days=3)  # the first reminder of a follow-up
MY_INVITATIONS = "activities:my-invitations"


def _accounts(deputies: QuerySet[Deputy]) -> QuerySet[User]:
    return User.objects.filter(is_active=True, deputy__in=deputies)


def _invited(activity: Activity, *states: str) -> QuerySet[User]:
    """Return the active accounts of the deputies invited to `activity` whose answer is one of `states`."""
    invited = activity.invitations.filter(state__in=states or InvitationState.values)
    return _accounts(Deputy.objects.filter(pk__in=invited.values("deputy_id")))


def of_invitation(activity: Activity) -> Iterator[Message]:
    """Everybody who is invited."""
    closes = timezone.localtime(activity.sign_up_closes_at)
    limit = f"名额 {activity.capacity} 人，额满候补。" if activity.capacity else ""
    yield Message(
        _invited(activity),
        key=f"invite-{activity.pk}",
        kind="activity",
        title=f"邀请您参加：{activity.title}",
        body=f"{activity.times_label}，{activity.where}，{activity.organising_area.name}组织。{limit}"
        f"请在 {closes:%m月%d日 %H:%M} 前答复。",
        url=reverse(MY_INVITATIONS),
    )


def of_taking_back(activity: Activity, deputies: Sequence[int], at: str) -> Iterator[Message]:
    """Those whose invitation was taken back."""
    people = Deputy.objects.filter(pk__in=deputies, user__is_active=True).select_related("user")
    yield Message(
        [deputy.user for deputy in people],
        key=f"invite-back-{activity.pk}-{at}",
        kind="activity",
        title=f"邀请已撤回：{activity.title}",
        body=f"{activity.organising_area.name}撤回了这次邀请，您不用答复。",
        url=reverse(MY_INVITATIONS),
    )


def of_change(activity: Activity) -> Iterator[Message]:
    """Those who were invited and have not declined, that it is changed or cancelled; once for each change."""
    is_off = activity.state == ActivityState.CANCELLED
    when = f"{activity.times_label}，{activity.where}"
    yield Message(
        _invited(activity, InvitationState.INVITED, InvitationState.COMING, InvitationState.WAITING),
        key=f"activity-change-{activity.pk}-{activity.revision}",
        kind="activity",
        title=f"{'活动取消' if is_off else '活动有变动'}：{activity.title}",
        body=f"原定{when}。原因：{activity.cancel_reason}"
        if is_off
        else f"现在是{when}，{activity.organising_area.name}组织。不能到的请尽早请假。",
        url=reverse(MY_INVITATIONS),
        is_urgent=is_off,
    )


def of_place(invitation: Invitation) -> Iterator[Message]:
    """A deputy who waited in line, that there is a place now."""
    activity = invitation.activity
    yield Message(
        _accounts(Deputy.objects.filter(pk=invitation.deputy_id)),
        key=f"invite-place-{invitation.pk}",
        kind="activity",
        title=f"候补成功：{activity.title}",
        body=f"有人请假，名额给您了。{activity.times_label}，{activity.where}。不能到的请尽早请假。",
        url=reverse(MY_INVITATIONS),
    )


def of_coming(activity: Activity, days: int) -> Iterator[Message]:
    """Those who come, and those who have not answered, `days` days before."""
    yield Message(
        _invited(activity, InvitationState.COMING, InvitationState.INVITED),
        key=f"invite-{activity.pk}-{activity.starts_at:%Y%m%d}-{days}",
        kind="activity",
        title=f"活动提醒：{activity.title}",
        body=f"{activity.times_label}，{activity.where}。还没有答复的请尽快答复，到场请扫活动码签到。",
        url=reverse(MY_INVITATIONS),
    )


def of_minutes(minutes: Minutes) -> Iterator[Message]:
    """Everybody invited or present, once for each time that the minutes are published."""
    activity = minutes.activity
    invited, present = activity.invitations.all(), activity.check_ins.standing()
    there = Q(pk__in=invited.values("deputy_id")) | Q(pk__in=present.values("deputy_id"))
    again = f"（第 {minutes.edition} 次印发，以这一次为准）" if minutes.edition > 1 else ""
    agreed = f"议定事项：{minutes.agreed.splitlines()[0][:60]}" if minutes.agreed.strip() else "请点开阅读。"
    yield Message(
        _accounts(Deputy.objects.filter(there)),
        key=f"minutes-{activity.pk}-{minutes.edition}",
        kind="activity",
        title=f"活动纪要：{activity.title}",
        body=f"{activity.times_label}的活动纪要已印发{again}。{agreed}",
        url=minutes.get_absolute_url(),
    )


def _staff_of(area: Area | None) -> list[User]:
    """Return the active people who work for `area`: a point's keepers, a unit's office, the county office."""
    if area is None:
        return []
    roles = {AreaKind.COUNTY: Role.COUNTY_OFFICE, **dict.fromkeys(POINTS, Role.POINT_KEEPER)}
    return holders(area, roles.get(AreaKind(area.kind), Role.OFFICE_STAFF))


def _owners_of(follow_up: FollowUp) -> list[User]:
    """Return the active accounts of those who have to do it; nobody for somebody outside."""
    user = follow_up.owner_deputy.user if follow_up.owner_deputy else None
    return [*_staff_of(follow_up.owner_area), *([user] if user and user.is_active else [])]


def _about(
    follow_up: FollowUp,
    what: str,
    to: list[User],
    title: str,
    body: str,
    *,
    is_urgent: bool = False,
    but: int | None = None,
) -> Message:
    """Return a message whose key lets a day that is moved, and a thing that is taken up again, be told anew."""
    return Message(
        to,
        key=f"follow-up-{follow_up.pk}-{follow_up.reopened}-{follow_up.due_on:%Y%m%d}-{what}",
        kind="follow-up",
        title=f"{title}：{follow_up.title}",
        body=body,
        url=follow_up.get_absolute_url(),
        is_urgent=is_urgent,
        but=but,
    )


def of_follow_up(follow_up: FollowUp) -> Iterator[Message]:
    """The owners, when it is given to them, changed or taken up again."""
    source = f"来自活动“{follow_up.activity}”。" if follow_up.activity else ""
    body = f"{follow_up.area.full_name}交办，{day(follow_up.due_on)}前完成。{source}{follow_up.detail[:200]}"
    title = "重新跟进" if follow_up.reopened else "请您跟进"
    yield _about(follow_up, "given", _owners_of(follow_up), title, body)


def of_closed_follow_up(follow_up: FollowUp, by_id: int) -> Iterator[Message]:
    """The result to those who had it done, the dropping to those who had it to do; not the one who closed it."""
    if follow_up.state == FollowUpState.DONE:
        body = f"{follow_up.owner_label}：{follow_up.result[:200]}"
        yield _about(follow_up, follow_up.state, _staff_of(follow_up.area), "已完成", body, but=by_id)
    else:
        body = f"原因：{follow_up.drop_reason}"
        yield _about(follow_up, follow_up.state, _owners_of(follow_up), "不用再办", body, but=by_id)


def reminder_stage(follow_up: FollowUp, on: date) -> str:
    """Return which reminder is due `on` that day: "ahead", "today", "late-1" (first week late), "late-2", … or "".

    Calendar days, as the form of a follow-up promises.
    """
    left = follow_up.due_on - on
    if left < timedelta(0):
        return f"late-{(-left.days - 1) // 7 + 1}"
    if not left:
        return "today"
    known_on = timezone.localtime(follow_up.created_at).date()
    return "ahead" if left <= AHEAD and known_on <= follow_up.due_on - AHEAD else ""


def of_due_follow_up(follow_up: FollowUp, on: date) -> Iterator[Message]:
    """The reminder that is due `on` that day; what is late is told to those who had it done too."""
    stage = reminder_stage(follow_up, on)
    if not stage:
        return
    people, is_late = _owners_of(follow_up), stage.startswith("late")
    said = f"已逾期 {(on - follow_up.due_on).days} 天" if is_late else {"today": "今天到期"}.get(stage, "快到期了")
    if is_late:
        people += _staff_of(follow_up.area)
    body = f"期限 {day(follow_up.due_on)}，责任人：{follow_up.owner_label}，{follow_up.area.full_name}交办。办好的请登记完成情况。"
    yield _about(follow_up, stage, people, f"后续事项{said}", body, is_urgent=is_late)
