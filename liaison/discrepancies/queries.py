"""Reads of the board: who says what, side by side; what a page shows."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from liaison.discrepancies.enums import SPEAKERS, DiscrepancyState, Fact
from liaison.discrepancies.models import Discrepancy, Statement
from liaison.discrepancies.values import answer, fingerprint, shown
from liaison.registration.enums import RegistrationState, Side
from liaison.registration.models import Registration
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of

FILE_LABEL = "档案登记"
FRESH = timedelta(days=30)  # so long a community's word that a deputy is still here holds


@dataclass(frozen=True)
class Position:
    """What a side, or the registration itself (`statement` is None), says of a fact."""

    label: str
    shown: str
    value: str
    fingerprint: str
    at: datetime
    statement: Statement | None = None

    def as_shown(self) -> dict[str, str]:
        """Return what lists keep of it: nothing personal."""
        return {"side": self.label, "shown": self.shown, "at": self.at.isoformat()}


def places_of(registration: Registration) -> str:
    """Return from where to where the registration leads: 赤石乡 → 浮云街道中山社区."""
    community = registration.community.short_name if registration.community else ""
    return f"{registration.origin} → {registration.residence}{community}"


def register_value(registration: Registration, fact: str, known: Discrepancy | None) -> tuple[str, datetime]:
    """Return what the register says of `fact` as statements store it ("" for nothing), and since when (needs deputy loaded).

    Whether the deputy still lives here is what was settled, until a community receives the deputy anew.
    """
    deputy = registration.deputy
    if fact == Fact.PHONE:
        return deputy.phone, deputy.updated_at
    if fact == Fact.ADDRESS:
        return deputy.address or registration.address, deputy.updated_at
    if fact == Fact.HOUSEHOLD:
        return "" if deputy.household_at_home is None else answer(deputy.household_at_home), deputy.updated_at
    if fact == Fact.COMMUNITY:
        at_point = deputy.residence and not deputy.residence.is_unit
        return str((deputy.residence_id if at_point else registration.community_id) or ""), registration.state_since
    if registration.state != RegistrationState.CO_MANAGED or registration.received_at is None:
        return "", registration.state_since
    if known and known.settled_at and known.settled_at > registration.received_at:
        return known.settled_value, known.settled_at
    return answer(True), registration.received_at


def counts(statement: Statement, registration: Registration) -> bool:
    """Whether a statement is still that of a side: a community or office that no longer keeps the registration has no say."""
    areas = {
        Side.ORIGIN: registration.origin_id,
        Side.RESIDENCE: registration.residence_id,
        Side.COMMUNITY: registration.community_id,
    }
    side = Side(statement.side)
    return side not in areas or statement.area_id == areas[side]


def positions_of(
    registration: Registration, fact: str, known: Discrepancy | None, newest: list[Statement]
) -> list[Position]:
    """Return the newest statements on `fact` in the order of the sides, the file's own value first.

    newest: `registration.statements.newest_by_side()`. What was said before the last settlement has been dealt with.
    """
    value, at = register_value(registration, fact, known)
    found = (
        [Position(FILE_LABEL, shown(fact, value), value, fingerprint(registration.pk, fact, value), at)]
        if value
        else []
    )
    since = known.settled_at if known else None
    said = [
        one for one in newest if one.fact == fact and counts(one, registration) and (since is None or one.at > since)
    ]
    said.sort(key=lambda one: SPEAKERS.index(Side(one.side)))
    return found + [
        Position(one.get_side_display(), one.shown, one.value, one.fingerprint, one.at, one) for one in said
    ]


@dataclass(frozen=True)
class Column:
    """One side of the page: who, the newest statement ("" before it spoke), what it said before."""

    side: str
    name: str
    newest: Statement | None
    earlier: list[Statement]
    is_settled: bool  # spoken before the last settlement


def columns_of(discrepancy: Discrepancy) -> list[Column]:
    """Return the four sides beside one another, each with what it has said of the fact, newest first."""
    registration = discrepancy.registration
    said = [one for one in registration.statements.filter(fact=discrepancy.fact) if counts(one, registration)]  # type: ignore[attr-defined]
    names = {
        Side.ORIGIN: registration.origin.name,
        Side.RESIDENCE: registration.residence.name,
        Side.COMMUNITY: registration.community.short_name if registration.community else "尚未接收",
        Side.DEPUTY: registration.deputy.name,
    }
    columns = []
    for side in SPEAKERS:
        own = [one for one in said if one.side == side]
        is_settled = bool(own and discrepancy.settled_at and own[0].at <= discrepancy.settled_at)
        columns.append(Column(Side(side).label, names[side], own[0] if own else None, own[1:], is_settled))
    return columns


def seen_of(discrepancy: Discrepancy) -> str:
    """Return the mark of what somebody looks at: the newest statement on the fact."""
    newest = discrepancy.registration.statements.filter(fact=discrepancy.fact).aggregate(last=Max("pk"))  # type: ignore[attr-defined]
    return str(newest["last"] or 0)


def is_same_as_seen(discrepancy: Discrepancy, seen: str) -> bool:
    """Whether nobody has spoken since `seen` was made."""
    return seen_of(discrepancy) == seen


def state_counts(user: User) -> dict[str, int]:
    """Return the discrepancies in scope of `user` by state, every state named."""
    states = list(Discrepancy.objects.visible_to(user).order_by().values_list("state", flat=True))
    return {state.value: states.count(state.value) for state in DiscrepancyState}


def files_to_confirm(user: User, *, only_due: bool = False) -> QuerySet[Registration]:
    """Return the co-managed registrations of the communities that `user` keeps, the longest unconfirmed first.

    only_due: those alone of which nothing was said for FRESH, or never. Annotated with `confirmed_at`, when the community said last that the deputy is still here (None before), and
    `confirmed_as`, what it said.
    """
    said = Statement.objects.filter(
        registration=OuterRef("pk"), fact=Fact.STILL_HERE, side=Side.COMMUNITY, area=OuterRef("community")
    ).order_by("-at", "-pk")
    rows = (
        Registration.objects.co_managed()
        .filter(scope_of(user).within("community", Role.POINT_KEEPER))
        .annotate(confirmed_at=Subquery(said.values("at")[:1]), confirmed_as=Subquery(said.values("shown")[:1]))
        .select_related("deputy", "origin", "residence", "community")
        .order_by(F("confirmed_at").asc(nulls_first=True), "deputy__name_pinyin", "pk")
    )
    if not only_due:
        return rows
    return rows.filter(Q(confirmed_at=None) | Q(confirmed_at__lt=_fresh_from()))


def is_due(at: datetime | None) -> bool:
    """Whether a confirmation is missing or not fresh any more."""
    return at is None or at < _fresh_from()


def _fresh_from() -> datetime:
    """Return the moment from which on a word is fresh: by whole days, so that what is due does not change during the day."""
    return timezone.make_aware(datetime.combine(timezone.localdate() - FRESH + timedelta(days=1), time.min))
