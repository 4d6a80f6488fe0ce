"""The 《流动代表登记册》 on paper: one sheet a deputy (law-and-practice, 建档立卡: 去向住址, 联系方式, 特长专长, 发挥作用情况 are must)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from deputies.mandates.models import Mandate
from deputies.people.models import Deputy
from liaison.households.models import DeputyPair, HouseholdPair
from liaison.ledger.enums import EntryState
from liaison.ledger.facts import shown
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.ledger.queries import keepers_of
from liaison.registration.models import Registration
from stations.places.models import Posting
from yunhe.areas.models import Area
from yunhe.privacy import digest, mask_phone

ROLE_ROWS = 3  # half-years of 作用发挥情况
DENSE_FROM = 220  # characters of free text
MANDATE_ROWS = 2  # county and township
LINES_A_PAGE = 24  # of the table of contents


@dataclass(frozen=True)
class Step:
    """One step of the registration as the sheet writes it: 流出登记, 流入核实, 社区报到."""

    label: str
    on: date | None = None
    unit: str = ""
    by: str = ""


@dataclass(frozen=True)
class Placing:
    """Where the residence side has put the deputy: group, station, contact person, grid."""

    group: str = ""
    station: str = ""
    contact_person: str = ""
    grid: str = ""


@dataclass(frozen=True)
class Sheet:
    """Everything one sheet shows, personal data masked already unless it is printed in full."""

    entry: LedgerEntry
    deputy: Deputy
    number: str
    check_code: str
    keeper: str
    values: dict[str, str]
    phone: str
    household_at_home: bool | None
    home_village: str
    mandates: Sequence[tuple[str, str, str, str]]
    steps: Sequence[Step]
    placing: Placing
    leader: str  # the county deputy who is linked with this one (结对县代表)
    households: str  # how many the deputy keeps in touch with (联系户数)
    roles: Sequence[tuple[str, str]]
    ended_on: date | None
    end_reason: str
    is_signed: bool
    is_dense: bool  # so much text that the form sets it smaller to stay on one side


@dataclass(frozen=True)
class Register:
    """The register of one origin unit for one round: cover, contents, sheets."""

    round: LedgerRound
    origin: Area
    keeper: str
    sheets: Sequence[Sheet]
    whole: int  # sheets the register holds in all; more than `sheets` when the reader sees only some
    contents: Sequence[Sequence[tuple[int, Sheet]]] = field(default_factory=list)

    @property
    def signed(self) -> int:
        """How many of the sheets are countersigned."""
        return sum(sheet.is_signed for sheet in self.sheets)

    @property
    def is_partial(self) -> bool:
        """Whether the reader sees only some of its sheets."""
        return len(self.sheets) < self.whole


def check_code(entry: LedgerEntry) -> str:
    """Return the eight letters that tie a printed sheet to the version it was printed from: A1B2-C3D4.

    They change whenever the line changes; the same code on paper and on the page means the paper is up to date.
    """
    parts = [entry.pk, entry.state, entry.confirmed or entry.facts, entry.role_played, entry.countersigned_at]
    code = digest(repr(parts), purpose="ledger-sheet")[:8].upper()
    return f"{code[:4]}-{code[4:]}"


def half_label(half: str) -> str:
    """Return 2026年下半年 for "2026-H2"."""
    return f"{half[:4]}年{'上' if half.endswith('1') else '下'}半年"


def with_everything(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    """Return `entries` with all that sheets need, in a number of queries that does not grow with them."""
    registrations = Registration.objects.order_by("-created_at", "-pk").select_related(
        "origin", "residence", "community__unit", "station", "team"
    )
    postings = Posting.objects.open().select_related("station").order_by("begins_on", "pk")
    mandates = Mandate.objects.select_related("term__area", "district").order_by("-level", "-began_on")
    return entries.select_related(
        "round", "origin__parent", "residence", "community__unit", "deputy__home_village", "deputy__origin"
    ).prefetch_related(
        Prefetch("deputy__mandates", mandates),
        Prefetch("deputy__registrations", registrations),
        Prefetch("deputy__postings", postings),
        "deputy__registrations__steps",
    )


def sheets_of(entries: Iterable[LedgerEntry], *, in_full: bool = False) -> list[Sheet]:
    """Return the sheets of `entries` (from `with_everything`); phone and address masked unless `in_full`.

    The caller has checked permission and recorded a print in full.
    """
    lines = list(entries)
    keepers = keepers_of({line.origin for line in lines})
    earlier: dict[int, list[LedgerEntry]] = {}
    past = LedgerEntry.objects.filter(deputy__in=[line.deputy_id for line in lines], confirmed_at__isnull=False)
    for line in past.select_related("round").order_by("-round__half").defer("facts", "confirmed"):
        earlier.setdefault(line.deputy_id, []).append(line)
    contacts = _contacts({line.deputy_id for line in lines})
    return [_sheet(line, earlier.get(line.deputy_id, []), keepers, contacts, in_full=in_full) for line in lines]


def _contacts(deputies: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return of each deputy (who is linked with him or her, how many households). Two queries."""
    pairs = DeputyPair.objects.open().filter(member__in=deputies).order_by("pk")
    leaders = dict(pairs.values_list("member_id", "leader__name"))
    linked = HouseholdPair.objects.open().filter(deputy__in=deputies).order_by().values("deputy")
    counted = dict(linked.annotate(number=Count("household", distinct=True)).values_list("deputy", "number"))
    return {pk: (leaders.get(pk, ""), f"{counted[pk]} 户" if pk in counted else "") for pk in deputies}


