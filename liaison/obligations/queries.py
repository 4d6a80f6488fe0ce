"""Reads for the calendar, the county's table and the pages of an obligation."""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from deputies.teams.models import Team
from liaison.obligations import evidence
from liaison.obligations.enums import TOLD_ELSEWHERE, Standing, StepKind
from liaison.obligations.evidence import Found, window_of
from liaison.obligations.finders import as_found, held_between
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.obligations.notices import key_of
from liaison.obligations.periods import LATE_WEEKS, kind_of, ladder_of
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import POINTS
from yunhe.areas.models import Area
from yunhe.kit.words import share
from yunhe.notices.models import Notice
from yunhe.notices.telling import told
from yunhe.web.badges import TONE_ICONS

RELATED = ("template__area", "unit", "partner", "team", "owner")
WORST_FIRST = (Standing.OVERDUE, Standing.COMING, Standing.DONE_LATE, Standing.ON_TIME, Standing.SKIPPED)
SOON = 30  # days ahead that the workbench speaks of
FARTHEST = timedelta(days=140)  # the longest lead and a run of holidays
OLDEST = timedelta(weeks=LATE_WEEKS + 3)


def units_of(user: User) -> QuerySet[Area]:
    """Return the units whose obligations `user` keeps: the own one, or all of the county and the county itself."""
    own = scope_of(user).areas(*OFFICES)
    return Area.objects.within(*own).exclude(kind__in=POINTS).current().order_by("parent__path", "order", "code")


def list_url(**facts: object) -> str:
    """Return the address of the list of obligations narrowed by `facts`; what is empty is left out."""
    kept = {name: value for name, value in facts.items() if value not in (None, "")}
    return f"{reverse('obligations:obligation-list')}?{urlencode(kept) or 'all=1'}"


class Toned:
    """What shows how it stands, in tone and shape."""

    standing: Standing | None

    @property
    def tone(self) -> str:
        return self.standing.tone if self.standing else "muted"

    @property
    def icon(self) -> str:
        """Shape of the standing."""
        return TONE_ICONS[self.tone]


@dataclass(frozen=True)
class Mark(Toned):
    """What a cell of the calendar shows: a word or number, how it stands, and where it leads."""

    label: str
    standing: Standing
    url: str
    count: int = 1


@dataclass
class Day:
    """One day of the month's sheet."""

    on: date
    is_of_month: bool
    is_today: bool
    marks: list[Mark] = field(default_factory=list)


def _worst(obligations: Iterable[Obligation], today: date) -> Standing:
    found = {obligation.standing_on(today) for obligation in obligations}
    return next(standing for standing in WORST_FIRST if standing in found)


def _said_to(unit: Area, obligation: Obligation) -> str:
    """Return an obligation as its own unit's calendar says it: with the team, or the other unit of the pair."""
    if obligation.team is not None:
        return f"{obligation.title}（{obligation.team.name.removeprefix(unit.name)}）"
    others = [area.name for area in obligation.areas if area.pk != unit.pk]
    return f"{obligation.title}（{'、'.join(others)}）" if others else obligation.title


def _marks(obligations: list[Obligation], unit: Area | None, today: date) -> list[Mark]:
    """Return one mark an obligation, or, over several units, one a rule with how many owe it."""
    if unit is not None:
        marks = [
            Mark(_said_to(unit, obligation), obligation.standing_on(today), obligation.get_absolute_url())
            for obligation in obligations
        ]
        return sorted(marks, key=lambda mark: WORST_FIRST.index(mark.standing))
    by_rule: dict[tuple[str, str], list[Obligation]] = defaultdict(list)
    for obligation in obligations:
        by_rule[obligation.template.key, obligation.title].append(obligation)
    day = obligations[0].due_on if obligations else today
    marks = [
        Mark(title, _worst(group, today), list_url(rule=key, since=day, until=day), len(group))
        for (key, title), group in by_rule.items()
    ]
    return sorted(marks, key=lambda mark: WORST_FIRST.index(mark.standing))


def _of(user: User, unit: Area | None) -> QuerySet[Obligation]:
    rows = Obligation.objects.visible_to(user).select_related(*RELATED)
    return rows.of_unit(unit) if unit is not None else rows


