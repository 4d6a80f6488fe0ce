"""Reads for the ledger's pages and for the parts that count it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.ledger.clocks import reminder_on
from liaison.ledger.enums import UNFINISHED, EntryState
from liaison.ledger.facts import facts_of, standing_facts
from liaison.ledger.models import LedgerEntry, LedgerRound, RegisterKeeper
from liaison.ledger.periods import Half
from liaison.registration.models import Registration
from stations.presence.models import CheckIn
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.areas.querysets import within_q
from yunhe.kit.words import average
from yunhe.trail import queries as trail

NUMBERS = {
    "expected": Count("pk"),
    "open": Count("pk", filter=Q(state=EntryState.OPEN)),
    "confirmed": Count("pk", filter=Q(state=EntryState.CONFIRMED)),
    "locked": Count("pk", filter=Q(state=EntryState.LOCKED)),
}


def _by_origin(lines: QuerySet[LedgerEntry], opened: LedgerRound) -> QuerySet[LedgerEntry, dict[str, Any]]:
    """Return the numbers of a round among `lines`, a row an origin unit."""
    waiting = UNFINISHED if opened.has_closed else ()
    late = Count("pk", filter=Q(state__in=waiting))
    rows = lines.filter(round=opened).counted().order_by("origin__order", "origin__code")  # type: ignore[attr-defined]
    return rows.values("origin_id", "origin__name").annotate(
        **NUMBERS, late=late, filled=Coalesce(Sum("completeness"), 0)
    )


def by_origin(opened: LedgerRound, user: User) -> list[dict[str, Any]]:
    """Return the round's numbers per origin unit in scope: {"origin_id", "origin__name", "expected", "open", …, "late"}."""
    return [_with_fullness(row) for row in _by_origin(LedgerEntry.objects.visible_to(user), opened)]


def completeness(opened: LedgerRound, units: Iterable[Area]) -> list[dict[str, Any]]:
    """Return how far the round is for each of the origin `units`, in their order; one query, no scope.

    {"unit": Area, "expected": lines, "open": not confirmed, "confirmed": wait for the countersign, "locked": countersigned,
    "late": unfinished after the round has closed, "fullness": mean completeness in %}
    """
    known = list(units)
    counted = {row["origin_id"]: row for row in _by_origin(LedgerEntry.objects.filter(origin__in=known), opened)}
    nothing = dict.fromkeys((*NUMBERS, "late", "filled"), 0)
    return [_with_fullness({**nothing, **counted.get(unit.pk, {}), "unit": unit}) for unit in known]


def _with_fullness(row: dict[str, Any]) -> dict[str, Any]:
    """Return `row` with the mean completeness of its lines, "" of none."""
    return {**row, "fullness": average(row["filled"], row["expected"], of_nothing="")}


def not_yet_in(opened: LedgerRound, user: User) -> QuerySet[Deputy]:
    """Return the deputies in the scope of `user` who live elsewhere and are in no line of a round that is still open.

    The daily job takes them in (liaison.ledger.jobs); until then the page says so.
    """
    if opened.has_closed:
        return Deputy.objects.none()
    known = LedgerEntry.objects.filter(round=opened).values("deputy")
    living = Deputy.objects.visible_to(user).serving().living_elsewhere()
    return living.exclude(pk__in=known).order_by("name_pinyin", "pk")


def rounds_for(user: User) -> list[dict[str, Any]]:
    """Return every round with its numbers in scope, newest first; two queries."""
    counted = {
        row["round_id"]: row
        for row in LedgerEntry.objects.visible_to(user).counted().order_by().values("round_id").annotate(**NUMBERS)
    }
    rows = []
    for opened in LedgerRound.objects.all():
        row = counted.get(opened.pk, dict.fromkeys(NUMBERS, 0))
        late = row["open"] + row["confirmed"] if opened.has_closed else 0
        rows.append({"round": opened, **row, "late": late})
    return rows


def halves_to_open(user: User) -> list[Half]:
    """Return the half-years that the county office may open by hand today: this one and the last, while they have no round."""
    if not scope_of(user).is_county:
        return []
    present = Half.of(timezone.localdate())
    known = set(LedgerRound.objects.values_list("half", flat=True))
    return [half for half in (present, present.previous) if str(half) not in known]


def rounds_to_remind_of(on: date) -> list[LedgerRound]:
    """Return the rounds with a reminder that stands on `on` and a line that is not countersigned."""
    rounds = LedgerRound.objects.filter(pk__in=LedgerEntry.objects.incomplete().values("round"))
    return [opened for opened in rounds if reminder_on(opened.opened_on, opened.closes_on, on)]


