"""Writing what a station keeps. Each verb locks the station, so that two people do not write over one another."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from stations.places import policies
from stations.places.enums import StaffPost
from stations.places.hours_rules import Span, Week, read_spans, write_spans
from stations.places.models import HoursException, OpeningInterval, Posting, Station, StationStaff
from stations.places.tasks import tell_of_keeper_request
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.audit.models import AuditEvent
from yunhe.audit.record import record
from yunhe.kit.changes import changes_of

HOURS_IN_WORDS = 120  # characters that Station.opening_hours holds


def _locked(station: Station) -> Station:
    rows = Station.objects.select_for_update(of=("self",)).select_related("organising_area", "location_area__unit")
    return rows.get(pk=station.pk)


def _sides(station: Station) -> list:
    return [station.organising_area, station.location_area]


@transaction.atomic
def set_hours(
    station: Station, *, by: User, days: Mapping[int, Iterable[Span]], keeps_holidays: bool = True
) -> Station:
    """Replace the weekly hours of a station. days: ISO weekday → spans that do not overlap. Errors: Denied.

    Side effects: the intervals; the station's hours in words, which lists and prints show; one audit event.
    """
    locked = _locked(station)
    policies.can_keep_station(by, locked)
    before = locked.opening_hours
    week = Week({day: tuple(sorted(spans)) for day, spans in days.items()}, {}, keeps_holidays)
    locked.opening_intervals.all().delete()
    OpeningInterval.objects.bulk_create(
        OpeningInterval(station=locked, weekday=day, opens=span.opens, closes=span.closes)
        for day, spans in week.days.items()
        for span in spans
    )
    locked.keeps_holidays = keeps_holidays
    locked.opening_hours = week.in_words()[:HOURS_IN_WORDS]
    locked.save(update_fields=["opening_hours", "keeps_holidays"])
    changes = {"开放时间": [before, locked.opening_hours]}
    record("stations.set_hours", "修改开放时间", locked, by=by, changes=changes, areas=_sides(locked))
    return locked


@transaction.atomic
def add_exception(station: Station, *, by: User, on: date, hours: str = "", note: str = "") -> HoursException:
    """Say that a station has other hours on one date, or is closed (hours ""). Errors: Denied, HoursRefused, ValidationError.

    Side effects: one HoursException, one audit event.
    """
    locked = _locked(station)
    policies.can_keep_station(by, locked)
    if on < timezone.localdate():
        raise Denied("这一天已经过去，不用再安排。")
    made = HoursException(station=locked, on=on, hours=write_spans(read_spans(hours)), note=note)
    made.full_clean()
    made.save()
    changes = {str(on): ["", made.hours or "不开放"]}
    record("stations.add_exception", "安排特别开放时间", locked, by=by, changes=changes, areas=_sides(locked))
    return made


@transaction.atomic
def remove_exception(exception: HoursException, *, by: User) -> None:
    """Take other hours of one date back. Errors: Denied. Side effects: the HoursException, one audit event."""
    locked = _locked(exception.station)
    policies.can_keep_station(by, locked)
    changes = {str(exception.on): [exception.hours or "不开放", ""]}
    exception.delete()
    record("stations.remove_exception", "取消特别开放时间", locked, by=by, changes=changes, areas=_sides(locked))


def _name_people(station: Station) -> None:
    """Write head and officers into the station's own fields, which lists, searches and notices read."""
    people = list(station.staff.order_by("post", "pk"))
    station.head_name = next((one.name for one in people if one.post == StaffPost.HEAD), "")
    station.liaison_officer = "、".join(one.name for one in people if one.post == StaffPost.OFFICER)[:40]
    station.save(update_fields=["head_name", "liaison_officer"])


@transaction.atomic
def save_staff(station: Station, *, by: User, person: StationStaff | None = None, **facts: Any) -> StationStaff:
    """Add somebody to the people of a station, or change `person`. Errors: Denied, ValidationError.

    facts: name, post, phone, phone_is_public. Side effects: the StationStaff, head and officers of the station, one audit event.
    """
    locked = _locked(station)
    policies.can_keep_station(by, locked)
    is_new = person is None
    saved = StationStaff(station=locked) if person is None else StationStaff.objects.get(pk=person.pk, station=locked)
    before = {name: getattr(saved, name) for name in facts}
    for name, value in facts.items():
        setattr(saved, name, value)
    saved.full_clean()
    saved.save()
    _name_people(locked)
    changes = {"站务人员": ["", str(saved)]} if is_new else changes_of(saved, before)
    label = "增加站务人员" if is_new else "修改站务人员"
    record("stations.save_staff", label, locked, by=by, changes=changes, areas=_sides(locked))
    return saved


