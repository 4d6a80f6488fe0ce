"""Deputies with mandates, residences, registrations and ledger entries; households with their pairs and visits."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.conf import settings
from django.utils import timezone

from deputies.mandates.models import CongressTerm, Mandate
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.demo.names import GIVEN, SURNAMES
from liaison.demo.province.places import County, Size, share, write, write_codes
from liaison.households.models import Household, HouseholdPair, head_digest
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from liaison.visits.enums import ContactWay, VisitOutcome
from liaison.visits.models import Visit
from stations.codes.enums import CodeKind
from stations.places.models import Posting
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.kit.copying import allocate_ids

STATES = (
    *(RegistrationState.CO_MANAGED,) * 7, RegistrationState.URGED, RegistrationState.SUBMITTED, RegistrationState.VERIFIED,
)  # fmt: skip
DEPUTY = (
    "id", "name", "name_pinyin", "name_initials", "gender", "origin_id", "home_village_id", "residence_id", "phone", "phone_digest",
    "user_id",
)  # fmt: skip
Living = tuple[int, int, int | None, int | None]  # deputy, origin, unit and point of residence


def write_people(counties: list[County], size: Size, random: Random) -> None:
    """Write the deputies, one in three of them living in another unit, and what follows from that."""
    today = timezone.localdate()
    terms = {unit: pk for county in counties for unit, pk in zip(
        county.units, allocate_ids(CongressTerm, len(county.units)), strict=True)}  # fmt: skip
    rows = ((pk, CongressLevel.TOWNSHIP, 18, today - timedelta(days=900), unit) for unit, pk in terms.items())
    write(CongressTerm, ("id", "level", "number", "begins_on", "area_id"), rows)
    living: list[Living] = []
    numbers = share(size.deputies, len(counties))
    for county, number in zip(counties, numbers, strict=True):
        people = list(_deputies(county, number, random))
        _accounts(people)
        write(Deputy, DEPUTY, (deputy for deputy, _ in people))
        living += [place for _, place in people]
    write(
        Mandate,
        ("deputy_id", "level", "term_id"),
        ((pk, CongressLevel.TOWNSHIP, terms[unit]) for pk, unit, *_ in living),
    )
    write_codes(CodeKind.DEPUTY, "deputy_id", (pk for pk, *_ in living))
    _postings(counties)
    _registrations([place for place in living if place[2] not in (None, place[1])], random)


def _deputies(county: County, number: int, random: Random) -> Iterator[tuple[list, Living]]:
    """Yield the deputies of `county`, with where each lives."""
    ids = allocate_ids(Deputy, number)
    county.deputies = ids
    for at, pk in enumerate(ids):
        origin = county.units[at % len(county.units)]
        home = random.choice(county.units) if random.random() < 0.33 else origin
        village, place = (
            random.choice(county.points[unit]) if county.points[unit] else None for unit in (origin, home)
        )
        said = random.choice(SURNAMES) + random.choice(GIVEN) + str(at % 10)
        phone = f"139{pk % 100_000_000:08d}"
        row = [pk, said, f"daibiao {pk}", "db", "male", origin, village, place, phone, f"{pk:064x}", None]
        yield row, (pk, origin, home, place)


def _accounts(people: list[tuple[list, Living]]) -> None:
    """Give every tenth deputy an account."""
    chosen = [row for row, _ in people[::10]]
    now, day = timezone.now(), timezone.localdate()
    names = ("id", "username", "name", "password", "must_change_password", "password_changed_at",
             "privacy_notice_version", "privacy_notice_at")  # fmt: skip
    for row, user in zip(chosen, allocate_ids(User, len(chosen)), strict=True):
        row[-1] = user
    write(
        User,
        names,
        (
            (row[-1], f"deputy-{row[0]}", row[1], "!", False, now, settings.PRIVACY_NOTICE_VERSION, now)
            for row in chosen
        ),
    )
    held = ((row[-1], Role.DEPUTY, row[5], day) for row in chosen)
    write(Appointment, ("user_id", "role", "area_id", "begins_on"), held)


def _postings(counties: list[County]) -> None:
    day = timezone.localdate() - timedelta(days=400)
    rows = (
        (deputy, county.stations[at % len(county.stations)], day, "县人大")
        for county in counties
        for at, deputy in enumerate(county.deputies)
    )
    write(Posting, ("deputy_id", "station_id", "begins_on", "posted_by"), rows)


def _registrations(away: list[Living], random: Random) -> None:
    """Write a registration and an entry of the running round for everybody who lives elsewhere."""
    now, today = timezone.now(), timezone.localdate()
    started = now - timedelta(days=300)
    names = ("deputy_id", "origin_id", "residence_id", "community_id", "state", "state_since", "due_on",
             "verified_at", "received_at", "created_at")  # fmt: skip

    def registrations() -> Iterator[tuple]:
        for deputy, origin, unit, point in away:
            state = random.choice(STATES) if point else RegistrationState.URGED
            done = started if state == RegistrationState.CO_MANAGED else None
            due = None if done else today + timedelta(days=random.randint(-60, 30))
            yield deputy, origin, unit, point, state, started, due, done, done, started

    write(Registration, names, registrations())
    half = f"{today.year}-H{1 if today.month < 7 else 2}"
    facts = {"opened_on": today - timedelta(days=20), "closes_on": today + timedelta(days=20)}
    newest, _ = LedgerRound.objects.get_or_create(half=half, defaults=facts)
    entries = ((newest.pk, deputy, origin, unit, point, EntryState.OPEN, {}) for deputy, origin, unit, point in away)
    write(
        LedgerEntry, ("round_id", "deputy_id", "origin_id", "residence_id", "community_id", "state", "facts"), entries
    )


def write_households(counties: list[County], size: Size, random: Random) -> None:
    """Write the households, the deputy of each, and a visit; county after county in turn, as offices import them."""
    heads = [(head, head_digest(head)) for head in (a + b for a in SURNAMES for b in GIVEN)]
    today = timezone.localdate()
    left = size.households
    while left:
        ids = allocate_ids(Household, min(left, 10_000))
        left -= len(ids)
        whose = [counties[pk % len(counties)] for pk in ids]
        homes = [random.choice(county.units) for county in whose]
        towns = [random.choice(county.units) for county in whose]
        rows = []
        for pk, county, home, town in zip(ids, whose, homes, towns, strict=True):
            head, mark = heads[pk % len(heads)]
            village = random.choice(county.points[home] or [home])
            rows.append(
                (pk, head, mark, village, random.choice(county.points[town] or [None]), 1 + pk % 6, pk % 20 == 0)
            )
        write(Household, ("id", "head", "head_digest", "village_id", "community_id", "members", "care"), rows)
        deputies = [random.choice(county.deputies) for county in whose]
        pairs = list(zip(ids, deputies, strict=True))
        facts = (today - timedelta(days=200), "office", "人大干事")
        write(
            HouseholdPair, ("household_id", "deputy_id", "began_on", "source", "made_by"),
            ((household, deputy, *facts) for household, deputy in pairs if household % 10),
        )  # fmt: skip
        write(
            Visit, ("household_id", "deputy_id", "on", "way", "outcome", "nonce", "recorded_by"),
            ((household, deputy, today - timedelta(days=random.randint(0, 700)), ContactWay.VISIT,
              VisitOutcome.MET if household % 8 else VisitOutcome.NOBODY, uuid.uuid4(), "代表")
             for household, deputy in pairs),
        )  # fmt: skip
