"""What home offices are told of their deputies who took part elsewhere."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from stations.presence.models import CheckIn
from yunhe.accounts.enums import Role
from yunhe.kit.words import day, listed
from yunhe.notices.telling import Message, holders


def of_guests(check_ins: Iterable[CheckIn]) -> Iterator[Message]:
    """Yield one notice for each home unit: once an activity, however long it lasts, or once a station and day."""
    groups: dict[str, list[CheckIn]] = {}
    for check_in in check_ins:
        if check_in.is_away:
            groups.setdefault(_key(check_in), []).append(check_in)
    for key, guests in groups.items():
        first = guests[0]
        unit, place, on = first.deputy.origin.unit, first.place, timezone.localtime(first.at)
        names = listed(dict.fromkeys(one.deputy.name for one in guests[:5]))
        more = f"等 {len(guests)} 人" if len(guests) > 5 else ""
        yield Message(
            holders(unit, Role.OFFICE_STAFF),
            key=key,
            kind="activity",
            title=f"本单位代表在外单位参加：{place}",
            body=f"{names}{more}代表{day(on)}在{place.organising_area.full_name}签到，已计入履职档案。后来的名单点开查看。",
            url=f"{reverse('presence:check-in-list')}?{urlencode({**_narrowed(first), 'origin': unit.pk})}",
        )


def _key(check_in: CheckIn) -> str:
    unit_id = check_in.deputy.origin.unit_id
    if check_in.activity_id:
        return f"guest-{unit_id}-activity{check_in.activity_id}-"
    return f"guest-{unit_id}-station{check_in.station_id}-{timezone.localtime(check_in.at):%Y%m%d}"


def _narrowed(check_in: CheckIn) -> dict[str, object]:
    if check_in.activity_id:
        return {"activity": check_in.activity_id}
    on = f"{timezone.localtime(check_in.at):%Y-%m-%d}"
    return {"station": check_in.station_id, "since": on, "until": on}