@transaction.atomic
def remove_staff(person: StationStaff, *, by: User) -> None:
    """Take somebody off the people of a station. Errors: Denied. Side effects as save_staff."""
    locked = _locked(person.station)
    policies.can_keep_station(by, locked)
    changes = {"站务人员": [str(person), ""]}
    person.delete()
    _name_people(locked)
    record("stations.remove_staff", "移除站务人员", locked, by=by, changes=changes, areas=_sides(locked))


@transaction.atomic
def set_rules(station: Station, *, by: User, rules: str) -> Station:
    """Write the rules of a station. Errors: Denied. Side effects: the Station, one audit event."""
    locked = _locked(station)
    policies.can_keep_station(by, locked)
    before, locked.rules = locked.rules, rules.replace("\r\n", "\n").strip()
    if before == locked.rules:
        return locked
    locked.save(update_fields=["rules"])
    changes = {"工作制度": [f"{len(before)} 字", f"{len(locked.rules)} 字"]}
    record("stations.set_rules", "修改工作制度", locked, by=by, changes=changes, areas=_sides(locked))
    return locked


@transaction.atomic
def post_deputies(station: Station, deputies: Iterable[Deputy], *, by: User, begins_on: date) -> list[Posting]:
    """Have deputies serve at a station from `begins_on`; all or none. Those who are posted there already stay as they are.

    Errors: Denied (also a deputy out of office). Side effects: one Posting and one audit event a deputy.
    """
    locked = _locked(station)
    posted = set(Posting.objects.open().filter(station=locked).values_list("deputy_id", flat=True))
    made = []
    for deputy in deputies:
        policies.can_post_deputy(by, locked, deputy)
        if deputy.pk in posted:
            continue
        posting = Posting(deputy=deputy, station=locked, begins_on=begins_on, posted_by=by.display_name)
        posting.full_clean()
        posting.save()
        posted.add(deputy.pk)
        made.append(posting)
    for posting in made:
        areas = [*_sides(locked), posting.deputy.origin, posting.deputy.residence]
        changes = {"驻站": ["", f"自 {begins_on} 起驻{locked}"]}
        record("stations.post_deputy", "安排驻站", posting.deputy, by=by, changes=changes, areas=areas)
    return made


@transaction.atomic
def end_posting(posting: Posting, *, by: User, reason: str, on: date | None = None) -> Posting:
    """End a posting today or on `on`. Errors: Denied. Side effects: the Posting, one audit event."""
    locked = (
        Posting.objects.select_for_update(of=("self",))
        .select_related("station__organising_area", "station__location_area", "deputy__origin", "deputy__residence")
        .get(pk=posting.pk)
    )
    policies.can_end_posting(by, locked)
    if not reason.strip():
        raise Denied("请写明结束驻站的原因。")
    return close_posting(locked, by=by, reason=reason, on=on)


def close_posting(posting: Posting, *, by: User, reason: str, on: date | None = None) -> Posting:
    """Write the end of a locked posting; asks no policy, so that a file that moves on may take postings along.

    Side effects: the Posting, one audit event. A posting that has not begun ends on the day on which it would have begun.
    """
    posting.ends_on = max(on or timezone.localdate(), posting.begins_on)
    posting.end_reason, posting.ended_by = reason.strip()[:120], by.display_name
    posting.save(update_fields=["ends_on", "end_reason", "ended_by"])
    areas = [*_sides(posting.station), posting.deputy.origin, posting.deputy.residence]
    changes = {"驻站": [f"驻{posting.station}", f"{posting.ends_on} 结束"]}
    record("stations.end_posting", "结束驻站", posting.deputy, by=by, changes=changes, reason=reason, areas=areas)
    return posting


@transaction.atomic
def ask_keeper(station: Station, *, by: User, name: str, note: str = "") -> AuditEvent:
    """Ask the system administrators for an account of the keeper `name` of a point. Errors: Denied.

    Side effects: one audit event, which is the request; on commit one message, which tells the administrators.
    """
    locked = _locked(station)
    policies.can_ask_keeper(by, locked)
    reason = f"{name.strip()}（{note.strip()}）" if note.strip() else name.strip()
    event = record("stations.ask_keeper", "申请开通负责人账号", locked, by=by, reason=reason, areas=_sides(locked))
    transaction.on_commit(lambda: tell_of_keeper_request.delay(event.pk))
    return event
