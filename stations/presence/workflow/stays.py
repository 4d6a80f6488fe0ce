"""How long a deputy stays: checking out by a button, by the keeper, and by itself when nobody has."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from stations.presence import policies
from stations.presence.enums import DepartureWay
from stations.presence.models import CheckIn
from stations.presence.workflow.sealing import areas_of, seal_first
from yunhe.accounts.models import User
from yunhe.audit.record import record, record_many
from yunhe.kit.refusals import Denied, Refused
from yunhe.kit.verbs import verb

CLOSING = time(18)  # stations close; who has not checked out by then is checked out automatically
AT_MOST = 2000
RELATED = ("station__organising_area", "activity__organising_area", "deputy__origin", "deputy__residence")


def _closing_of(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, CLOSING))


@verb(CheckIn.objects.select_related(*RELATED), policies.can_check_out)
def check_out(check_in: CheckIn, *, by: User, at: datetime | None = None) -> CheckIn:
    """End the stay of `check_in`: by the deputy now, by the keeper now or at the true time `at`.

    Errors: Denied, Refused for a moment that cannot be. Side effects: the CheckIn; one audit event, after those of the check-in where they still waited.
    """
    now = timezone.now()
    is_keeper = policies.keeps_place_of(by, check_in) and check_in.deputy.user_id != by.pk
    if at is not None and not is_keeper:
        raise Denied("离开时间由站点负责人补登。")
    left_at = at or now
    if left_at > now + policies.CLOCKS_DIFFER:
        raise Refused({"at": "离开时间不能晚于现在。"})
    if left_at < check_in.at:
        raise Refused({"at": f"离开时间不能早于签到时间 {timezone.localtime(check_in.at):%m月%d日 %H:%M}。"})
    if left_at - check_in.at > timedelta(hours=24):
        raise Refused({"at": "一次签到的停留不能超过一天，请核对离开时间。"})
    seal_first(check_in)
    check_in.left_at, check_in.left_noted_by = left_at, by.display_name
    check_in.left_way = DepartureWay.KEEPER if is_keeper else DepartureWay.SELF
    check_in.save(update_fields=["left_at", "left_noted_by", "left_way"])
    changes = {"离开时间": [None, f"{timezone.localtime(left_at):%Y-%m-%d %H:%M}"]}
    record("stations.check_out", "签退", check_in, by=by, changes=changes, areas=areas_of(check_in))
    return check_in


def _ends_at(check_in: CheckIn, later: list[datetime]) -> datetime:
    """Return when a stay that nobody ended is over: the activity's end, else closing time; before the next check-in elsewhere."""
    end = check_in.activity.ends_at if check_in.activity else _closing_of(timezone.localdate(check_in.at))
    return max(check_in.at, min([end, *later]))


@transaction.atomic
def close_stays(now: datetime | None = None, at_most: int = AT_MOST) -> int:
    """Check out everybody whose activity has ended or whose station has closed, marked as automatic; return how many.

    The stay ends with the activity or at 18:00, or with the deputy's next check-in elsewhere that day; one begun after
    closing time counts no stay. Side effects: row locks, the check-ins, one audit event each.
    """
    now = now or timezone.now()
    day = timezone.localdate(now)
    closed = _closing_of(day)
    before = closed if now >= closed else timezone.make_aware(datetime.combine(day, time.min))
    over = Q(activity__ends_at__lte=now) | Q(activity=None, at__lt=before)
    open_ones = CheckIn.objects.still_there().filter(over)
    locked = open_ones.select_for_update(of=("self",), skip_locked=True).select_related(*RELATED)
    check_ins = list(locked.order_by("pk")[:at_most])
    if not check_ins:
        return 0
    deputies = {one.deputy_id for one in check_ins}
    since = min(one.at for one in check_ins)
    others = CheckIn.objects.standing().filter(deputy__in=deputies, at__gt=since).order_by("at")
    moments: dict[int, list[datetime]] = {}
    for deputy_id, at in others.values_list("deputy_id", "at"):
        moments.setdefault(deputy_id, []).append(at)
    entries = []
    for one in check_ins:
        seal_first(one)
        same_day = timezone.localdate(one.at)
        later = [at for at in moments.get(one.deputy_id, []) if at > one.at and timezone.localdate(at) == same_day]
        one.left_at, one.left_way, one.left_noted_by = _ends_at(one, later), DepartureWay.AUTOMATIC, "系统"
        said = f"{timezone.localtime(one.left_at):%Y-%m-%d %H:%M}"
        paths = {area.path for area in areas_of(one) if area.path}
        entries.append((one.pk, str(one), {"离开时间": [None, said]}, paths))
    CheckIn.objects.bulk_update(check_ins, ["left_at", "left_way", "left_noted_by"], batch_size=500)
    return record_many("stations.check_out_automatically", "自动签退", CheckIn, entries)
