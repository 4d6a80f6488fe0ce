"""Work that a Celery worker does for one code, reception day or swap. Tasks take primary keys only and may run twice."""

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from stations import notifications
from stations.drawing import draw, draw_many
from stations.enums import ActivityState, InvitationState
from stations.keeping import tasks as keeping
from stations.models import Activity, CheckIn, Code, DutyShift, Invitation, ShiftSwap
from stations.proceedings import tasks as proceedings
from yunhe.notices.tasks import deliver

__all__ = ["keeping", "proceedings"]  # Celery looks for the packages' tasks here

RENDERED_TOGETHER = 50  # codes in one message: their files wait for the disk together


@shared_task(acks_late=True)
def render_code(code_id: int) -> bool:
    """Draw the pictures of one code; idempotent. Returns whether anything was drawn."""
    code = Code.objects.select_related("station", "deputy", "activity").filter(pk=code_id).first()
    return draw(code) if code else False


@shared_task(acks_late=True)
def render_codes(ids: list[int]) -> int:
    """Draw the pictures of several codes; idempotent. Returns how many were drawn."""
    return draw_many(Code.objects.select_related("station", "deputy", "activity").filter(pk__in=ids).order_by("pk"))


@shared_task(acks_late=True)
def tell_of_shift(shift_id: int) -> int:
    """Tell deputies and keepers of a coming reception day; returns how many notices were new.

    The key names the day, so a day that moves is told again, and a deputy who takes over gets a notice of one's own.
    """
    related = ("station__organising_area", "station__location_area")
    shift = DutyShift.objects.coming().select_related(*related).filter(pk=shift_id).first()
    if shift is None:
        return 0
    to_deputies, to_keepers = notifications.of_shift(shift)
    key, new = f"shift-{shift.pk}-{shift.on}", 0
    for (people, title, body), url in (
        (to_deputies, reverse("stations:my-shifts")),
        (to_keepers, shift.get_absolute_url()),
    ):
        new += deliver(people, key=key, kind="duty", title=title, body=body, url=url)
    return new


@shared_task(acks_late=True)
def tell_of_swap(swap_id: int) -> int:
    """Tell of a swap as it stands now; returns how many notices were new."""
    related = ("duty__shift__station__organising_area", "asked_by__user", "colleague__user")
    swap = ShiftSwap.objects.select_related(*related).filter(pk=swap_id).first()
    if swap is None:
        return 0
    people, title, body = notifications.of_swap(swap)
    key = f"swap-{swap.pk}-{swap.state}"
    return deliver(people, key=key, kind="duty", title=title, body=body, url=reverse("stations:my-shifts"))


@shared_task(acks_late=True)
def tell_of_invitations(activity_id: int) -> int:
    """Tell everybody who is invited to a planned activity; returns how many notices were new."""
    planned = Activity.objects.filter(state=ActivityState.PLANNED).select_related("organising_area", "station")
    activity = planned.filter(pk=activity_id).first()
    if activity is None:
        return 0
    title, body = notifications.of_invitation(activity)
    people = activity.invitations.filter(deputy__user__is_active=True).values_list("deputy__user_id", flat=True)
    url = reverse("stations:my-invitations")
    return deliver(people, key=f"invite-{activity.pk}", kind="activity", title=title, body=body, url=url)


@shared_task(acks_late=True)
def tell_of_change(activity_id: int) -> int:
    """Tell those who were invited and have not declined that an activity is changed or cancelled; once for each change."""
    rows = Activity.objects.exclude(state=ActivityState.HELD).select_related("organising_area", "station")
    activity = rows.filter(pk=activity_id, revision__gt=0, ends_at__gt=timezone.now()).first()
    if activity is None:
        return 0
    invited = activity.invitations.exclude(state=InvitationState.DECLINED).filter(deputy__user__is_active=True)
    title, body = notifications.of_change(activity)
    return deliver(
        invited.values_list("deputy__user_id", flat=True),
        key=f"activity-change-{activity.pk}-{activity.revision}",
        kind="activity",
        title=title,
        body=body,
        url=reverse("stations:my-invitations"),
        is_urgent=activity.state == ActivityState.CANCELLED,
    )


@shared_task(acks_late=True)
def tell_of_place(invitation_id: int) -> int:
    """Tell a deputy who waited in line that there is a place now; returns how many notices were new."""
    coming = Invitation.objects.filter(state=InvitationState.COMING, deputy__user__is_active=True)
    invitation = (
        coming.select_related("activity__station", "activity__organising_area", "deputy")
        .filter(pk=invitation_id)
        .first()
    )
    if invitation is None:
        return 0
    activity = invitation.activity
    return deliver(
        [invitation.deputy.user_id],
        key=f"invite-place-{invitation.pk}",
        kind="activity",
        title=f"候补成功：{activity.title}",
        body=f"有人请假，名额给您了。{activity.times_label}，{activity.where}。不能到的请尽早请假。",
        url=reverse("stations:my-invitations"),
    )


@shared_task(acks_late=True)
def remind_of_activity(activity_id: int, days: int) -> int:
    """Remind those who come, and those who have not answered, `days` days before; returns how many notices were new."""
    planned = Activity.objects.filter(state=ActivityState.PLANNED).select_related("organising_area", "station")
    activity = planned.filter(pk=activity_id).first()
    if activity is None:
        return 0
    concerned = activity.invitations.filter(
        state__in=[InvitationState.COMING, InvitationState.INVITED], deputy__user__is_active=True
    )
    return deliver(
        concerned.values_list("deputy__user_id", flat=True),
        key=f"invite-{activity.pk}-{activity.starts_at:%Y%m%d}-{days}",
        kind="activity",
        title=f"活动提醒：{activity.title}",
        body=f"{activity.times_label}，{activity.where}。还没有答复的请尽快答复，到场请扫活动码签到。",
        url=reverse("stations:my-invitations"),
    )


@shared_task(acks_late=True)
def tell_of_guests(check_in_ids: list[int]) -> int:
    """Tell home offices that their deputies took part elsewhere: once an activity, or once a station and day.

    Returns how many notices were new.
    """
    related = ("deputy__origin__unit", "station__organising_area__unit", "activity__organising_area__unit")
    check_ins = CheckIn.objects.standing().filter(pk__in=check_in_ids).select_related(*related).order_by("pk")
    groups: dict[tuple, list[CheckIn]] = {}
    for check_in in check_ins:
        if check_in.is_away:
            groups.setdefault(notifications.guest_key(check_in), []).append(check_in)
    new = 0
    for (unit_id, place, day), guests in groups.items():
        people, title, body, url = notifications.of_guests(guests)
        new += deliver(people, key=f"guest-{unit_id}-{place}-{day}", kind="activity", title=title, body=body, url=url)
    return new
