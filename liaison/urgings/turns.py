"""Of each kind of thing that can be urged: until when it is due, whether it is late, who keeps it and whose turn it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Manager
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns.enums import OPEN_STATES as OPEN_CONCERNS
from liaison.concerns.enums import WAITS_FOR_VOTER, ConcernState
from liaison.concerns.models import Concern, HandlingUnit
from liaison.obligations.models import Obligation
from liaison.registration.enums import OPEN_STATES as OPEN_REGISTRATIONS
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from liaison.registration.policies import has_keeper
from liaison.suggestions.enums import OPEN_STATES as OPEN_SUGGESTIONS
from liaison.suggestions.enums import SuggestionState
from liaison.suggestions.models import Suggestion
from yunhe.areas.models import Area


@dataclass(frozen=True)
class Turn:
    """Whom a thing waits for: the people of an area, a handling unit, or a deputy."""

    area: Area | None = None
    unit: HandlingUnit | None = None
    deputy: Deputy | None = None

    @property
    def label(self) -> str:
        """Whom, for people."""
        if self.unit:
            return self.unit.name
        return f"{self.deputy.name}代表" if self.deputy else self.area.full_name if self.area else ""


@dataclass(frozen=True)
class Subject:
    """One kind of thing. lead: the office that keeps it; offices: all offices that may urge; is_open: whether somebody is to act."""

    name: str
    rows: Manager[Any]
    related: tuple[str, ...]
    title: Callable[[Any], str]
    is_open: Callable[[Any], bool]
    turn: Callable[[Any], Turn]
    lead: Callable[[Any], Area]
    offices: Callable[[Any], list[Area]]

    def is_late(self, thing: Any, on: date | None = None) -> bool:
        """Whether its day has passed and somebody is still to act."""
        due = thing.due_on
        return due is not None and due < (on or timezone.localdate()) and self.is_open(thing)


def _unit_of(area: Area) -> Area:
    return area.unit or area


def _of_concern(concern: Concern) -> Turn:
    if concern.state == ConcernState.ASSIGNED:
        if concern.is_direct and concern.deputy:
            return Turn(deputy=concern.deputy)
        if concern.handling_unit:
            return Turn(unit=concern.handling_unit)
        if concern.handling_point:
            return Turn(area=concern.handling_point)
    return Turn(area=concern.lead)


def _of_suggestion(suggestion: Suggestion) -> Turn:
    if suggestion.state in (SuggestionState.ASSIGNED, SuggestionState.REDOING) and suggestion.unit:
        return Turn(unit=suggestion.unit)
    if suggestion.state == SuggestionState.REPLIED:
        return Turn(deputy=suggestion.leader)
    return Turn(area=suggestion.office)


def _of_registration(registration: Registration) -> Turn:
    """The deputy's turn is the residence office's (a returned one: the origin's) where the deputy has no account."""
    state = registration.state
    if state in (RegistrationState.URGED, RegistrationState.RETURNED):
        if registration.deputy.user_id:
            return Turn(deputy=registration.deputy)
        return Turn(area=registration.origin if state == RegistrationState.RETURNED else registration.residence)
    if state == RegistrationState.VERIFIED and has_keeper(registration.community):
        return Turn(area=registration.community)
    return Turn(area=registration.residence)


SUBJECTS = {
    subject.name: subject
    for subject in (
        Subject(
            name="concern",
            rows=Concern.objects,
            related=(
                "lead__parent",
                "deputy__user",
                "handling_unit",
                "handling_point__unit",
                "origin",
                "residence__unit",
            ),
            title=lambda concern: f"{concern.spoken_number} {concern.short_title}",
            is_open=lambda concern: concern.state in OPEN_CONCERNS and concern.state not in WAITS_FOR_VOTER,
            turn=_of_concern,
            lead=lambda concern: concern.lead,
            offices=lambda concern: [
                area
                for area in (concern.lead, concern.origin, concern.residence and _unit_of(concern.residence))
                if area
            ],
        ),
        Subject(
            name="suggestion",
            rows=Suggestion.objects,
            related=("office__parent", "leader__origin", "leader__residence__unit", "leader__user", "unit"),
            title=lambda suggestion: f"《{suggestion.title}》",
            is_open=lambda suggestion: (
                suggestion.state in OPEN_SUGGESTIONS and suggestion.state != SuggestionState.DRAFT
            ),
            turn=_of_suggestion,
            lead=lambda suggestion: suggestion.office,
            offices=lambda suggestion: [suggestion.office],
        ),
        Subject(
            name="registration",
            rows=Registration.objects,
            related=("deputy__user", "origin__parent", "residence__parent", "community__unit"),
            title=lambda registration: (
                f"{registration.deputy.name}（{registration.origin.name}→{registration.residence.name}）"
            ),
            is_open=lambda registration: registration.state in OPEN_REGISTRATIONS,
            turn=_of_registration,
            lead=lambda registration: registration.residence,
            offices=lambda registration: [registration.origin, registration.residence],
        ),
        Subject(
            name="obligation",
            rows=Obligation.objects,
            related=("unit__parent", "partner", "template__area", "team", "owner"),
            title=lambda obligation: f"{obligation.unit.name}：{obligation}",
            is_open=lambda obligation: obligation.is_undone,
            turn=lambda obligation: Turn(area=obligation.unit),
            lead=lambda obligation: obligation.unit,
            offices=lambda obligation: obligation.areas,
        ),
    )
}


def subject_of(urging: Any) -> Subject:
    """Return the kind of thing that an urging is about."""
    return next(subject for name, subject in SUBJECTS.items() if getattr(urging, f"{name}_id") is not None)