def register_of(
    opened: LedgerRound, origin: Area, entries: QuerySet[LedgerEntry], *, in_full: bool = False
) -> Register:
    """Return the register of `origin` with the sheets of `entries` (lines of that origin that the reader may see)."""
    sheets = sheets_of(with_everything(entries.order_by("number", "deputy__name_pinyin", "pk")), in_full=in_full)
    numbered = list(enumerate(sheets, 1))
    keeper = keepers_of([origin]).get(origin.pk)
    return Register(
        round=opened,
        origin=origin,
        keeper=keeper.name if keeper else "",
        sheets=sheets,
        whole=LedgerEntry.objects.counted().filter(round=opened, origin=origin).count(),
        contents=[numbered[start : start + LINES_A_PAGE] for start in range(0, len(numbered), LINES_A_PAGE)],
    )


def _sheet(
    entry: LedgerEntry,
    past: Sequence[LedgerEntry],
    keepers: dict,
    contacts: dict[int, tuple[str, str]],
    *,
    in_full: bool,
) -> Sheet:
    deputy = entry.deputy
    values = entry.confirmed or entry.facts
    phone, short = shown("phone", values.get("phone"), in_full=in_full), deputy.short_phone
    short = short if in_full else mask_phone(short)
    mandates = list(deputy.mandates.all())
    serving = [mandate for mandate in mandates if mandate.ended_on is None]
    ended = max((m for m in mandates if m.ended_on), key=lambda m: m.ended_on or date.min, default=None)
    is_over = ended is not None and not serving
    registration = next(iter(deputy.registrations.all()), None)
    keeper = keepers.get(entry.origin_id)
    is_dense = len(entry.role_played) + len(entry.residence_remark) + len(entry.on_behalf_reason) > DENSE_FROM
    return Sheet(
        entry=entry,
        deputy=deputy,
        number=entry.sheet_number,
        check_code=check_code(entry),
        keeper=without_account(entry.countersigned_by) or (keeper.name if keeper else ""),
        values={
            key: shown(key, values.get(key), in_full=in_full)
            for key in ("residence", "address", "employment", "specialities")
        },
        phone=f"{phone}（{short}）" if short else phone,
        household_at_home=entry.household_at_home,
        home_village=deputy.home_village.short_name if deputy.home_village else "",
        mandates=[_mandate_row(mandate) for mandate in serving] + [("",) * 4] * (MANDATE_ROWS - len(serving)),
        steps=_steps(registration),
        placing=_placing(registration, deputy),
        leader=contacts[deputy.pk][0],
        households=contacts[deputy.pk][1],
        roles=_roles(entry, past, rows=2 if is_dense else ROLE_ROWS),
        ended_on=ended.ended_on if is_over and ended else registration.ended_on if registration else None,
        end_reason=ended.get_end_reason_display()
        if is_over and ended
        else registration.get_end_reason_display()
        if registration
        else "",
        is_signed=entry.state == EntryState.LOCKED,
        is_dense=is_dense,
    )


def without_account(display_name: str) -> str:
    """Return the name alone of somebody written down as 雷小芳（leixf）: paper names people, not accounts."""
    return display_name.partition("（")[0]


def _roles(entry: LedgerEntry, past: Sequence[LedgerEntry], *, rows: int) -> list[tuple[str, str]]:
    """Return `rows` of (half-year, what was done), this half first, empty ones to write on where the past is shorter."""
    said = [(half_label(entry.round.half), entry.role_played)]
    said += [(half_label(line.round.half), line.role_played) for line in past if line.round.half < entry.round.half]
    return said[:rows] + [("", "")] * (rows - len(said))


def _mandate_row(mandate: Mandate) -> tuple[str, str, str, str]:
    district = str(mandate.district) if mandate.district else ""
    return f"{mandate.get_level_display()}代表", str(mandate.term), district, mandate.certificate_number


def _placing(registration: Registration | None, deputy: Deputy) -> Placing:
    """Return where the deputy was put: the team and the stations of the tree; of old files what was written then."""
    posted = "、".join(posting.station.name for posting in deputy.postings.all())
    if registration is None:
        return Placing(station=posted)
    station = posted or (registration.station.name if registration.station else "")
    group = registration.team.name if registration.team else registration.group
    return Placing(group, station, registration.contact_person, registration.grid)


def _steps(registration: Registration | None) -> list[Step]:
    if registration is None:
        return [Step("流出登记"), Step("流入核实"), Step("社区报到")]
    first = next(iter(registration.steps.all()), None)
    return [
        Step("流出登记", _day(registration.created_at), registration.origin.name, first.by if first else ""),
        Step(
            "流入核实",
            _day(registration.verified_at),
            registration.residence.name if registration.verified_at else "",
            registration.verified_by,
        ),
        Step(
            "社区报到",
            _day(registration.received_at),
            registration.community.full_name if registration.received_at and registration.community else "",
            registration.received_by,
        ),
    ]


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