def values_of(entry: LedgerEntry) -> dict[str, Any]:
    """Return what a line says: while it waits for the deputy, the file today with earlier corrections; then what was confirmed."""
    if entry.state == EntryState.OPEN:
        return standing_facts(facts_of(entry.deputy), entry.confirmed)
    return entry.confirmed or entry.facts


def file_to_move(entry: LedgerEntry) -> Registration | None:
    """Return the open dual-management file that a countersigned move to another unit leaves behind, or None."""
    file = entry.deputy.registrations.open().select_related("residence").first()
    return file if file and file.residence_id != entry.residence_id else None


def previous_entry(entry: LedgerEntry) -> LedgerEntry | None:
    """Return the deputy's last confirmed line before this round, with its round, or None."""
    return (
        LedgerEntry.objects.filter(deputy=entry.deputy_id, round__half__lt=entry.round.half, confirmed_at__isnull=False)
        .select_related("round")
        .order_by("-round__half")
        .first()
    )


def suggested_role(entry: LedgerEntry) -> str:
    """Return what the check-ins of the half-year say the deputy did, "" for none: 参加代表活动3次，到联络站2次。"""
    half = Half.parse(entry.round.half)
    begins, ends = (
        timezone.make_aware(datetime.combine(day, time.min)) for day in (half.first, half.last + timedelta(days=1))
    )
    done = CheckIn.objects.standing().filter(deputy=entry.deputy_id, at__gte=begins, at__lt=ends)
    numbers = done.aggregate(
        activities=Count("pk", filter=Q(activity__isnull=False)), stations=Count("pk", filter=Q(activity__isnull=True))
    )
    words = [("activities", "参加代表活动{}次"), ("stations", "到联络站{}次")]
    said = [text.format(numbers[key]) for key, text in words if numbers[key]]
    return f"{'，'.join(said)}。" if said else ""


def history_of(entry: LedgerEntry, user: User) -> list[dict[str, Any]]:
    """Return what has been done with a line, newest first, for the timeline; it begins with the opening of the round."""
    opened = {"at": entry.round.created_at, "title": "列入本轮", "by": entry.round.opened_by or "系统"}
    return [*trail.history_of(entry, user), opened]


def keepers_of(areas: Iterable[Area]) -> dict[int, User]:
    """Return the keeper of each unit's register by area id: the person named, else the office's first staff.

    Whoever has left the office or whose account is closed does not count. Two queries for any number of areas.
    """
    ids = [area.pk for area in areas]
    staff = (
        Appointment.objects.in_force()
        .filter(area__in=ids, role=Role.OFFICE_STAFF, user__is_active=True)
        .select_related("user")
        .order_by("begins_on", "pk")
    )
    named = dict(RegisterKeeper.objects.current().filter(area__in=ids).values_list("area_id", "user_id"))
    keepers: dict[int, User] = {}
    for held in staff:
        if held.area_id not in keepers or named.get(held.area_id) == held.user_id:
            keepers[held.area_id] = held.user
    return keepers


def registers_for(user: User) -> list[dict[str, Any]]:
    """Return the units in scope of an office with their keepers: {"area", "keeper", "named", "staff", "sheets", "former"}.

    named: the RegisterKeeper in force or None; keeper: who keeps the register in fact; staff: who could be named.
    """
    paths = scope_of(user).paths(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
    units = list(Area.objects.units().current().filter(within_q("", paths)).order_by("order", "code"))
    keepers = keepers_of(units)
    named = {row.area_id: row for row in RegisterKeeper.objects.current().filter(area__in=units).select_related("user")}
    former: dict[int, list[RegisterKeeper]] = {}
    for row in RegisterKeeper.objects.filter(area__in=units, until__isnull=False).select_related("user"):
        former.setdefault(row.area_id, []).append(row)
    staff: dict[int, list[User]] = {}
    appointments = Appointment.objects.in_force().filter(area__in=units, role=Role.OFFICE_STAFF, user__is_active=True)
    for held in appointments.select_related("user").order_by("begins_on", "pk"):
        staff.setdefault(held.area_id, []).append(held.user)
    newest = LedgerRound.objects.first()
    entries = LedgerEntry.objects.counted().filter(round=newest).order_by().values_list("origin_id")
    sheets = dict(entries.annotate(Count("pk"))) if newest else {}
    return [
        {
            "area": unit,
            "keeper": keepers.get(unit.pk),
            "named": named.get(unit.pk),
            "staff": staff.get(unit.pk, []),
            "sheets": sheets.get(unit.pk, 0),
            "former": former.get(unit.pk, []),
        }
        for unit in units
    ]