def month_sheet(user: User, unit: Area | None, year: int, month: int) -> list[list[Day]]:
    """Return the weeks of a month, Monday first, each day with what falls due on it. One query."""
    today = timezone.localdate()
    weeks = [
        [Day(day, day.month == month, day == today) for day in week]
        for week in calendar.Calendar(calendar.MONDAY).monthdatescalendar(year, month)
    ]
    by_day: dict[date, list[Obligation]] = defaultdict(list)
    shown = _of(user, unit).filter(due_on__range=(weeks[0][0].on, weeks[-1][-1].on))
    for obligation in shown.order_by("due_on", "title"):
        by_day[obligation.due_on].append(obligation)
    for day in (day for week in weeks for day in week):
        if day.is_of_month:
            day.marks = _marks(by_day[day.on], unit, today)
    return weeks


@dataclass(frozen=True)
class YearRow:
    """One rule through a year: its marks in twelve months."""

    title: str
    source: str
    owed: str
    months: list[list[Mark]]


def year_sheet(user: User, unit: Area, year: int) -> list[YearRow]:
    """Return the rules that bind `unit`, or its pairs and teams, each with its obligations of the year by month. One query."""
    today = timezone.localdate()
    rows: dict[tuple[str, str], list[Obligation]] = {}
    of_year = _of(user, unit).filter(due_on__year=year)
    for obligation in of_year.order_by("template__area__order", "template_id", "due_on"):
        rows.setdefault((obligation.template.key, obligation.owed_label), []).append(obligation)
    return [
        YearRow(
            obligations[-1].title,
            obligations[-1].template.source,
            owed if obligations[-1].team_id or obligations[-1].partner_id else "",
            [
                [
                    Mark(obligation.period_label, obligation.standing_on(today), obligation.get_absolute_url())
                    for obligation in obligations
                    if obligation.due_on.month == month
                ]
                for month in range(1, 13)
            ],
        )
        for (_, owed), obligations in rows.items()
    ]


def _nothing() -> dict[str, int]:
    return dict.fromkeys(Standing, 0)


@dataclass
class Tally(Toned):
    """How the obligations behind one cell stand: {standing: number}, with the address of the list behind them."""

    facts: dict[str, object]
    numbers: dict[str, int] = field(default_factory=_nothing)

    @property
    def total(self) -> int:
        """All of them but those that were waived."""
        return sum(self.numbers.values()) - self.numbers[Standing.SKIPPED]

    @property
    def due(self) -> int:
        """Those whose day has come or that are done."""
        return self.total - self.numbers[Standing.COMING]

    @property
    def done(self) -> int:
        """Those that are done, in time or late."""
        return self.numbers[Standing.ON_TIME] + self.numbers[Standing.DONE_LATE]

    @property
    def rate(self) -> str:
        """Done in time of those due, in percent; "" while none is due."""
        return share(self.numbers[Standing.ON_TIME], self.due, of_nothing="")

    @property
    def standing(self) -> Standing | None:  # type: ignore[override]
        """The worst standing among them."""
        return next((standing for standing in WORST_FIRST if self.numbers[standing]), None)

    @property
    def url(self) -> str:
        """The list behind all of them, without those that were waived."""
        return list_url(**self.facts, kept=1)

    @property
    def cells(self) -> list[tuple[Standing, int, str]]:
        """Each standing with its number and the list behind it."""
        return [
            (standing, self.numbers[standing], list_url(**self.facts, standing=standing.value)) for standing in Standing
        ]


@dataclass
class Compliance:
    """The county's table: totals, one line a unit, one a rule, and the matrix of both."""

    year: int
    total: Tally
    units: list[tuple[Area, Tally]]
    rules: list[tuple[str, str, Tally, list[Tally]]]  # title, source, total, one cell a unit


def compliance(user: User, year: int) -> Compliance:
    """Count the obligations of `year` in scope by unit, rule and standing. Two units that owe one together both count it.

    Only obligations that have begun are counted. Two queries beside the units.
    """
    units = list(units_of(user))
    positions = {unit.pk: at for at, unit in enumerate(units)}
    facts: dict[str, object] = {"year": year, "begun": 1}
    total, by_unit = Tally(facts), [Tally({**facts, "unit": unit.pk}) for unit in units]
    by_rule: dict[str, tuple[str, str, Tally, list[Tally]]] = {}
    of_year = Obligation.objects.visible_to(user).begun().filter(due_on__year=year).with_standing().order_by()
    rows = of_year.values_list("template__key", "unit_id", "partner_id", "standing").annotate(number=Count("pk"))
    owed = Obligation.objects.filter(template=OuterRef("pk"), due_on__year=year)
    rules_owed = ObligationTemplate.objects.filter(Exists(owed)).select_related("team")
    ordered = rules_owed.order_by(F("area__parent").asc(nulls_first=True), "area__order", "area", "pk")
    titles = {template.key: template for template in ordered}
    for key, *sides, standing, number in rows:
        if key not in by_rule:
            template, of_rule = titles[key], {**facts, "rule": key}
            cells = [Tally({**of_rule, "unit": unit.pk}) for unit in units]
            ground = f"{template.team.name} · {template.source}" if template.team else template.source
            by_rule[key] = (template.title, ground, Tally(of_rule), cells)
        total.numbers[standing] += number
        by_rule[key][2].numbers[standing] += number
        for unit_id in {*sides} - {None}:
            if unit_id in positions:
                by_unit[positions[unit_id]].numbers[standing] += number
                by_rule[key][3][positions[unit_id]].numbers[standing] += number
    rules = [by_rule[key] for key in titles if key in by_rule]
    return Compliance(year, total, list(zip(units, by_unit, strict=True)), rules)


