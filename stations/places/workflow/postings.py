"""Writing which deputies are posted at a station."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from stations.places import policies
from stations.places.models import Posting, Station
from stations.places.workflow.tree import ROWS
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.changes import made
from yunhe.kit.moves import locked
from yunhe.kit.refusals import required
from yunhe.kit.verbs import verb


@transaction.atomic
def post_deputies(station: Station, deputies: Iterable[Deputy], *, by: User, begins_on: date) -> list[Posting]:
    """Have deputies serve at a station from `begins_on`; all or none. Those who are posted there already stay as they are.

    Errors: Denied (also a deputy out of office). Side effects: one Posting and one audit event a deputy.
    """
    station = locked(ROWS, station)
    posted = set(Posting.objects.open().filter(station=station).values_list("deputy_id", flat=True))
    new = []
    for deputy in deputies:
        policies.can_post_deputy(by, station, deputy)
        if deputy.pk not in posted:
            posted.add(deputy.pk)
            new.append(deputy)
    return [_post(station, deputy, by=by, begins_on=begins_on) for deputy in new]


def post_received(station: Station, deputy: Deputy, *, by: User, begins_on: date) -> Posting:
    """Let a deputy whom the community of `station` has received serve there; who serves there already goes on.

    Asks no policy: whoever may receive the deputy decides. Side effects: one Posting and one audit event.
    """
    known = Posting.objects.open().filter(station=station, deputy=deputy).first()
    return known or _post(station, deputy, by=by, begins_on=begins_on)


def _post(station: Station, deputy: Deputy, *, by: User, begins_on: date) -> Posting:
    posting = made(Posting(deputy=deputy, station=station, begins_on=begins_on, posted_by=by.display_name))
    areas = [*station.sides, deputy.origin, deputy.residence]
    changes = {"驻站": ["", f"自 {begins_on} 起驻{station}"]}
    record("stations.post_deputy", "安排驻站", deputy, by=by, changes=changes, areas=areas)
    return posting


@verb(
    Posting.objects.select_related(
        "station__organising_area", "station__location_area", "deputy__origin", "deputy__residence"
    ),
    policies.can_end_posting,
)
def end_posting(posting: Posting, *, by: User, reason: str, on: date | None = None) -> Posting:
    """End a posting today or on `on`. Errors: Denied, Refused without a reason. Side effects: the Posting, one audit event."""
    return close_posting(posting, by=by, reason=required(reason, "请写明结束驻站的原因。", field="reason"), on=on)


def close_posting(posting: Posting, *, by: User, reason: str, on: date | None = None) -> Posting:
    """Write the end of a locked posting; asks no policy, so that a registration that moves on may take postings along.

    Side effects: the Posting, one audit event. A posting that has not begun ends on the day on which it would have begun.
    """
    posting.ends_on = max(on or timezone.localdate(), posting.begins_on)
    posting.end_reason, posting.ended_by = reason.strip()[:120], by.display_name
    posting.save(update_fields=["ends_on", "end_reason", "ended_by"])
    areas = [*posting.station.sides, posting.deputy.origin, posting.deputy.residence]
    changes = {"驻站": [f"驻{posting.station}", f"{posting.ends_on} 结束"]}
    record("stations.end_posting", "结束驻站", posting.deputy, by=by, changes=changes, reason=reason, areas=areas)
    return posting
