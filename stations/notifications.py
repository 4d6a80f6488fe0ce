"""Wording and recipients of what the stations app says. Nothing personal but deputies' names."""

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from stations.enums import ActivityState, StationKind, SwapState
from stations.models import Activity, CheckIn, DutyShift, ShiftSwap, Station
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User

Message = tuple[list[User], str, str]  # recipients, title, body


def keepers_of(station: Station) -> list[User]:
    """Return the active people who keep `station`: a point's keepers, else the office staff of its unit."""
    role = Role.POINT_KEEPER if station.kind == StationKind.POINT else Role.OFFICE_STAFF
    held = Appointment.objects.in_force().filter(area=station.organising_area, role=role, user__is_active=True)
    return [appointment.user for appointment in held.select_related("user")]


def of_shift(shift: DutyShift) -> tuple[Message, Message]:
    """Return what is said three days ahead: to the deputies on duty, and to the keepers who prepare the day."""
    people = list(shift.deputies.select_related("user").order_by("name_pinyin", "pk"))
    names = "、".join(person.name for person in people) or "尚未安排代表"
    topic = f"，主题：{shift.topic}" if shift.topic else ""
    users = [person.user for person in people if person.user_id]
    where = shift.station.address or shift.station.location_area.full_name
    return (
        (
            users,
            f"接待选民提醒：{shift.on.month}月{shift.on.day}日",
            f"{shift.times_label}，请到{shift.station}（{where}）接待选民{topic}。不能到的，请在手机上申请换班。",
        ),
        (
            keepers_of(shift.station),
            f"{shift.station}{shift.on.month}月{shift.on.day}日接待选民",
            f"{shift.times_label}，值班代表：{names}{topic}。请张贴接待通知。",
        ),
    )


def of_swap(swap: ShiftSwap) -> Message:
    """Return what is said about a swap, to the one whose turn it is or who waits for the answer; the keepers learn of changes."""
    shift = swap.duty.shift
    said = {
        SwapState.ASKED: (
            [swap.colleague],
            f"{swap.asked_by.name}代表请您接替值班",
            f"{shift.times_label}，{shift.station}。{swap.note}",
        ),
        SwapState.ACCEPTED: (
            [swap.asked_by],
            f"{swap.colleague.name}代表已同意接替值班",
            f"{shift.times_label}，{shift.station}改由{swap.colleague.name}代表值班。",
        ),
        SwapState.DECLINED: (
            [swap.asked_by],
            f"{swap.colleague.name}代表不能接替值班",
            f"{shift.times_label}，{shift.station}仍由您值班，可以另请同事。",
        ),
        SwapState.WITHDRAWN: (
            [swap.colleague],
            f"{swap.asked_by.name}代表收回了换班申请",
            f"{shift.times_label}，{shift.station}，您不用接替。",
        ),
    }
    people, title, body = said[SwapState(swap.state)]
    users = [person.user for person in people if person.user_id]
    if swap.state == SwapState.ACCEPTED:
        users += keepers_of(shift.station)
    return users, title, body


def of_invitation(activity: Activity) -> tuple[str, str]:
    """Return title and body of an invitation."""
    closes = timezone.localtime(activity.sign_up_closes_at)
    limit = f"名额 {activity.capacity} 人，额满候补。" if activity.capacity else ""
    return (
        f"邀请您参加：{activity.title}",
        f"{activity.times_label}，{activity.where}，{activity.organising_area.name}组织。{limit}"
        f"请在 {closes:%m月%d日 %H:%M} 前答复。",
    )


def guest_key(check_in: CheckIn) -> tuple[int, str, str]:
    """Return (home unit, place, day): what makes one notice of guests; an activity counts once however long it lasts."""
    day = f"{timezone.localtime(check_in.at):%Y%m%d}"
    if check_in.activity_id:
        return check_in.deputy.origin.unit_id, f"activity{check_in.activity_id}", ""
    return check_in.deputy.origin.unit_id, f"station{check_in.station_id}", day


def of_guests(check_ins: list[CheckIn]) -> tuple[list[User], str, str, str]:
    """Return recipients, title, body and address of the notice that deputies of one home unit were at one place."""
    first = check_ins[0]
    unit, place, on = first.deputy.origin.unit, first.place, timezone.localtime(first.at)
    held = Appointment.objects.in_force().filter(area=unit, role=Role.OFFICE_STAFF, user__is_active=True)
    names = "、".join(dict.fromkeys(one.deputy.name for one in check_ins[:5]))
    more = f"等 {len(check_ins)} 人" if len(check_ins) > 5 else ""
    narrowed = {"activity": first.activity_id} if first.activity_id else {"station": first.station_id}
    if not first.activity_id:
        narrowed |= {"since": f"{on:%Y-%m-%d}", "until": f"{on:%Y-%m-%d}"}
    query = urlencode({**narrowed, "origin": unit.pk})
    return (
        [appointment.user for appointment in held.select_related("user")],
        f"本单位代表在外单位参加：{place}"[:120],
        f"{names}{more}代表{on.month}月{on.day}日在{place.organising_area.full_name}签到，已计入履职档案。后来的名单点开查看。",
        f"{reverse('stations:check-in-list')}?{query}",
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