def candidates(obligation: Obligation) -> list[Found]:
    """Return the records that may be tied to an obligation by hand: what its finder sees, and the activities of who owes it."""
    today = timezone.localdate()
    first, last = window_of(obligation)
    found = {deed.key: deed for deed in evidence.found_for([obligation], today).get(obligation.pk, [])}
    sides = {obligation.unit_id, obligation.partner_id}
    for activity in held_between(first, min(last, today)):
        teams = {area.pk for area in activity.team.areas} if activity.team else set()
        if activity.organising_area.unit_id in sides or teams & sides:
            deed = as_found(activity)
            found.setdefault(deed.key, deed)
    known = set(obligation.evidence.values_list("key", flat=True))
    return sorted((deed for deed in found.values() if deed.key not in known), key=lambda deed: deed.on, reverse=True)


def possible_owners(obligation: Obligation) -> QuerySet[User]:
    """Return the office staff of the units that owe an obligation."""
    held = Appointment.objects.in_force().filter(area__in=obligation.areas, role__in=OFFICES)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("name", "pk")


def other_periods(obligation: Obligation) -> list[Obligation]:
    """Return the obligations of the same rule and debtor, oldest first."""
    same_rule = {"template__area": obligation.template.area_id, "template__key": obligation.template.key}
    owing = {"unit": obligation.unit_id, "partner": obligation.partner_id, "team": obligation.team_id}
    return list(Obligation.objects.filter(**same_rule, **owing).order_by("due_on", "pk"))


def untold(on: date) -> list[Obligation]:
    """Return the obligations of which something is to be said on `on` that nobody has been told yet.

    Not of those that another ladder reminds of, nor, before their day, of those whose deed has been arranged.
    """
    near = Obligation.objects.undone().filter(due_on__lte=on + FARTHEST, due_on__gte=on - OLDEST)
    near = near.exclude(template__evidence__in=TOLD_ELSEWHERE).select_related("template")
    asked = [
        (obligation, rung) for obligation in near for rung in ladder_of(obligation.lead_days).due(obligation.due_on, on)
    ]
    ahead = [obligation for obligation, _ in asked if obligation.due_on >= on]
    at_rest = evidence.arranged(ahead) if ahead else set()
    keys = {key_of(obligation, rung.slot): obligation for obligation, rung in asked if obligation.pk not in at_rest}
    known = told(keys)
    return list({obligation.pk: obligation for key, obligation in keys.items() if key not in known}.values())


def reminders_of(obligation: Obligation) -> list[dict[str, Any]]:
    """Return the reminders that went out, newest first: {"label", "on", "people"}."""
    slots = [slot for slot, _ in ladder_of(obligation.lead_days).days_of(obligation.due_on)]
    labels = {key_of(obligation, slot): kind_of(slot).label for slot in (*slots, StepKind.COUNTY.value)}
    told_of = Notice.objects.filter(key__in=labels).order_by().values_list("key")
    rows = told_of.annotate(people=Count("pk"), at=Min("created_at")).order_by("-at")
    return [{"label": labels[key], "on": timezone.localdate(at), "people": people} for key, people, at in rows]


def obligations_of_team(team: Team) -> list[Obligation]:
    """Return the team's obligations of this year and those still to be done, by day."""
    today = timezone.localdate()
    rows = Obligation.objects.filter(team=team).select_related("template")
    return list(rows.filter(due_on__year=today.year).order_by("due_on"))


def has_finder(template: ObligationTemplate) -> bool:
    """Whether the program finds the evidence of a rule by itself."""
    return template.evidence in evidence.finders
