"""Reads about concerns: figures of an office, what the voter reads, concerns that are alike."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns.clocks import near_until
from liaison.concerns.enums import OPEN_STATES, WAITS_FOR_VOTER, ConcernState, ResultClass, Side, VoterRating
from liaison.concerns.models import Concern
from yunhe.accounts.models import User
from yunhe.kit.figures import Figure
from yunhe.kit.lookups import among
from yunhe.kit.moves import events_of
from yunhe.kit.words import share


def figures_of(rows: QuerySet[Concern]) -> list[Figure]:
    """Return what waits and what is late among `rows`, each with the list behind it. Two queries.

    The closed ones, nearly all there are after some years, are not read for what is open.
    """
    today = timezone.localdate()
    running = Q(state__in=OPEN_STATES) & ~Q(state__in=WAITS_FOR_VOTER)
    near = Q(due_on__gte=today, due_on__lte=near_until(today))
    counted = rows.open().aggregate(  # type: ignore[attr-defined]
        received=Count("pk", filter=Q(state=ConcernState.RECEIVED)),
        accepted=Count("pk", filter=Q(state=ConcernState.ACCEPTED)),
        assigned=Count("pk", filter=Q(state=ConcernState.ASSIGNED)),
        replied=Count("pk", filter=Q(state=ConcernState.REPLIED)),
        near=Count("pk", filter=running & near),
        late=Count("pk", filter=running & Q(due_on__lt=today)),
    )
    track = rows.filter(state=ConcernState.CLOSED, check_on__lte=today).count()
    return [
        Figure("待受理", counted["received"], "?state=received"),
        Figure("待交办", counted["accepted"], "?state=accepted"),
        Figure("办理中", counted["assigned"], "?state=assigned"),
        Figure("待反馈", counted["replied"], "?state=replied"),
        Figure("临期", counted["near"], "?late=near", alarm="warning"),
        Figure("已逾期", counted["late"], "?late=late", alarm="danger"),
        Figure("到跟踪日期", track, "?track=1", alarm="warning"),
    ]


@dataclass(frozen=True)
class UnitFigures:
    """One unit's record: how many came in, were answered, solved; what rated voters said."""

    pk: int
    name: str
    total: int
    open: int
    late: int
    answered: int
    solved: int
    rated: int
    satisfied: int
    mostly: int
    unsatisfied: int
    silent: int
    redone: int

    @property
    def answer_rate(self) -> str:
        """办复率: answered of all that were taken."""
        return _rate(self.answered, self.total)

    @property
    def solve_rate(self) -> str:
        """办成率: class A of those answered."""
        return _rate(self.solved, self.answered)

    @property
    def satisfied_rate(self) -> str:
        """满意率: "satisfied" and "mostly" of those who rated; the silent are not counted as content."""
        return _rate(self.satisfied + self.mostly, self.rated)


def _rate(part: int, whole: int) -> str:
    return f"{share(part, whole)}%" if whole else "—"


def figures_by_unit(rows: QuerySet[Concern]) -> list[UnitFigures]:
    """Return the record of each leading unit among `rows` (without refused, merged and split ones). One query."""
    today = timezone.localdate()
    answered = Q(told_on__isnull=False)
    counted = (
        rows.taken()  # type: ignore[attr-defined]
        .values("lead_id", "lead__name")
        .annotate(
            total=Count("pk"),
            open=Count("pk", filter=Q(state__in=OPEN_STATES)),
            late=Count("pk", filter=Q(state__in=OPEN_STATES, due_on__lt=today) & ~Q(state__in=WAITS_FOR_VOTER)),
            answered=Count("pk", filter=answered),
            solved=Count("pk", filter=answered & Q(result=ResultClass.A)),
            rated=Count("pk", filter=~Q(rating="") & ~Q(rating=VoterRating.NONE)),
            satisfied=Count("pk", filter=Q(rating=VoterRating.SATISFIED)),
            mostly=Count("pk", filter=Q(rating=VoterRating.MOSTLY)),
            unsatisfied=Count("pk", filter=Q(rating=VoterRating.UNSATISFIED)),
            silent=Count("pk", filter=Q(rating=VoterRating.NONE)),
            redone=Count("pk", filter=Q(redo_count__gt=0)),
        )
        .order_by("lead__order", "lead__code")
    )
    rows_by_unit: list[dict[str, Any]] = [dict(row) for row in counted]
    return [UnitFigures(pk=row.pop("lead_id"), name=row.pop("lead__name"), **row) for row in rows_by_unit]


def public_timeline(concern: Concern) -> list[dict[str, Any]]:
    """Return what the voter reads, newest first: every step, but words only where they are meant for the voter, no clerks."""
    steps = list(concern.steps.all())
    events = events_of(steps, newest_first=False)
    for step, event in zip(steps, events, strict=True):
        event["title"] = "重新安排办理" if step.verb in ("recall", "send_back", "rework") else step.label
        event["by"] = f"{concern.deputy.name}代表" if step.side == Side.DEPUTY and concern.deputy else step.side_label
        event["text"] = step.note if step.is_public else ""
    return events[::-1]


@dataclass(frozen=True)
class Wait:
    """How many days a concern has waited at one side."""

    label: str
    days: int


def waits_of(concern: Concern) -> list[Wait]:
    """Return how long each state has lasted in sum, in calendar days, longest first; the present one counts until now."""
    steps, spent = list(concern.steps.order_by("at", "pk")), dict[str, timedelta]()
    ends = [step.at for step in steps[1:]] + [timezone.now()] if steps else []
    for step, end in zip(steps, ends, strict=True):
        if step.to_state in OPEN_STATES:
            spent[step.to_state] = spent.get(step.to_state, timedelta()) + (end - step.at)
    waits = [Wait(ConcernState(state).label, span.days) for state, span in spent.items()]
    return sorted(waits, key=lambda wait: -wait.days)


def alike_to(concern: Concern, user: User, limit: int = 5) -> QuerySet[Concern]:
    """Return concerns in scope that look like this one, most alike first."""
    found = Concern.objects.visible_to(user).alike(concern.text, category=concern.category, place=concern.place)
    return found.exclude(pk=concern.pk).select_related("place__unit")[:limit]


def hints_for(text: str, *, category: str, place, limit: int = 3) -> list[Concern]:
    """Return what the voter is shown before sending: open or lately answered concerns that look the same.

    Only those of the very place. The page shows the office's title, spot, day and state of each, and what is published.
    """
    found = Concern.objects.alike(text, category=category, place=place).filter(place=place)
    return list(found.select_related("place__unit").annotate(echo_count=Count("echoes"))[:limit])


def my_concerns(user: User) -> QuerySet[Concern]:
    """Return the concerns that came straight to a deputy, or that the deputy took down or received; open ones first."""
    own = list(Deputy.objects.filter(user=user.pk).values_list("pk", flat=True))
    received = list(Concern.objects.filter(reception__deputies__in=own).values_list("pk", flat=True))
    # a joined branch would read everybody's concerns
    mine = among("deputy", own) | Q(taken_by_user=user.pk) | among("pk", received)
    is_closed = Q(state__in=OPEN_STATES)
    rows = Concern.objects.filter(mine).select_related(
        "lead", "place__unit", "deputy", "handling_unit", "handling_point__unit"
    )
    return rows.annotate(is_open=is_closed).order_by("-is_open", F("due_on").asc(nulls_last=True), "-created_at")
