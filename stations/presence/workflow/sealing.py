"""How scans come into the audit trail, in batches.

200 phones check in at one moment, and each would pay for its event. Therefore a scan keeps what the trail must hear (who,
from where, when) in its own row, in the same transaction: nothing can be lost. A sweep writes what waits, many at once, and
clears it from the row. Whoever changes a check-in in another way seals it first, so that the trail tells the story in order.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from stations.presence.models import CheckIn
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import Act, record_acts, request_facts

AT_MOST = 2000  # check-ins in one transaction
PLACES = ("deputy__origin", "deputy__residence", "station__organising_area", "activity__organising_area")
LABELS = {"stations.check_in": "签到", "stations.check_out": "签退"}


def areas_of(check_in: CheckIn) -> list[Area]:
    """Return the areas that a check-in concerns: of the place, and the deputy's two."""
    places = [place.organising_area for place in (check_in.station, check_in.activity) if place]
    return [area for area in (*places, check_in.deputy.origin, check_in.deputy.residence) if area]


def act_of(verb: str, *, by: User) -> dict:
    """Return what the row keeps of one act until it is sealed."""
    facts = request_facts.get()
    return {
        "verb": verb,
        "at": timezone.now().isoformat(),
        "actor_id": by.pk,
        "actor": by.display_name,
        "ip": facts.get("ip"),
        "request_id": facts.get("request_id", ""),
    }


def _acts(check_in: CheckIn) -> Iterable[Act]:
    paths = {area.path for area in areas_of(check_in) if area.path}
    for kept in check_in.unsealed or []:
        is_coming = kept["verb"] == "stations.check_in"
        moment = check_in.at if is_coming else check_in.left_at
        changes = {"签到时间" if is_coming else "离开时间": [None, _minute(moment)]}
        if is_coming:
            changes["方式"] = [None, str(check_in.get_way_display())]
            if check_in.uploaded_at:
                changes["离线补传"] = [None, _minute(check_in.uploaded_at)]
        yield Act(
            verb=kept["verb"],
            label=LABELS[kept["verb"]],
            object_id=str(check_in.pk),
            object_label=str(check_in),
            paths=paths,
            changes=changes,
            actor_id=kept["actor_id"],
            actor=kept["actor"],
            ip=kept["ip"],
            request_id=kept["request_id"],
        )


def _minute(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else ""


def _seal(check_ins: list[CheckIn]) -> None:
    record_acts(CheckIn, [act for check_in in check_ins for act in _acts(check_in)])
    CheckIn.objects.filter(pk__in=[check_in.pk for check_in in check_ins]).update(unsealed=None)
    for check_in in check_ins:
        check_in.unsealed = None


def seal_first(check_in: CheckIn) -> None:
    """Seal what still waits of one locked check-in. Side effects: its audit events, the row."""
    if check_in.unsealed:
        _seal([check_in])


@transaction.atomic
def seal_check_ins(at_most: int = AT_MOST) -> list[int]:
    """Put what waits of up to `at_most` check-ins into the audit trail, oldest first; return the keys of new check-ins.

    Rows that somebody changes at this moment wait for the next sweep. Side effects: row locks, one audit event for
    each act, the rows.
    """
    waiting = CheckIn.objects.unsealed().select_for_update(of=("self",), skip_locked=True).select_related(*PLACES)
    check_ins = list(waiting.order_by("pk")[:at_most])
    new = [one.pk for one in check_ins if any(act["verb"] == "stations.check_in" for act in one.unsealed)]
    if check_ins:
        _seal(check_ins)
    return new
